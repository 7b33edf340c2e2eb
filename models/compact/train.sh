#!/usr/bin/env bash
# Trains the bundled model, 500 steps from the weights of the compact reference; make.sh then puts it into the jar. START=imagenet trains all of it with this library, 6,000 steps from
# ImageNet weights. Interrupted, it goes on from its last checkpoint when run again. Needs the research images and weights beside the checkout, or in the folder given.
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=${1:-../shared}
out=${OUT:-target/compact.crowdrank}
crowdrank() { OMP_WAIT_POLICY=PASSIVE java -Xmx6g -jar examples/cli/target/crowdrank.jar "$@"; }

if [ "${START:-reference}" = imagenet ]; then
  recipe=(--weights "$shared/weights/mobilenet-v1/mobilenet_v1_1.0_224_no_pw13.safetensors" --empty-scenes 60 --steps "${STEPS:-6000}")
else
  mkdir -p target
  crowdrank pack --network mobilenet --weights "$shared/weights/compact-reference/compact-reference.safetensors" --card models/compact/card.json --out target/reference.crowdrank
  recipe=(--from target/reference.crowdrank --turns 2,1 --empty-scenes "${EMPTY:-120}" --learning-rate "${RATE:-3e-5}" --steps "${STEPS:-500}")
fi
crowdrank train --dataset shanghaitech --root "$shared/data/ShanghaiTech" --split A-train,B-train --without IMG_2,IMG_60,IMG_97,IMG_121,IMG_139,IMG_154 \
  --scheme counting "${recipe[@]}" --validate-every 250 --checkpoint-every 250 --log "$out.csv" --out "$out"
