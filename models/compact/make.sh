#!/usr/bin/env bash
# Puts a model of two sets of weights into the jar, in half precision, with its card: its own set, by default the bundled model's, and one for pictures of few people, by default what sparse.sh made. Of
# what train.sh makes, the counts are to be scaled: SCALE=1.04 models/compact/make.sh target/compact.crowdrank.
set -euo pipefail
cd "$(dirname "$0")/../.."
bundled=crowdrank-core/src/main/resources/io/github/crowdrank/compact.crowdrank
java -jar examples/cli/target/crowdrank.jar pack --network mobilenet --weights "${1:-$bundled}" --scale "${SCALE:-1}" --sparse "${2:-target/sparse.crowdrank}" --sparse-scale "${SPARSE_SCALE:-1.05}" \
  --glance 288 --limit 0.38 --card models/compact/card.json --half --out "$bundled"
