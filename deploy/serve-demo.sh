#!/usr/bin/env bash
# The server of deploy/demo.sh --serve: firms, keys and people into a new database, then recorded lanes replay into it while it is served.
#   deploy/serve-demo.sh ADDRESS      BORDERGATE_DEMO names the folder that is kept, else one that goes away
set -euo pipefail
cd "$(dirname "$0")/.."
bordergate=.build/release/bordergate
address=$1
folder=${BORDERGATE_DEMO:-}
if [ -z "$folder" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder"
database=$folder/gate.sqlite
if [ ! -e "$database" ]; then
    "$bordergate" firm add --database "$database" xuan-cuong --name "Xuan Cuong Transport" --alias 4900111222
    "$bordergate" firm add --database "$database" viet-trung --name "Viet Trung Logistics" --alias 4900333444
    echo "firm xuan-cuong (its trucks pass): key $("$bordergate" key add --database "$database" --firm xuan-cuong)"
    echo "firm viet-trung (sees its own only): key $("$bordergate" key add --database "$database" --firm viet-trung)"
    for person in "xuan --role firm --firm xuan-cuong" "trung --role firm --firm viet-trung" \
        "lan --role officer --agency customs" "minh --role officer --agency quarantine" "hoa --role supervisor --agency customs"; do
        # shellcheck disable=SC2086  # a name and its options
        "$bordergate" user add --database "$database" $person | sed 's/\t/ signs in with the password (it serves once) /'
    done
fi
# The folder of the trap must go away after the server, so that this shell stays.
"$bordergate" replay --database "$database" --serve "$address" --allow-webhook 127.0.0.1 \
    Streams/01-green-truck Streams/02-container-not-on-manifest Streams/07-tan-thanh-swap Streams/18-another-driver >"$folder/passages.txt"
