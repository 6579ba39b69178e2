//! The packages of the standard library, by the Go 1.N that they came with, as Go's own `api/go1.N.txt` list them.

/// Each release that brought packages, and these; 0 stands for what was there from the beginning.
const PACKAGES: [(u8, &str); 20] = [
    (
        0,
        "archive/tar archive/zip bufio builtin bytes compress/bzip2 compress/flate compress/gzip compress/lzw compress/zlib \
        container/heap container/list container/ring crypto crypto/aes crypto/cipher crypto/des crypto/dsa crypto/ecdsa \
        crypto/elliptic crypto/hmac crypto/md5 crypto/rand crypto/rc4 crypto/rsa crypto/sha1 crypto/sha256 crypto/sha512 \
        crypto/subtle crypto/tls crypto/x509 crypto/x509/pkix database/sql database/sql/driver debug/dwarf debug/elf \
        debug/gosym debug/macho debug/pe encoding/ascii85 encoding/asn1 encoding/base32 encoding/base64 encoding/binary \
        encoding/csv encoding/gob encoding/hex encoding/json encoding/pem encoding/xml errors expvar flag fmt go/ast go/build \
        go/doc go/parser go/printer go/scanner go/token hash hash/adler32 hash/crc32 hash/crc64 hash/fnv html html/template \
        image image/color image/draw image/gif image/jpeg image/png index/suffixarray io io/ioutil log log/syslog math \
        math/big math/cmplx math/rand mime mime/multipart net net/http net/http/cgi net/http/fcgi net/http/httptest \
        net/http/httputil net/http/pprof net/mail net/rpc net/rpc/jsonrpc net/smtp net/textproto net/url os os/exec \
        os/signal os/user path path/filepath reflect regexp regexp/syntax runtime runtime/cgo runtime/debug runtime/pprof \
        runtime/race sort strconv strings sync sync/atomic syscall testing testing/iotest testing/quick text/scanner \
        text/tabwriter text/template text/template/parse time unicode unicode/utf16 unicode/utf8 unsafe",
    ),
    (1, "go/format net/http/cookiejar"),
    (2, "encoding image/color/palette"),
    (3, "debug/plan9obj"),
    (5, "go/constant go/importer go/types mime/quotedprintable runtime/trace"),
    (7, "context net/http/httptrace"),
    (8, "plugin"),
    (9, "math/bits"),
    (13, "crypto/ed25519"),
    (14, "hash/maphash"),
    (16, "embed go/build/constraint io/fs runtime/metrics testing/fstest time/tzdata"),
    (18, "debug/buildinfo net/netip"),
    (19, "go/doc/comment"),
    (20, "crypto/ecdh runtime/coverage"),
    (21, "cmp log/slog maps slices testing/slogtest"),
    (22, "go/version math/rand/v2"),
    (23, "iter structs unique"),
    (24, "crypto/fips140 crypto/hkdf crypto/mlkem crypto/pbkdf2 crypto/sha3 weak"),
    (25, "testing/synctest"),
    (26, "crypto/hpke crypto/mlkem/mlkemtest testing/cryptotest"),
];

/// The Go 1.N that a package came with; `None` where it is not of the standard library, as far as gv knows it.
pub(super) fn since(package: &str) -> Option<u8> {
    let listed = |packages: &str| packages.split(' ').any(|listed| listed == package);
    let of_api = PACKAGES.iter().find(|(_, packages)| listed(packages)).map(|(since, _)| *since);
    // Packages of other packages of the library only: no API lists them, and each Go brings its own.
    of_api.or_else(|| (is_inner(package)).then_some(0))
}

/// Whether a path lies in the standard library's own tree: `runtime/internal/sys`, `internal/poll`.
pub(super) fn is_inner(package: &str) -> bool {
    let first = package.split('/').next().unwrap_or_default();
    let inner = package.split('/').any(|element| element == "internal");
    inner
        && package.contains('/')
        && (first == "internal" || PACKAGES[0].1.split(' ').any(|listed| listed == first))
        || package.starts_with("vendor/golang.org/x/")
}

/// Whether it is a package of the standard library, or a directory of such.
pub(super) fn has(package: &str) -> bool {
    since(package).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_the_release_it_came_with() {
        for (package, release) in
            [("fmt", 0), ("io/fs", 16), ("log/slog", 21), ("weak", 24), ("internal/poll", 0)]
        {
            assert_eq!(since(package), Some(release), "{package}");
        }
        for package in ["hallo/util", "golang.org/x/net", "internal", "", "fmt/x", "hello/internal/x"] {
            assert_eq!(since(package), None, "{package}");
        }
    }
}
