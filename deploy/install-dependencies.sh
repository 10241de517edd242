#!/usr/bin/env bash
# Installs what bordergate needs on Debian 12 beside Swift 6.3: Debian's packages, and OpenVINO's headers and
# libraries out of its Python wheel (nothing of Python is used) under a fixed prefix with a pkg-config file.
# Safe to run again: what is there already is left alone.
#   deploy/install-dependencies.sh
set -euo pipefail

openvino_version=2026.4.1
openvino_sha256=2d22b1da03f7caf74df30e9f6417d0ab2f637e4a38e08e1dcd294d2c37407aaf
prefix=/opt/bordergate/openvino-$openvino_version
wheel=openvino-$openvino_version-22982-cp311-cp311-manylinux_2_28_x86_64.whl

packages=(
    pkg-config ca-certificates unzip python3 python3-pip
    ffmpeg libavformat-dev libavcodec-dev libavutil-dev libswscale-dev
    tesseract-ocr libtesseract-dev libleptonica-dev
    libsqlite3-dev libsodium-dev libturbojpeg0-dev libxgboost-dev libxml2-dev
    libzbar-dev libqrencode-dev zlib1g-dev
    libmicrohttpd-dev libcurl4-gnutls-dev liboath-dev
    python3-gst-1.0 gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good
    gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav
    # The desk's pages are tested in a browser.
    chromium chromium-driver python3-selenium fonts-noto-core fonts-noto-cjk
)
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    echo "installing from Debian: ${missing[*]}" >&2
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if [ ! -e "$prefix/lib/libopenvino_c.so" ]; then
    echo "installing OpenVINO $openvino_version under $prefix" >&2
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    # BORDERGATE_WHEELS: a folder with the wheel, for a machine without a network.
    if [ -n "${BORDERGATE_WHEELS:-}" ]; then
        cp "$BORDERGATE_WHEELS/$wheel" "$work/"
    else
        python3 -m pip download -q --no-deps --only-binary=:all: --python-version 3.11 --implementation cp \
            --platform manylinux_2_28_x86_64 -d "$work" "openvino==$openvino_version"
    fi
    echo "$openvino_sha256  $work/$wheel" | sha256sum --check --quiet
    unzip -q "$work/$wheel" 'openvino/libs/*' 'openvino/include/*' -d "$work"
    as_root mkdir -p "$prefix/lib" "$prefix/include"
    as_root cp -r "$work/openvino/include/." "$prefix/include/"
    # Only what a CPU needs of the 160 MB.
    for library in libopenvino.so libopenvino_c.so libopenvino_ir_frontend.so libopenvino_intel_cpu_plugin.so libtbb.so \
        libtbbbind libtbbmalloc libhwloc.so; do
        as_root cp -P "$work/openvino/libs/$library"* "$prefix/lib/"
    done
    # The link without a version comes last: its presence says that the installation is whole.
    (cd "$prefix/lib" && as_root ln -sf libopenvino_c.so.* libopenvino_c.so)
fi
# axe-core, which checks pages for accessibility: the script alone, out of a Python wheel. Only the desk's test uses it.
axe_wheel=axe_playwright_python-0.1.8-py3-none-any.whl
axe_sha256=fdd263c998388f1a8e67cad02677e612d946248bd44d163be5e8650ea31f95f8
if [ ! -e /opt/bordergate/axe/axe.min.js ]; then
    axe_work=$(mktemp -d)
    if [ -n "${BORDERGATE_WHEELS:-}" ] && [ -e "$BORDERGATE_WHEELS/$axe_wheel" ]; then
        cp "$BORDERGATE_WHEELS/$axe_wheel" "$axe_work/"
    else
        python3 -m pip download -q --no-deps --only-binary=:all: -d "$axe_work" axe-playwright-python==0.1.8
    fi
    echo "$axe_sha256  $axe_work/$axe_wheel" | sha256sum --check --quiet
    unzip -q "$axe_work/$axe_wheel" axe_playwright_python/axe.min.js -d "$axe_work"
    as_root mkdir -p /opt/bordergate/axe
    as_root cp "$axe_work/axe_playwright_python/axe.min.js" /opt/bordergate/axe/
    rm -rf "$axe_work"
fi
as_root mkdir -p /usr/local/lib/pkgconfig
as_root tee /usr/local/lib/pkgconfig/bordergate-openvino.pc >/dev/null <<PC
Name: bordergate-openvino
Description: OpenVINO's C API for bordergate
Version: $openvino_version
Cflags: -I$prefix/include
Libs: -L$prefix/lib -lopenvino_c
PC
