#!/usr/bin/env bash
# Trains the bundled model, 500 steps from the weights of the compact reference; make.sh then puts it into the jar. START=imagenet trains all of it with this library, 6,000 steps from
# ImageNet weights. Interrupted, it goes on from its last checkpoint when run again. Needs the folder of the research images, as -Dcrowdrank.data takes it, with the weights beside it.
set -euo pipefail
if [ $# != 1 ] || [ ! -d "$1/ShanghaiTech" ] || [ ! -d "$1/../weights" ]; then
  echo "usage: models/compact/train.sh FOLDER, which holds ShanghaiTech and has weights beside it (CONTRIBUTING.md)" >&2
  exit 2
fi
data=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
weights=$data/../weights
out=${OUT:-target/compact.crowdrank}
crowdrank() { OMP_WAIT_POLICY=PASSIVE java -Xmx6g -jar examples/cli/target/crowdrank.jar "$@"; }

if [ "${START:-reference}" = imagenet ]; then
  recipe=(--weights "$weights/mobilenet-v1/mobilenet_v1_1.0_224_no_pw13.safetensors" --empty-scenes 60 --steps "${STEPS:-6000}")
else
  mkdir -p target
  crowdrank pack --network mobilenet --weights "$weights/compact-reference/compact-reference.safetensors" --card models/compact/card.json --out target/reference.crowdrank
  recipe=(--from target/reference.crowdrank --turns 2,1 --empty-scenes "${EMPTY:-120}" --learning-rate "${RATE:-3e-5}" --steps "${STEPS:-500}")
fi
crowdrank train --dataset shanghaitech --root "$data/ShanghaiTech" --split A-train,B-train --without IMG_2,IMG_60,IMG_97,IMG_121,IMG_139,IMG_154 \
  --scheme counting "${recipe[@]}" --validate-every 250 --checkpoint-every 250 --log "$out.csv" --out "$out"
