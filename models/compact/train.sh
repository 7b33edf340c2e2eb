#!/usr/bin/env bash
# Trains the bundled model: 6,000 steps from the weights of the compact reference. Interrupted, it goes on from its last checkpoint when run again. START=imagenet starts from ImageNet
# weights instead, as the reference itself did. Needs the research images and weights beside the checkout, or in the folder given.
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=${1:-../shared}
out=${OUT:-target/compact.crowdrank}
crowdrank() { OMP_WAIT_POLICY=PASSIVE java -Xmx6g -jar examples/cli/target/crowdrank.jar "$@"; }

if [ "${START:-reference}" = imagenet ]; then
  start=(--weights "$shared/weights/mobilenet-v1/mobilenet_v1_1.0_224_no_pw13.safetensors")
else
  crowdrank pack --network mobilenet --weights "$shared/weights/compact-reference/compact-reference.safetensors" --card models/compact/card.json --out target/reference.crowdrank
  start=(--from target/reference.crowdrank)
fi
crowdrank train --dataset shanghaitech --root "$shared/data/ShanghaiTech" --split A-train,B-train --turns 2,1 --without IMG_2,IMG_60,IMG_97,IMG_121,IMG_139,IMG_154 \
  --scheme counting --empty-scenes 60 "${start[@]}" --steps "${STEPS:-6000}" --validate-every 1000 --checkpoint-every 250 --log "$out.csv" --out "$out"
