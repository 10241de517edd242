#!/usr/bin/env bash
# The main job on recorded lanes: who passed, what was read, what was declared, what does not fit, which case waits for an officer.
#   deploy/demo.sh [SCENARIO…]      all of Streams/ when none is named
#   deploy/demo.sh --serve [ADDRESS]   leaves a server on this machine: two firms with their keys and people, lanes replaying
set -euo pipefail
cd "$(dirname "$0")/.."
deploy/build.sh
bordergate=.build/release/bordergate
if [ "${1:-}" = --serve ]; then
    exec deploy/serve-demo.sh "${2:-127.0.0.1:8480}"
fi
databases=$(mktemp -d)
trap 'rm -rf "$databases"' EXIT
if [ $# -gt 0 ]; then scenarios=("$@"); else scenarios=(Streams/[0-9]*/); fi
status=0
for scenario in "${scenarios[@]}"; do
    name=$(basename "$scenario")
    echo "── $name"
    # Each recording is a world of its own: the same truck may pass in several of them.
    "$bordergate" replay --check --database "$databases/$name.sqlite" "${scenario%/}" || status=1
    "$bordergate" verify --database "$databases/$name.sqlite" | sed "s|^$databases/||" || status=1
done
exit $status
