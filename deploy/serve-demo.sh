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
        "lan --role officer --agency customs" "nam --role officer --agency customs" "minh --role officer --agency quarantine" \
        "dung --role officer --agency borderGuard" "hoa --role supervisor --agency customs" "chu --role administrator"; do
        # shellcheck disable=SC2086  # a name and its options
        "$bordergate" user add --database "$database" $person | sed 's/\t/ signs in with the password (it serves once) /'
    done
    # Somebody whom the border guard looks for: he drives the truck of Streams/18-another-driver.
    echo '{ watched: [{ kind: "person", text: "Nguyen Van Xuan", severity: 4, note: "border guard: call the duty officer" }] }' \
        >"$folder/registers.json5"
    echo '{ registers: "registers.json5" }' >"$folder/gate.json5"
fi
cat <<GUIDE

Where to look (http://$address/ in a browser; ? lists the keys):
  lan, nam    customs: the queue. The gravest case is the swap at TT-OUT-1: who came with whom is drawn. r releases, x refuses;
              a release of a red case waits for the other one of them (list "Chờ người thứ hai").
  minh        quarantine, and dung of the border guard: place and lift the hold of their agency; nobody releases past it.
  dung        has the watched driver of Streams/18-another-driver in the queue.
  hoa         supervisor: sends picked cases to another agency, takes decisions back.
  chu         administrator: people, keys, audit log, verification of the chain.
  xuan        the firm: sees its trucks' status change when an officer decides, and never why.
GUIDE
# The folder of the trap must go away after the server, so that this shell stays.
"$bordergate" replay --database "$database" --serve "$address" --allow-webhook 127.0.0.1 --config "$folder/gate.json5" \
    Streams/01-green-truck Streams/02-container-not-on-manifest Streams/07-tan-thanh-swap Streams/08-one-plate-two-gates \
    Streams/11-covered-plate Streams/18-another-driver >"$folder/passages.txt"
