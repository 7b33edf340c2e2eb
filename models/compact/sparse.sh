#!/usr/bin/env bash
# Trains the bundled model's second set of weights, for pictures of few people: 7,000 steps from its own set, whose large late layers stay as they are, and 2,500 more at half the rate, on ShanghaiTech's part B and on what of part A has
# fewer than 400 heads; make.sh then puts both into the jar. What `train --validation 0.1 --seed 1` holds out of both parts is not learned from. Interrupted, it goes on from its last checkpoint when
# run again. Needs the folder of the research images, as -Dcrowdrank.data takes it.
set -euo pipefail
if [ $# != 1 ] || [ ! -d "$1/ShanghaiTech" ]; then
  echo "usage: models/compact/sparse.sh FOLDER, which holds ShanghaiTech (CONTRIBUTING.md)" >&2
  exit 2
fi
data=(--dataset shanghaitech --root "$(cd "$1" && pwd)/ShanghaiTech")
cd "$(dirname "$0")/../.."
out=${OUT:-target/sparse.crowdrank}
lists=$out.lists
doubtful=IMG_2,IMG_60,IMG_97,IMG_121,IMG_139,IMG_154
freeze=(--freeze "${FREEZE:-pw7,pw8,pw9,pw10,pw11}")
if [ "${FREEZE:-}" = none ]; then
  freeze=()
fi
crowdrank() { OMP_WAIT_POLICY=PASSIVE java -Xmx6g -jar examples/cli/target/crowdrank.jar "$@"; }

if [ ! -f "$lists/few.json" ]; then
  rm -rf "$lists"
  mkdir -p "$lists"
  crowdrank dataset convert "${data[@]}" --split A-train --out "$lists/points"
  crowdrank dataset split "${data[@]}" --split A-train --without "$doubtful" --out "$lists/a.json" --lists "$lists/a"
  crowdrank dataset split "${data[@]}" --split B-train --out "$lists/b.json"
  for part in train validation; do
    while read -r image; do
      points=$(find "$lists/points" -name "$image.csv")
      # Its first line names the columns.
      if [ "$(wc -l < "$points")" -le 400 ]; then
        echo "$image"
      fi
    done < "$lists/a/$part.txt" > "$lists/$part.txt"
  done
  crowdrank dataset split "${data[@]}" --split A-train --without "$doubtful" --list "train=$lists/train.txt" --list "validation=$lists/validation.txt" --out "$lists/few.json"
fi
further() { # SEED, MODEL, RATE, STEPS, OUT
  crowdrank train "${data[@]}" --split A-train,B-train --without "$doubtful" --split-file "$lists/few.json,$lists/b.json" --seed "$1" \
    --scheme counting --preset refine --from "$2" "${freeze[@]}" --learning-rate "$3" --bfloat16 --empty-scenes 40 --steps "$4" \
    --validate-every 500 --checkpoint-every 250 --log "$5.csv" --out "$5"
}
if [ ! -f "$out.first" ]; then
  further 1 "${FROM:-bundled}" 1.5e-4 "${STEPS:-7000}" "$out.first"
fi
further 2 "$out.first" 7e-5 "${MORE_STEPS:-2500}" "$out"
