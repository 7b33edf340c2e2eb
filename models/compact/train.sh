#!/usr/bin/env bash
# Trains the network of the bundled model with the library's own recipe, counting only. Interrupted, it goes on from its last checkpoint when run again.
# Needs the research images and weights beside the checkout, or in the folder given.
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=${1:-../shared}
OMP_WAIT_POLICY=PASSIVE java -Xmx6g -jar examples/cli/target/crowdrank.jar train \
  --dataset shanghaitech --root "$shared/data/ShanghaiTech" --split A-train,B-train --without IMG_2,IMG_60,IMG_97,IMG_121,IMG_139,IMG_154 \
  --scheme counting --log "${OUT:-target/compact.crowdrank}.csv" --empty-scenes 60 --weights "$shared/weights/mobilenet-v1/mobilenet_v1_1.0_224_no_pw13.safetensors" \
  --steps "${STEPS:-6000}" --validate-every 1500 --checkpoint-every 250 --half --out "${OUT:-target/compact.crowdrank}"
