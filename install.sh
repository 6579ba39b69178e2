#!/bin/sh
# Puts gv on this machine: takes a release archive (or builds the checkout this script stands in), proves it, and
# leaves the rest to `gv setup`. Asks nothing. Take it away again with `gv self uninstall`.
#
#   sh install.sh [ARCHIVE] [FLAGS OF gv setup]
#
#   ARCHIVE            a release archive on this machine, with its .sha256 beside it
#   GV_DOWNLOAD_BASE   an address or a folder that holds the archives, their .sha256 files, and a file VERSION
#   GV_RELEASE         the release of gv to take; without it, what VERSION says. (GV_VERSION is not it: that chooses
#                      a version of Go, and is often set where machines are provisioned.)
#   GV_SHA256          the hash the archive must have, in place of its .sha256 file
#   GV_HOME            where gv keeps things, ~/.gv by default
set -eu

say() {
    printf 'gv: %s\n' "$*" >&2
}

# fail MESSAGE [NEXT COMMAND]
fail() {
    printf 'error: %s\n' "$1" >&2
    if [ $# -gt 1 ]; then
        printf '  try: %s\n' "$2" >&2
    fi
    exit 1
}

usage() {
    cat <<'USAGE'
usage: sh install.sh [ARCHIVE] [FLAGS OF gv setup]

  sh install.sh                                     build the checkout this script stands in
  sh install.sh ./gv-0.1.0-TARGET.tar.gz            install an archive; its .sha256 lies beside it
  GV_DOWNLOAD_BASE=URL sh install.sh                fetch the archive; GV_RELEASE=0.1.0 chooses one
  GV_SHA256=HASH …                                  the hash the archive must have
USAGE
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# The target of the archives that run here. On Linux they are static and run with any C library.
target() {
    case "$(uname -s)" in
    Linux) system=unknown-linux-musl ;;
    Darwin) system=apple-darwin ;;
    MINGW* | MSYS* | CYGWIN*) fail 'this is Windows, which has an installer of its own' 'powershell -ExecutionPolicy Bypass -File install.ps1' ;;
    *) fail "there is no release for $(uname -s)" 'sh install.sh    (in a checkout of gv: builds it, with cargo)' ;;
    esac
    case "$(uname -m)" in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no release for $(uname -m)" 'sh install.sh    (in a checkout of gv: builds it, with cargo)' ;;
    esac
    # A shell under Rosetta takes the machine for an Intel one.
    if [ "$system" = apple-darwin ] && [ "$(sysctl -n hw.optional.arm64 2>/dev/null || :)" = 1 ]; then
        machine=aarch64
    fi
    # A 32-bit system on a 64-bit kernel cannot run the archive.
    if [ "$system" = unknown-linux-musl ] && has getconf && [ "$(getconf LONG_BIT 2>/dev/null || :)" = 32 ]; then
        fail 'there is no release for 32-bit systems' 'sh install.sh    (in a checkout of gv: builds it, with cargo)'
    fi
    printf '%s-%s\n' "$machine" "$system"
}

# fetch FROM TO: from an address or a folder, without ever leaving https once on it.
fetch() {
    case "$1" in
    https://* | http://*) fetch_url "$1" "$2" ;;
    file://*) copy "${1#file://}" "$2" ;;
    *) copy "$1" "$2" ;;
    esac
}

copy() {
    [ -f "$1" ] || fail "there is no file $1" 'GV_DOWNLOAD_BASE=FOLDER-OR-URL GV_RELEASE=0.1.0 sh install.sh'
    cp -- "$1" "$2"
}

fetch_url() {
    if has curl; then
        protocols='=http,https'
        case "$1" in https://*) protocols='=https' ;; esac
        curl --proto "$protocols" --proto-redir "$protocols" --max-redirs 10 --retry 3 --connect-timeout 20 \
            --speed-limit 1 --speed-time 60 -fsSL -o "$2" -- "$1" || fail "cannot fetch $1 (curl ended with $?)" "curl -v -o /dev/null '$1'"
    elif has wget; then
        fetch_with_wget "$1" "$2"
    else
        fail "neither curl nor wget is here to fetch $1" 'fetch the archive elsewhere, then: sh install.sh ./ARCHIVE'
    fi
}

fetch_with_wget() {
    case "$1" in https://*) ;; *)
        wget -q -O "$2" "$1" || fail "cannot fetch $1 (wget ended with $?)" "wget -O /dev/null '$1'"
        return
        ;;
    esac
    if wget --version 2>/dev/null | grep -q 'GNU Wget'; then
        follow_https "$1" "$2"
    elif [ -n "${GV_SHA256:-}" ]; then
        # The hash the user gave decides, whatever became of the connection.
        wget -q -O "$2" "$1" || fail "cannot fetch $1 (wget ended with $?)" "wget -O /dev/null '$1'"
    else
        fail 'this wget cannot keep to https, and without that the .sha256 file proves nothing' \
            'install curl, or name the hash: GV_SHA256=HASH'
    fi
}

# wget follows a redirect to http without a word, so each one is looked at.
follow_https() {
    url=$1
    hops=0
    while [ "$hops" -le 10 ]; do
        if wget -q -S --max-redirect=0 -T 60 -O "$2" "$url" 2>"$work/headers"; then
            return
        fi
        next=$(sed -n 's/^ *[Ll]ocation: *\([^ ]*\).*$/\1/p' "$work/headers" | tr -d '\r' | tail -n 1)
        case "$next" in
        https://*) url=$next ;;
        /*) url="$(printf '%s\n' "$url" | sed 's|^\(https://[^/]*\).*|\1|')$next" ;;
        '') fail "cannot fetch $url" "wget -O /dev/null '$url'" ;;
        *) fail "$url leads away from https, to $next" 'GV_DOWNLOAD_BASE=OTHER-URL sh install.sh' ;;
        esac
        hops=$((hops + 1))
    done
    fail "$1 is redirected in circles" 'GV_DOWNLOAD_BASE=OTHER-URL sh install.sh'
}

# The SHA-256 of a file, in small letters.
sha256_of() {
    if has sha256sum; then
        sum=$(sha256sum <"$1")
    elif has shasum; then
        sum=$(shasum -a 256 <"$1")
    elif has openssl; then
        sum=$(openssl dgst -sha256 -r <"$1")
    else
        fail 'none of sha256sum, shasum and openssl is here to prove the archive' 'install one of them (coreutils, perl, openssl), then run this again'
    fi
    printf '%s\n' "${sum%% *}" | tr 'A-F' 'a-f'
}

# One hash out of a text that begins with it.
read_hash() {
    hash=$(printf '%s\n' "$1" | sed -n '1s/^[[:space:]]*\([0-9A-Fa-f]*\).*$/\1/p' | tr 'A-F' 'a-f')
    [ ${#hash} -eq 64 ] || fail "$2 holds no SHA-256 (64 hexadecimal digits)" 'GV_SHA256=HASH sh install.sh'
    printf '%s\n' "$hash"
}

# prove ARCHIVE WHERE-IT-IS-FROM: ends the script unless the hash is the one it has to be.
prove() {
    if [ -n "${GV_SHA256:-}" ]; then
        expected=$(read_hash "$GV_SHA256" GV_SHA256)
    else
        fetch "$2.sha256" "$work/sha256"
        expected=$(read_hash "$(cat "$work/sha256")" "$2.sha256")
    fi
    actual=$(sha256_of "$1")
    if [ "$actual" != "$expected" ]; then
        fail "$2 is not the release: its SHA-256 is $actual, and has to be $expected" 'fetch it again, from a place you trust'
    fi
}

# unpack ARCHIVE: gv and gv-shim into $work/release.
unpack() {
    mkdir "$work/release"
    tar -xzf "$1" -C "$work/release" || fail "$1 cannot be unpacked (tar and gzip are needed)" 'install tar and gzip, then run this again'
    for program in gv gv-shim; do
        [ -f "$work/release/$program" ] || fail "there is no $program in the archive: it is not one of gv's" 'sh install.sh ./gv-VERSION-TARGET.tar.gz'
        chmod 755 "$work/release/$program"
    done
}

# The archive in GV_DOWNLOAD_BASE.
take_from_base() {
    base=${GV_DOWNLOAD_BASE%/}
    case "$base" in http://*)
        [ -n "${GV_SHA256:-}" ] || say "$base is not https: who is between can change the archive and its hash; GV_SHA256=HASH pins it"
        ;;
    esac
    release=${GV_RELEASE:-}
    if [ -z "$release" ]; then
        fetch "$base/VERSION" "$work/VERSION"
        release=$(head -n 1 "$work/VERSION" | tr -d '[:space:]')
    fi
    release=${release#v}
    case "$release" in
    '' | *[!0-9A-Za-z.+-]*) fail "this is no release of gv: '$release'" 'GV_RELEASE=0.1.0 sh install.sh' ;;
    esac
    name="gv-$release-$(target).tar.gz"
    say "taking $base/$name"
    fetch "$base/$name" "$work/$name"
    prove "$work/$name" "$base/$name"
    unpack "$work/$name"
    programs=$work/release
}

take_archive() {
    [ -f "$1" ] || fail "there is no file $1" 'sh install.sh ./gv-VERSION-TARGET.tar.gz'
    # A copy, so that what was proven is what is unpacked.
    cp -- "$1" "$work/archive.tar.gz"
    prove "$work/archive.tar.gz" "$1"
    unpack "$work/archive.tar.gz"
    programs=$work/release
}

# The folder of this script, where that is a checkout of gv. Read from a pipe, the script has none.
checkout() {
    [ -f "$0" ] || return 1
    folder=$(cd -- "$(dirname -- "$0")" && pwd -P) || return 1
    [ -f "$folder/Cargo.toml" ] && grep -q '^name = "gv"$' "$folder/Cargo.toml" || return 1
    printf '%s\n' "$folder"
}

build() {
    has cargo || fail 'cargo is needed to build gv' 'install Rust (https://rustup.rs), then: sh install.sh'
    say "building $1"
    (cd -- "$1" && cargo build --release --locked --bins --target-dir "$1/target") || fail "gv cannot be built in $1" "cd '$1' && cargo build --release --locked"
    programs=$1/target/release
    [ -f "$programs/gv" ] || fail "cargo did not leave gv in $programs" "cd '$1' && cargo build --release --locked --target-dir target"
}

# The programs may lie where nothing may be run: then only the system's words say so.
set_up() {
    "$programs/gv" setup "$@" && return
    code=$?
    if [ "$code" -eq 126 ]; then
        fail "$programs/gv cannot be run; its folder may be mounted noexec" "TMPDIR=\$HOME sh install.sh"
    fi
    exit "$code"
}

main() {
    archive=
    case "${1:-}" in
    -h | --help)
        usage
        return
        ;;
    '' | -*) ;;
    *)
        archive=$1
        shift
        ;;
    esac
    work=$(mktemp -d "${TMPDIR:-/tmp}/gv-install.XXXXXX") || fail 'no temporary folder can be made' "TMPDIR=\$HOME sh install.sh"
    trap 'rm -rf -- "$work"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    if [ -n "$archive" ]; then
        take_archive "$archive"
    elif [ -n "${GV_DOWNLOAD_BASE:-}" ]; then
        take_from_base
    elif source=$(checkout); then
        build "$source"
    else
        fail 'there is nothing to install from: no archive, no GV_DOWNLOAD_BASE, and this is no checkout of gv' \
            'GV_DOWNLOAD_BASE=FOLDER-OR-URL sh install.sh'
    fi
    set_up "$@"
}

# Only the last line does anything, and only when it is whole: a script cut off on its way is an error, not half a run.
{ main "$@"; exit; }
