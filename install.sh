#!/bin/sh
# Installs gv: takes a proven release archive, or builds the checkout this file stands in, and runs `gv setup`.
# It asks nothing. Everything is in functions called on the last line, so that a cut-off download does nothing.
set -eu

usage() {
    if [ "$chinese" ]; then
        cat <<'HELP'
用法：install.sh [归档] [gv setup 的选项…]

安装 gv。在源码目录中运行时从源码构建；否则安装一个 SHA-256 相符的发行归档。

  归档                gv-VERSION-TARGET.tar.gz，旁边有同名的 .sha256 文件
  GV_DOWNLOAD_BASE    归档所在处：https:// 地址、file:// 地址或文件夹
  GV_RELEASE          要安装的 gv 版本，如 0.1.0；默认是那里的最新版本
  GV_SHA256           归档的 SHA-256；设了它就不再看 .sha256 文件
  GV_HOME             gv 的主目录；默认是 ~/.gv

选项：--no-modify-path 不改 shell 的启动文件；--print 只显示会写入什么。
HELP
    else
        cat <<'HELP'
Usage: install.sh [ARCHIVE] [OPTIONS OF gv setup...]

Installs gv: built from the checkout this script stands in, or from a release archive whose SHA-256 is checked.

  ARCHIVE             gv-VERSION-TARGET.tar.gz, with its .sha256 file beside it
  GV_DOWNLOAD_BASE    where the archives are: an https:// or file:// URL, or a folder
  GV_RELEASE          the gv to install, such as 0.1.0; the newest there by default
  GV_SHA256           the SHA-256 of the archive, in place of the .sha256 file
  GV_HOME             where gv keeps everything; ~/.gv by default

Options: --no-modify-path leaves the shells' start files alone; --print only shows what would be written.
HELP
    fi
}

main() {
    chinese=$(read_locale)
    quiet=
    archive=
    for argument in "$@"; do
        shift
        case $argument in
        --help | -h)
            usage
            return
            ;;
        -*)
            case $argument in --quiet | -q) quiet=yes ;; esac
            set -- "$@" "$argument"
            ;;
        *)
            [ -z "$archive" ] || fail 2 "two archives are named: $archive and $argument" \
                "给了两个归档：$archive 和 $argument"
            archive=$argument
            ;;
        esac
    done

    base=${GV_DOWNLOAD_BASE:-}
    # Not GV_VERSION: that one names a Go version, for gv and its shims.
    release=${GV_RELEASE:-latest}
    pin=$(lower "${GV_SHA256:-}")
    if [ "$pin" ] && ! is_sha256 "$pin"; then
        fail 2 "GV_SHA256 has to be 64 hexadecimal digits" "GV_SHA256 必须是 64 位十六进制数字"
    fi

    if [ "$archive" ]; then
        install_archive "$@"
    elif [ "$base" ]; then
        install_release "$@"
    elif checkout=$(find_checkout); then
        install_checkout "$@"
    else
        fail 2 "GV_DOWNLOAD_BASE does not say where gv's release archives are" \
            "没有设置 GV_DOWNLOAD_BASE，不知道 gv 的发行归档在哪里" \
            "GV_DOWNLOAD_BASE=https://… sh install.sh"
    fi
}

# --- Three ways to come by a gv ---

install_archive() {
    [ -f "$archive" ] || fail 1 "there is no file $archive" "没有文件 $archive"
    case $archive in
    /*) ;;
    *) archive=./$archive ;;
    esac
    base=${archive%/*}/
    file=${archive##*/}
    install_file "$@"
}

install_release() {
    read_base
    name_target
    require_tools
    make_folder
    name_release
    file=gv-$release-$target.tar.gz
    install_file "$@"
}

install_checkout() {
    if [ "$pin" ] || [ "$release" != latest ]; then
        fail 2 "GV_SHA256 and GV_RELEASE are about release archives, and none is named" \
            "GV_SHA256 和 GV_RELEASE 针对发行归档，但没有指定归档" \
            "GV_DOWNLOAD_BASE=https://… sh install.sh"
    fi
    has cargo || fail 1 "building gv needs Rust, and there is no cargo on PATH" \
        "构建 gv 需要 Rust，但 PATH 上没有 cargo" \
        "https://rustup.rs, or GV_DOWNLOAD_BASE=https://… sh install.sh"
    say "building gv in $checkout" "正在 $checkout 中构建 gv"
    cd -- "$checkout"
    target_dir=${CARGO_TARGET_DIR:-target}
    # A default target would put the programs into a folder named after it.
    unset CARGO_BUILD_TARGET
    cargo build --release --locked --target-dir "$target_dir" ||
        fail 1 "cargo could not build gv (see above); it needs Rust 1.95 or newer and a C compiler" \
            "cargo 未能构建 gv（见上）；需要 Rust 1.95 或更新版本，以及 C 编译器" "rustup update stable"
    set_up "$target_dir/release" "$@"
}

install_file() {
    require_tools
    make_folder
    if [ "$pin" ]; then expected=$pin; else read_proof; fi
    say "fetching $(shown "$base$file")" "正在获取 $(shown "$base$file")"
    take "$file" || fail_to_get "$file"
    actual=$(sha256 "$folder/$file")
    [ "$actual" = "$expected" ] ||
        fail 4 "$(shown "$base$file") has SHA-256 ${actual:-(none)}, expected $expected; it was not used" \
            "$(shown "$base$file") 的 SHA-256 是 ${actual:-（无）}，应为 $expected；未使用该文件"
    unpack
    set_up "$folder/gv" "$@"
}

# Only the two programs leave the archive, so that no other name in it matters.
unpack() {
    mkdir "$folder/gv"
    # From standard input: some tars take a colon in a name for another machine's.
    tar -xzof - -C "$folder/gv" gv gv-shim <"$folder/$file" ||
        fail 1 "$file cannot be unpacked" "无法解包 $file"
    for program in gv gv-shim; do
        if [ -L "$folder/gv/$program" ] || [ ! -f "$folder/gv/$program" ]; then
            fail 1 "$file does not hold $program as a plain file" "$file 中的 $program 不是普通文件"
        fi
        chmod 755 "$folder/gv/$program"
    done
}

set_up() {
    programs=$1
    shift
    code=0
    "$programs/gv" setup "$@" || code=$?
    case $code in
    126 | 127)
        fail 1 "$programs/gv does not run: it is for another system, or its folder is mounted noexec" \
            "$programs/gv 无法运行：它属于其他系统，或所在文件夹以 noexec 挂载" \
            "TMPDIR=\$HOME sh install.sh"
        ;;
    esac
    return "$code"
}

# --- What is to be installed ---

# The folder of gv's source this script lies in. Not the working directory: `curl | sh` may stand anywhere.
find_checkout() {
    if [ "${0##*/}" != install.sh ] || [ ! -f "$0" ]; then return 1; fi
    case $0 in
    */*) beside=${0%/*}/ ;;
    *) beside=. ;;
    esac
    beside=$(CDPATH='' cd -- "$beside" && pwd) || return 1
    grep -q '^name = "gv"' "$beside/Cargo.toml" 2>/dev/null || return 1
    echo "$beside"
}

# Whoever is on the way of plain http could be the authority, so it is for loopback, or for a pinned archive.
read_base() {
    case $base in
    https://*) ;;
    http://*)
        [ "$pin" ] || on_loopback ||
            fail 2 "plain http proves nothing: $(shown "$base")" "明文 http 无法证明任何事：$(shown "$base")" \
                "GV_DOWNLOAD_BASE=https://…, or GV_SHA256=…"
        ;;
    file:///* | file://localhost/*)
        base=${base#file://}
        base=$(decode "${base#localhost}")
        ;;
    *://*)
        fail 2 "GV_DOWNLOAD_BASE has to be https://, file:/// or a folder, not $(shown "$base")" \
            "GV_DOWNLOAD_BASE 必须是 https://、file:/// 或文件夹，而不是 $(shown "$base")"
        ;;
    *) [ -d "$base" ] || fail 1 "there is no folder $base" "没有文件夹 $base" ;;
    esac
    base=${base%/}/
}

# Nothing but the whole authority counts: `127.0.0.1@other.example` and `127.0.0.1.other.example` are other hosts.
on_loopback() {
    authority=${base#http://}
    authority=${authority%%/*}
    case $authority in
    '[::1]' | '[::1]':*) port=${authority#*']'} ;;
    127.0.0.1 | 127.0.0.1:* | localhost | localhost:*) port=${authority#"${authority%%:*}"} ;;
    *) return 1 ;;
    esac
    case ${port#:} in
    *[!0-9]*) return 1 ;;
    esac
}

name_release() {
    named_by=GV_RELEASE
    if [ "$release" = latest ]; then
        named_by=$(shown "${base}VERSION")
        take VERSION || fail_to_get VERSION "GV_RELEASE=0.1.0 sh install.sh"
        release=$(head -n 1 "$folder/VERSION" | tr -d '\r')
    fi
    release=${release#v}
    case $release in
    *[!0-9A-Za-z.+-]* | [!0-9]* | '')
        fail 1 "$named_by has to be a version of gv, such as 0.1.0, not $(plain "$release")" \
            "$named_by 应为 gv 的版本号，如 0.1.0，而不是 $(plain "$release")"
        ;;
    esac
}

# Linux programs are static, so that one serves every distribution.
name_target() {
    system=$(uname -s)
    machine=$(uname -m)
    # A shell under Rosetta calls an Apple-silicon machine x86_64.
    if [ "$system" = Darwin ] && [ "$(sysctl -n hw.optional.arm64 2>/dev/null)" = 1 ]; then
        machine=arm64
    fi
    case $system-$machine in
    Linux-x86_64 | Linux-amd64) target=x86_64-unknown-linux-musl ;;
    Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
    Darwin-x86_64) target=x86_64-apple-darwin ;;
    Darwin-arm64) target=aarch64-apple-darwin ;;
    MINGW* | MSYS* | CYGWIN*)
        fail 2 "on Windows it is install.ps1 that installs gv" "在 Windows 上请用 install.ps1 安装 gv" \
            "powershell -ExecutionPolicy Bypass -File install.ps1"
        ;;
    *)
        fail 1 "there is no archive for $system on $machine; gv can be built from its source" \
            "没有适用于 $system $machine 的归档；可以从源码构建 gv" \
            "./install.sh (in a checkout, with Rust installed)"
        ;;
    esac
}

# --- Bytes and proofs ---

require_tools() {
    has tar || fail 1 "there is no tar on PATH" "PATH 上没有 tar"
    has sha256sum || has shasum || has openssl ||
        fail 4 "nothing here can check a SHA-256: there is no sha256sum, shasum or openssl" \
            "无法校验 SHA-256：没有 sha256sum、shasum 或 openssl"
    case $base in
    http*://*)
        has curl || has wget ||
            fail 3 "nothing here can download: there is neither curl nor wget" "无法下载：没有 curl，也没有 wget" \
                "sh install.sh ./gv-VERSION-TARGET.tar.gz"
        ;;
    esac
}

# Expects the SHA-256 that the base, the authority the user named, says the archive has.
read_proof() {
    take "$file.sha256" ||
        fail 4 "cannot get $(shown "$base$file.sha256"), and nothing else proves the archive" \
            "无法获取 $(shown "$base$file.sha256")，没有别的可以证明该归档" "GV_SHA256=… sh install.sh"
    expected=$(head -n 1 "$folder/$file.sha256" | tr -d '\r')
    expected=$(lower "${expected%% *}")
    is_sha256 "$expected" ||
        fail 4 "$(shown "$base$file.sha256") holds no SHA-256" "$(shown "$base$file.sha256") 中没有 SHA-256"
}

# Puts a file of the base into the temporary folder.
take() {
    case $base in
    http*://*) download "$base$1" "$folder/$1" ;;
    *) [ -f "$base$1" ] && cp -- "$base$1" "$folder/$1" ;;
    esac
}

# An https address never leads to plain http, and a loopback one is asked without a proxy.
download() {
    protocols='=https'
    direct=
    case $1 in
    http://*) if [ "$pin" ]; then protocols='=http,https'; else direct=yes; fi ;;
    esac
    if has curl; then
        set -- --fail --silent --show-error --location --globoff --proto-redir "$protocols" --retry 2 \
            --connect-timeout 20 --speed-limit 1 --speed-time 30 --output "$2" --url "$1"
        if [ "$direct" ]; then
            set -- --noproxy '*' --proto '=http' "$@"
        else
            set -- --proto "$protocols" "$@"
        fi
        interruptible curl "$@"
    elif [ "$pin" ]; then
        # Whatever way the bytes come, they are the pinned ones or they are refused.
        interruptible wget -q -T 30 -O "$2" "$1"
    else
        # wget's --https-only is about recursion, so it may follow no redirect at all.
        wget --help 2>&1 | grep -q -- --max-redirect ||
            fail 3 "this wget cannot be kept from redirects to plain http" "这个 wget 无法禁止跳转到明文 http" \
                "GV_SHA256=… sh install.sh, or install curl"
        interruptible wget -q ${direct:+--no-proxy} --max-redirect=0 --tries=3 --timeout=30 -O "$2" "$1" && return
        say "wget failed; it follows no redirects here, curl would" "wget 失败；它在这里不跟随跳转，curl 会"
        return 1
    fi
}

# In the background, since a shell hears a signal only when the command in front has ended.
interruptible() {
    "$@" &
    child=$!
    code=0
    wait "$child" || code=$?
    child=
    return "$code"
}

sha256() {
    if has sha256sum; then
        sha256sum <"$1"
    elif has shasum; then
        shasum -a 256 <"$1"
    else
        openssl dgst -sha256 <"$1"
    fi | sed -n 's/^.*\([0-9a-fA-F]\{64\}\).*$/\1/p' | tr 'A-F' 'a-f'
}

is_sha256() {
    case $1 in
    *[!0-9a-f]*) return 1 ;;
    esac
    [ ${#1} -eq 64 ]
}

# --- Text and the temporary folder ---

make_folder() {
    [ -z "${folder:-}" ] || return 0
    child=
    folder=$(mktemp -d "${TMPDIR:-/tmp}/gv-install.XXXXXX") ||
        fail 1 "cannot make a temporary folder in ${TMPDIR:-/tmp}" "无法在 ${TMPDIR:-/tmp} 中建立临时文件夹"
    trap clean_up EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

clean_up() {
    [ -z "$child" ] || kill "$child" 2>/dev/null || true
    rm -rf -- "$folder"
}

# The variables gv itself reads its language from, in the same order.
read_locale() {
    case ${GV_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} in
    [Zz][Hh]*) echo yes ;;
    esac
}

# say ENGLISH CHINESE
say() {
    [ -z "$quiet" ] || return 0
    if [ "$chinese" ]; then shift; fi
    printf '  %s\n' "$1" >&2
}

# fail CODE ENGLISH CHINESE [NEXT COMMAND]: the codes are gv's own.
fail() {
    if [ "$chinese" ]; then
        printf '错误：%s\n' "$3" >&2
        if [ $# -gt 3 ]; then printf '  可尝试：%s\n' "$4" >&2; fi
    else
        printf 'error: %s\n' "$2" >&2
        if [ $# -gt 3 ]; then printf '  try: %s\n' "$4" >&2; fi
    fi
    exit "$1"
}

# fail_to_get FILE [NEXT COMMAND]
fail_to_get() {
    lost=$(shown "$base$1")
    shift
    case $base in
    http*://*) fail 3 "cannot get $lost" "无法获取 $lost" "$@" ;;
    *) fail 1 "there is no file $lost" "没有文件 $lost" "$@" ;;
    esac
}

# An address without the password that may stand in it.
shown() {
    printf '%s\n' "$1" | sed 's|^\([a-z]*://\)[^/]*@|\1|'
}

# A stranger's text, fit for a terminal.
plain() {
    printf '%.60s' "$1" | LC_ALL=C tr -cd ' -~'
}

lower() {
    printf '%s' "$1" | tr 'A-F' 'a-f'
}

# The path a file URL writes with `%20` and the like.
decode() {
    rest=$1
    decoded=
    while [ "$rest" ]; do
        case $rest in
        %[0-9A-Fa-f][0-9A-Fa-f]*)
            tail=${rest#???}
            code=${rest%"$tail"}
            decoded=$decoded$(printf '%b' "\\0$(printf '%03o' "0x${code#%}")")
            rest=$tail
            ;;
        *)
            tail=${rest#?}
            decoded=$decoded${rest%"$tail"}
            rest=$tail
            ;;
        esac
    done
    printf '%s\n' "$decoded"
}

has() {
    command -v "$1" >/dev/null 2>&1
}

{ main "$@"; }
