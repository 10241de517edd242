#!/usr/bin/env bash
# Installs what is missing and builds bordergate in release mode: deploy/build.sh
set -euo pipefail
cd "$(dirname "$0")/.."
deploy/install-dependencies.sh
command -v swift >/dev/null || { echo "swift is not on the PATH; install Swift 6.3 from swift.org" >&2; exit 1; }
swift build -c release --explicit-target-dependency-import-check error --product bordergate >&2
