#!/usr/bin/env bash
# Trains the model for streets, 2,400 steps on ShanghaiTech's part B from the bundled model, and packs it, its counts scaled, in half precision with its card. Interrupted, it goes on from its
# last checkpoint when run again. The scale is that of 1.00 to 1.06 with the least error on the images that it learned from. Needs the folder of the research images, as -Dcrowdrank.data takes it.
set -euo pipefail
if [ $# != 1 ] || [ ! -d "$1/ShanghaiTech" ]; then
  echo "usage: models/streets/train.sh FOLDER, which holds ShanghaiTech (CONTRIBUTING.md)" >&2
  exit 2
fi
data=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
out=${OUT:-target/streets.crowdrank}
crowdrank() { OMP_WAIT_POLICY=PASSIVE java -Xmx6g -jar examples/cli/target/crowdrank.jar "$@"; }

crowdrank train --dataset shanghaitech --root "$data/ShanghaiTech" --split B-train --scheme counting --preset refine --from bundled --learning-rate 1e-4 --bfloat16 \
  --empty-scenes "${EMPTY:-40}" --steps "${STEPS:-2400}" --validate-every 300 --checkpoint-every 300 --log "$out.csv" --out "$out"
crowdrank pack --network mobilenet --weights "$out" --scale 1.04 --card models/streets/card.json --half --out "${PACKED:-models/streets/streets.crowdrank}"
