#!/usr/bin/env bash
# Installs what is missing, then passes every test: deploy/test.sh [--quick]
#   --quick leaves out the thread sanitizer and the short trainings.
set -euo pipefail
cd "$(dirname "$0")/.."
quick=${1:-}
step() { printf '\n── %s\n' "$*" >&2; }

step "dependencies"
deploy/install-dependencies.sh

step "format"
swift format lint --strict --recursive Package.swift Sources Tests

step "release build: warnings are errors, imports as DESIGN says"
swift build -c release --explicit-target-dependency-import-check error -Xswiftc -warnings-as-errors

step "unit tests"
swift build --build-tests --explicit-target-dependency-import-check error -Xswiftc -warnings-as-errors
swift test --skip-build --parallel

step "messages, read by another's parser"
Tests/Messages/run .build/release/bordergate

step "status service over HTTP"
Tests/Server/run .build/release/bordergate --quick

step "clearance desk in a browser"
Tests/Desk/run .build/release/bordergate --quick

step "faults: what strangers send"
Tests/Faults/run .build/release/bordergate --quick

step "recorded lanes, live lane, conservation"
Tests/Replay/run .build/release/bordergate
Tests/Live/run .build/release/bordergate
Tests/Conservation/run .build/release/bordergate

step "a gate's life: backup, kill, restore, retention"
Tests/Operate/life .build/release/bordergate

if [ "$quick" != --quick ]; then
    step "pipeline under the thread sanitizer"
    swift test --scratch-path .build-tsan --sanitize=thread --filter GatePipelineTests

    step "every training, for a moment"
    Models/training/make-all.sh --smoke --work "${BORDERGATE_TRAINING:-.build/training}"
fi
