#!/bin/sh
# Installs gv: takes a proven release archive, or builds the checkout this file stands in, and runs `gv setup`.
# It asks nothing. Everything is in functions called on the last line, so that a cut-off download does nothing.
set -eu

# Filled in by release.yml: the public keys of gv's releases (minisign), and the Go module that has them.
release_keys=''
release_module=''

usage() {
    if [ "$chinese" ]; then
        cat <<'HELP'
用法：install.sh [归档] [gv setup 的选项…]

安装 gv。在源码目录中运行时从源码构建；否则安装一个签名与 SHA-256 相符的发行归档。

  归档                gv-VERSION-TARGET.tar.gz，旁边有同名的 .sha256 文件
  GV_DOWNLOAD_BASE    归档所在处：https:// 地址、file:// 地址、文件夹，或 goproxy
  GV_RELEASE          要安装的 gv 版本，如 0.1.0；默认是那里的最新版本
  GV_SHA256           归档的 SHA-256；设了它就不再看 .sha256 文件
  GV_HOME             gv 的主目录；默认是 ~/.gv

选项：--no-modify-path 不改 shell 的启动文件；--print 只显示会写入什么；
      --link-dir /usr/local/bin 在该目录中建立 gv、go、gofmt 的链接，供没有启动文件的环境使用；
      --system 写入 /etc/profile.d（需要 root）。
HELP
    else
        cat <<'HELP'
Usage: install.sh [ARCHIVE] [OPTIONS OF gv setup...]

Installs gv: built from the checkout this script stands in, or from a release archive whose signature and SHA-256 are
checked. (Without openssl 3 or minisign, and in a script without a release key, only the SHA-256.)

  ARCHIVE             gv-VERSION-TARGET.tar.gz, with its .sha256 file beside it
  GV_DOWNLOAD_BASE    where the archives are: an https:// or file:// URL, a folder, or goproxy
  GV_RELEASE          the gv to install, such as 0.1.0; the newest there by default
  GV_SHA256           the SHA-256 of the archive, in place of the .sha256 file
  GV_HOME             where gv keeps everything; ~/.gv by default

Options: --no-modify-path leaves the shells' startup files alone; --print only shows what would be written;
         --link-dir /usr/local/bin makes links to gv, go and gofmt there, for programs that read no startup file;
         --system writes to /etc/profile.d (as root).
HELP
    fi
}

main() {
    chinese=$(read_locale)
    quiet=
    archive=
    value_of=
    for argument in "$@"; do
        shift
        if [ "$value_of" ]; then
            set -- "$@" "$argument"
            value_of=
            continue
        fi
        case $argument in
        --help | -h)
            usage
            return
            ;;
        --link-dir)
            value_of=$argument
            set -- "$@" "$argument"
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
    keys=$(printf '%s' "${GV_RELEASE_KEY:-$release_keys}" | tr ',' ' ')
    pin=$(lower "${GV_SHA256:-}")
    if [ "$pin" ] && ! is_sha256 "$pin"; then
        fail 2 "GV_SHA256 has to be 64 hexadecimal digits" "GV_SHA256 必须是 64 位十六进制数字"
    fi

    if [ "$archive" ]; then
        install_archive "$@"
    elif [ "$base" = goproxy ]; then
        install_module "$@"
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

# The module of a release holds the archive, the signed list and the signature: nothing here can ask the checksum
# database, so it is the signature that counts.
install_module() {
    module=${GV_RELEASE_MODULE:-$release_module}
    [ "$module" ] || fail 2 "this script does not name the Go module of gv's releases" \
        "此脚本没有写明 gv 发行版所在的 Go 模块" "GV_DOWNLOAD_BASE=https://… sh install.sh"
    [ "$keys" ] || fail 4 "this script has no release key, and nothing else proves what a GOPROXY serves" \
        "此脚本没有发行密钥，无法校验 GOPROXY 提供的内容" "GV_RELEASE_KEY=… sh install.sh"
    find_verifier || fail 4 "the signature cannot be checked: there is neither minisign nor openssl 3" \
        "无法校验签名：没有 minisign，也没有 openssl 3" "apt-get install minisign (or: apk add openssl)"
    has unzip || fail 1 "there is no unzip on PATH" "PATH 上没有 unzip"
    name_target
    base=$(printf '%s' "${GOPROXY:-https://proxy.golang.org}" | tr ',|' '\n' | grep -m 1 '^http') ||
        fail 2 "GOPROXY has no address of a proxy" "GOPROXY 中没有代理地址" "GOPROXY=https://proxy.golang.org sh install.sh"
    module=$module/$(platform)
    read_base
    base=$base$(printf '%s' "$module" | sed 's/[[:upper:]]/!&/g' | tr '[:upper:]' '[:lower:]')/@v/
    require_tools
    make_folder
    if [ "$release" = latest ]; then
        take list || fail_to_get list
        release=$(sed -n 's/^v\([0-9]*\.[0-9]*\.[0-9]*\).*$/\1/p' "$folder/list" |
            sort -t . -k 1,1n -k 2,2n -k 3,3n | tail -n 1)
        [ "$release" ] || fail 1 "$(shown "${base}list") lists no release of gv" \
            "$(shown "${base}list") 中没有 gv 的发行版"
    fi
    name_release
    say "fetching $(shown "${base}v$release.zip")" "正在获取 $(shown "${base}v$release.zip")"
    take "v$release.zip" || fail_to_get "v$release.zip"
    file=gv-$release-$target.tar.gz
    for name in "$file" "gv-$release.sums" "gv-$release.sums.minisig"; do
        unzip -p "$folder/v$release.zip" "$module@v$release/$name" >"$folder/$name" ||
            fail 4 "$(shown "${base}v$release.zip") has no $name" "$(shown "${base}v$release.zip") 中没有 $name"
    done
    rm -- "$folder/v$release.zip"
    base=$folder/
    check_signature
    compare_hash
    unpack
    set_up "$folder/gv" "$@"
}

# Go's words for the target.
platform() {
    case $target in
    x86_64-*linux*) echo linux-amd64 ;;
    aarch64-*linux*) echo linux-arm64 ;;
    armv7-*linux*) echo linux-arm ;;
    i686-*linux*) echo linux-386 ;;
    x86_64-*) echo darwin-amd64 ;;
    *) echo darwin-arm64 ;;
    esac
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
    if [ "$pin" ]; then expected=$pin; else find_proof; fi
    say "fetching $(shown "$base$file")" "正在获取 $(shown "$base$file")"
    take "$file" || fail_to_get "$file"
    compare_hash
    unpack
    set_up "$folder/gv" "$@"
}

compare_hash() {
    actual=$(sha256 "$folder/$file")
    [ "$actual" = "$expected" ] ||
        fail 4 "$(shown "$base$file") has SHA-256 ${actual:-(none)}, expected $expected; it was not used" \
            "$(shown "$base$file") 的 SHA-256 是 ${actual:-（无）}，应为 $expected；未使用该文件"
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
    Linux-armv7* | Linux-armv8l) target=armv7-unknown-linux-musleabihf ;;
    Linux-i?86) target=i686-unknown-linux-musl ;;
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

# What the archive has to be: by the signed list of the release where its signature can be checked here, else by the
# .sha256 beside it.
find_proof() {
    release=${file#gv-}
    release=${release%%-[a-z]*-*}
    if [ -z "$keys" ]; then
        say "only the SHA-256 is checked: this script has no release key" "仅校验 SHA-256：此脚本没有发行密钥"
    elif [ "$archive" ] && [ ! -f "${base}gv-$release.sums" ]; then
        say "only the SHA-256 is checked: there is no gv-$release.sums beside the archive" \
            "仅校验 SHA-256：归档旁没有 gv-$release.sums"
    elif find_verifier; then
        for name in "gv-$release.sums" "gv-$release.sums.minisig"; do
            take "$name" || fail 4 "cannot get $(shown "$base$name"), so the signature of gv $release cannot be checked" \
                "无法获取 $(shown "$base$name")，因此无法校验 gv $release 的签名"
        done
        check_signature
        return
    else
        say "only the SHA-256 is checked: there is neither minisign nor openssl 3 to check the signature" \
            "仅校验 SHA-256：没有可校验签名的 minisign 或 openssl 3"
    fi
    read_proof
}

# Whether something here checks an Ed25519 signature. openssl is tried with a signature that is known to be right, since
# LibreSSL and openssl 1.1 cannot do it. (RFC 8032, 7.1, test 2.)
find_verifier() {
    verifier=minisign
    has minisign && return
    verifier=openssl
    has openssl || return 1
    make_folder
    printf r >"$folder/known"
    printf '%s' kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA== >"$folder/known.b64"
    openssl_verifies PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw= "$folder/known" "$folder/known.b64"
}

# openssl_verifies KEY FILE SIGNATURE, key and signature in base64.
openssl_verifies() {
    # The beginning of every Ed25519 key in DER has twelve bytes, so that its base64 can stand before that of the key.
    printf -- '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA%s\n-----END PUBLIC KEY-----\n' "$1" >"$folder/key.pem"
    openssl base64 -d -A -in "$3" -out "$folder/signature" 2>/dev/null || return 1
    openssl pkeyutl -verify -pubin -inkey "$folder/key.pem" -rawin -in "$2" -sigfile "$folder/signature" >/dev/null 2>&1
}

# Whether one of the keys has signed a file of the temporary folder.
is_signed() {
    for key in $keys; do
        case $verifier in
        minisign) minisign -Vq -P "$key" -m "$folder/$1" -x "$folder/$1.minisig" >/dev/null 2>&1 && return ;;
        openssl)
            # Of 42 and 74 bytes, the first ten name the kind and the key.
            sed -n 2p "$folder/$1.minisig" | tr -d '\r' | openssl base64 -d -A 2>/dev/null | tail -c 64 |
                openssl base64 -A >"$folder/signature.b64"
            raw=$(printf '%s' "$key" | openssl base64 -d -A 2>/dev/null | tail -c 32 | openssl base64 -A)
            openssl_verifies "$raw" "$folder/$1" "$folder/signature.b64" && return
            ;;
        esac
    done
    return 1
}

# Expects the SHA-256 in the signed list. Each name in it has the version and the target.
check_signature() {
    is_signed "gv-$release.sums" ||
        fail 4 "$(shown "${base}gv-$release.sums") is not signed by a known release key; nothing was installed" \
            "$(shown "${base}gv-$release.sums") 没有已知发行密钥的签名，未安装任何内容"
    expected=$(tr -d '\r' <"$folder/gv-$release.sums" | grep -F "  $file" | grep -m 1 "^[0-9a-f]\{64\}  $file\$") ||
        fail 4 "the signed list of gv $release does not have $file" "gv $release 的签名列表中没有 $file"
    expected=${expected%% *}
    say "the signature of gv $release is valid" "gv $release 的签名有效"
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
        file_of_curl=$2
        set -- --fail --silent --show-error --location --globoff --proto-redir "$protocols" --retry 2 \
            --connect-timeout 20 --speed-limit 1 --speed-time 30 --output "$2" --url "$1"
        if [ "$direct" ]; then
            set -- --noproxy '*' --proto '=http' "$@"
        else
            set -- --proto "$protocols" "$@"
        fi
        persist "$file_of_curl" curl "$@"
    elif [ "$pin" ]; then
        # Whatever way the bytes come, they are the pinned ones or they are refused.
        interruptible wget -q -T 30 -O "$2" "$1"
    else
        # wget's --https-only is about recursion, so it may follow no redirect at all.
        wget --help 2>&1 | grep -q -- --max-redirect ||
            fail 3 "this wget cannot be kept from redirects to plain http" "这个 wget 无法禁止跳转到明文 http" \
                "GV_SHA256=… sh install.sh, or install curl"
        # It goes on by itself where a connection broke.
        interruptible wget -q ${direct:+--no-proxy} --max-redirect=0 --tries=3 --timeout=30 -O "$2" "$1" && return
        say "wget failed; it follows no redirects here, curl would" "wget 失败；它在这里不跟随跳转，curl 会"
        return 1
    fi
}

# persist FILE COMMAND...: continues a download that broke off, as long as each attempt brings something.
persist() {
    kept=$1
    shift
    for attempt in 1 2 3 4 5 6; do
        before=$(wc -c 2>/dev/null <"$kept") || before=0
        code=0
        interruptible "$@" --continue-at - || code=$?
        case $code in
        18 | 28 | 52 | 55 | 56 | 92) ;;
        33 | 36)
            # This server sends no part of a file.
            rm -f -- "$kept"
            continue
            ;;
        *) return "$code" ;;
        esac
        after=$(wc -c 2>/dev/null <"$kept") || after=0
        [ "$after" -gt "$before" ] || return "$code"
        say "the connection broke after $((after)) bytes; continuing (attempt $attempt)" \
            "连接在 $((after)) 字节处中断，正在继续（第 $attempt 次）"
    done
    return "$code"
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
