#!/usr/bin/env bash
# Makes all models of Models/ again from nothing, on two cores: renderers, trainings, export, 8 bits, calibration.
#   Models/training/make-all.sh [--work DIR] --pictures PICTURES --videos VIDEOS --customs CUSTOMS    about six hours
#   Models/training/make-all.sh --smoke [--work DIR]                                                  minutes; writes nothing to Models/
# PICTURES, VIDEOS and CUSTOMS are the data sets that the model cards name; only what they mark for training enters weights. Stopped, it
# goes on where it was when it is started again with the same --work. Needs the program built (swift build -c release) for calibration.
set -euo pipefail
cd "$(dirname "$0")/../.."
smoke= work=$HOME/bordergate-training pictures= videos= customs=
while [ $# -gt 0 ]; do
    case $1 in
        --smoke) smoke=1 ;;
        --work | --pictures | --videos | --customs)
            [ $# -gt 1 ] || { echo "make-all.sh: $1 needs a folder" >&2; exit 2; }
            declare "${1#--}=$2"
            shift
            ;;
        *)
            echo "make-all.sh: $1 is not known; see the head of the file" >&2
            exit 2
            ;;
    esac
    shift
done
if [ -z "$smoke" ]; then
    for folder in "$pictures/plates-vn-gate" "$pictures/containers-gate" "$videos" "$customs"; do
        [ -d "$folder" ] || { echo "make-all.sh: ${folder:-VIDEOS or CUSTOMS}: no such folder; --pictures, --videos and --customs name them" >&2; exit 2; }
    done
fi
step() { printf '\n── %s\n' "$*" >&2; }
mkdir -p "$work"

step "fonts and Python packages"
fonts=(fonts-roadgeek fonts-opendin fonts-roboto-unhinted fonts-noto-cjk fonts-wqy-zenhei fonts-liberation fonts-urw-base35 fonts-thai-tlwg-ttf
    fonts-lao fonts-khmeros fonts-freefont-ttf fonts-dejavu-core fonts-lato fonts-play fonts-clear-sans fonts-monoid fonts-league-spartan fonts-ocr-b python3-venv)
missing=()
for package in "${fonts[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    root=$([ "$(id -u)" = 0 ] || echo sudo)
    $root apt-get update -qq
    for package in "${missing[@]}"; do
        $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null ||
            echo "make-all.sh: $package is not to be had; the renderers do without it" >&2
    done
fi
python=$work/venv/bin/python
mark=$work/venv/${smoke:+smoke-}whole
if [ ! -e "$mark" ] && [ ! -e "$work/venv/whole" ]; then
    python3 -m venv "$work/venv"
    # The build without CUDA, from a folder of wheels (PIP_FIND_LINKS) where there is one; the build with it does as well.
    "$python" -m pip install -q "torch==2.13.0+cpu" 2>/dev/null ||
        "$python" -m pip install -q --extra-index-url https://download.pytorch.org/whl/cpu "torch==2.13.0+cpu" 2>/dev/null ||
        "$python" -m pip install -q "torch==2.13.0"
    "$python" -m pip install -q numpy opencv-python-headless pillow openvino==2026.4.1
    [ -n "$smoke" ] || "$python" -m pip install -q nncf==3.4.0 matplotlib pandas scikit-learn "xgboost==1.7.6"
    touch "$mark"
fi
export OMP_NUM_THREADS=1

if [ -n "$smoke" ]; then
    for training in plates/train_reader plates/train_detector codes/train_reader codes/train_detector documents/train_reader documents/train_detector; do
        step "$training, a short run"
        "$python" "Models/training/$training.py" --smoke
    done
    exit
fi

# train LOG PROGRAM ARGUMENT…: nothing when it ended well before.
train() {
    local log=$work/$1.log
    shift
    [ -e "$log.done" ] && return
    "$python" "Models/training/$@" >>"$log" 2>&1 && touch "$log.done"
}
step "trainings, one core each; logs in $work"
(
    train plates-reader plates/train_reader.py --minutes 240 --work "$work/plates" --real "$pictures/plates-cn-crops"
    train codes-detector codes/train_detector.py --minutes 97 --work "$work/codes"
) &
first=$!
(
    train plates-detector plates/train_detector.py --minutes 170 --work "$work/plates" --scenes "$pictures/plates-cn-scenes" --videos "$videos"
    train codes-reader codes/train_reader.py --minutes 146 --work "$work/codes"
) &
second=$!
for training in $first $second; do
    wait "$training" || { echo "make-all.sh: a training failed; see the logs in $work" >&2; exit 1; }
done

mkdir -p "$work/start"
"$python" Models/training/codes/export_models.py --work "$work/codes" --out "$work/start"
step "zones of documents, from the readers and the detector of codes"
train documents-detector documents/train_detector.py --minutes 28 --work "$work/documents" --start "$work/start/text-detector.xml" --out Models &
first=$!
train documents-reader documents/train_reader.py --minutes 45 --work "$work/documents" --start "$work/start/code-reader-1.xml" --out Models &
second=$!
for training in $first $second; do
    wait "$training" || { echo "make-all.sh: a training failed; see the logs in $work" >&2; exit 1; }
done

step "export, 8 bits"
"$python" Models/training/plates/export_models.py --reader "$work/plates/reader.pt" --detector "$work/plates/detector.pt"
"$python" Models/training/codes/export_models.py --work "$work/codes" --out Models
"$python" Models/training/quantise.py

step "confidence"
calibrate() {
    local kind=$1 sets=() set explained
    shift
    for set in "$@"; do
        explained=$work/explained-$(basename "$set")
        rm -rf "$explained"
        .build/release/bordergate read --json --explain "$explained" "$set"/images/* >/dev/null
        sets+=("$set=$explained")
    done
    "$python" "Models/training/$kind/calibrate.py" "${sets[@]}" --write
}
# Not plates-vn-crops: one in twelve of its truths is not what the plate shows.
"$python" Models/training/damage.py --pictures "$pictures" --write plates-vn-gate dirt 10 "$work/muddy"
calibrate plates "$pictures"/plates-{vn-gate,vn-mixed,cn-scenes,cn-crops,eu,us} "$work/muddy"
calibrate codes "$pictures"/containers-{gate,mixed}

step "risk of declarations"
"$python" Models/training/customs/train.py --train "$customs/kcs_train.csv" --valid "$customs/kcs_valid.csv" --out Models \
    --golden Tests/GateSelectivityTests/golden.csv
step "done; bordergate bench reading tells what they reach, bench reading --matrix Models/confusion.json goes with them"
