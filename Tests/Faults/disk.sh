# A disk of its own (a tmpfs: needs root) that is full at many sizes, and one that cannot be written. A kind of Tests/Faults/run.
# At each size a recording is replayed: no lane stops, nothing kept is harmed, and with room again a second replay completes what is missing.
scenario=$(ls -d Streams/[0-9]*/ | head -1)
points=${POINTS:-${QUICK:+4}}
points=${points:-200}
disk=$WORK/disk
mkdir "$disk"
mount -t tmpfs -o size=64m tmpfs "$disk" 2>/dev/null || {
    echo "ok passed over: a tmpfs cannot be mounted here"
    exit 0
}
trap 'umount "$disk"' EXIT
replay() { "$BORDERGATE" replay --json --database "$disk/gate.sqlite" "$scenario" 2>"$WORK/errors" >"$WORK/verdicts"; }
passages() { grep -o '"passage":"[^"]*"' "$WORK/verdicts" | sort; }

replay || { echo "FAILED with room: $(tail -1 "$WORK/errors")"; exit 1; }
expected=$(passages)
needed=$(($(du -sk "$disk" | cut -f1) + 400))
declare -A told=()
try() {
    umount "$disk" && mount -t tmpfs -o size="$1k" tmpfs "$disk" || { echo "cannot mount $1 KiB"; return; }
    replay
    local status=$?
    [ $status -le 1 ] || { echo "ended with status $status"; return; }
    if [ -s "$WORK/verdicts" ]; then
        [ "$(passages)" = "$expected" ] || { echo "other passages than with room"; return; }
        if [ -s "$WORK/errors" ] && [ $status = 0 ]; then echo "something was not kept, but the status is 0"; return; fi
        if grep -q 'held in memory' "$WORK/errors"; then outcome=held
        elif grep -q 'evidence picture' "$WORK/errors"; then outcome=shed
        else outcome=whole; fi
    else
        [ $status = 1 ] && grep -q "$disk" "$WORK/errors" || { echo "no verdicts and no reason"; return; }
        outcome=refused
    fi
    mount -o remount,size=64m "$disk"
    replay || { echo "with room again: $(tail -1 "$WORK/errors")"; return; }
    [ "$(passages)" = "$expected" ] || { echo "with room again: other passages"; return; }
    "$BORDERGATE" verify --database "$disk/gate.sqlite" >"$WORK/verify" 2>&1 || { echo "damaged: $(head -1 "$WORK/verify")"; return; }
    outcome="ok $outcome"
}
for ((point = 1; point <= points; point++)); do
    size=$((4 * (needed * point / points / 4)))
    outcome=
    problem=$(try $size; echo "|$outcome")
    outcome=${problem##*|} problem=${problem%|*}
    if [ "${outcome%% *}" = ok ]; then
        echo "ok full at $size KiB: ${outcome#ok }"
        told[${outcome#ok }]=$((${told[${outcome#ok }]:-0} + 1))
    else echo "FAILED full at $size KiB: $problem"; fi
done
for outcome in "${!told[@]}"; do echo "disk: $outcome at ${told[$outcome]} of $points sizes up to $needed KiB"; done

# A medium that cannot be written is refused at start, and can be verified.
replay
mount -o remount,ro "$disk"
replay
[ $? = 1 ] && [ ! -s "$WORK/verdicts" ] && grep -q "$disk" "$WORK/errors" && echo "ok read-only: refused at start" ||
    echo "FAILED read-only: $(head -3 "$WORK/errors")"
"$BORDERGATE" verify --database "$disk/gate.sqlite" >"$WORK/verify" 2>&1 && echo "ok read-only: verified" ||
    echo "FAILED read-only: verify: $(head -3 "$WORK/verify")"
