#!/usr/bin/env bash
# Makes the bundled model from the weights of the compact reference. Needs the research weights beside the checkout, or at the path given.
set -euo pipefail
cd "$(dirname "$0")/../.."
weights=${1:-../shared/weights/compact-reference/compact-reference.safetensors}
java -jar examples/cli/target/crowdrank.jar pack --network mobilenet --weights "$weights" --card models/compact/card.json --half \
  --out crowdrank-core/src/main/resources/io/github/crowdrank/compact.crowdrank
