#!/usr/bin/env bash
# Puts a trained model, by default what train.sh made, into the jar: its counts scaled, in half precision, with its card.
set -euo pipefail
cd "$(dirname "$0")/../.."
java -jar examples/cli/target/crowdrank.jar pack --network mobilenet --weights "${1:-target/compact.crowdrank}" --scale 1.04 --card models/compact/card.json --half \
  --out crowdrank-core/src/main/resources/io/github/crowdrank/compact.crowdrank
