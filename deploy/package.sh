#!/usr/bin/env bash
# A Debian package of the release build, with Swift's runtime, OpenVINO's libraries and the networks in it: deploy/package.sh [OUTPUT]
#   VERSION=…   else of the last commit
set -euo pipefail
cd "$(dirname "$0")/.."
output=${1:-.build/packages}
binary=${BINARY:-.build/release/bordergate}
[ -x $binary ] || { echo "$binary is missing; run deploy/build.sh first" >&2; exit 1; }
version=${VERSION:-0.$(git log -1 --format=%cd --date=format:%Y%m%d.%H%M)}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 0755 "$root"
home=$root/opt/bordergate
install -d "$home/bin" "$home/share/bordergate/Models" "$root/usr/bin" "$root/etc/bordergate" "$root/lib/systemd/system" \
    "$root/usr/share/doc/bordergate" "$root/DEBIAN"
install -m 0755 --strip $binary "$home/bin/bordergate"
ln -s /opt/bordergate/bin/bordergate "$root/usr/bin/bordergate"
find Models -maxdepth 1 -type f -exec install -m 0644 -t "$home/share/bordergate/Models" {} +

# What the loader finds: Swift's libraries go beside the program, OpenVINO's where its run path says, Debian's are depended on.
packages=()
libraries() { ldd "$@" | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | sort -u; }
openvino=$(libraries $binary | grep -m 1 'libopenvino_c\.so')
openvino=$(dirname "$openvino")
for library in $(libraries $binary "$openvino"/*.so*); do
    case $library in
        */swift/linux/*) install -m 0644 "$library" "$home/bin/" ;;
        "$openvino"/*) ;;
        *) packages+=("$(dpkg-query -S "$(realpath "$library")" 2>/dev/null || dpkg-query -S "$library")") ;;
    esac
done
install -d "$root$openvino"
cp -a "$openvino"/*.so* "$root$openvino/"
depends=$(printf '%s\n' "${packages[@]}" | sed 's/:.*//' | sort -u | paste -sd, | sed 's/,/, /g')

sed -e 's#database: "gate.sqlite"#database: "/var/lib/bordergate/gate.sqlite"#' \
    -e 's#declarationInbox: "declarations"#declarationInbox: "/var/lib/bordergate/declarations"#' \
    -e 's#// sensorInbox: "sensors"#sensorInbox: "/var/lib/bordergate/sensors"#' \
    -e 's#selectionKey: "change-me"#selectionKeyFile: "selection.key"#' deploy/gate.json5 >"$root/etc/bordergate/gate.json5"
grep -q 'selectionKeyFile: "selection.key"' "$root/etc/bordergate/gate.json5"
chmod 0640 "$root/etc/bordergate/gate.json5"
echo /etc/bordergate/gate.json5 >"$root/DEBIAN/conffiles"
install -m 0644 deploy/debian/bordergate.service "$root/lib/systemd/system/"
install -m 0644 README.md deploy/declaration-profile.md deploy/registers.json5 "$root/usr/share/doc/bordergate/"
install -m 0755 deploy/debian/postinst deploy/debian/prerm deploy/debian/postrm "$root/DEBIAN/"
cat >"$root/DEBIAN/control" <<CONTROL
Package: bordergate
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: bordergate
Section: misc
Priority: optional
Depends: adduser, ca-certificates, tesseract-ocr-eng, $depends
Installed-Size: $(du -sk "$root" | cut -f1)
Description: stream processor of a land border gate
 Lane cameras in, clearance queue out: plates, containers, passages held against
 declarations, cases for officers, status for firms.
CONTROL
mkdir -p "$output"
dpkg-deb -Zzstd --root-owner-group --build "$root" "$output/bordergate_${version}_$(dpkg --print-architecture).deb" >&2
echo "$output/bordergate_${version}_$(dpkg --print-architecture).deb"
