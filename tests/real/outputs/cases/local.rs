//! Faults of settings, toolchains, projects and builds; and outputs of success.

use super::super::lab::{Name, module_but};
use super::super::server::{Answer, Wire};
use super::{Case, case};

pub fn all() -> Vec<Case> {
    let families = [settings(), toolchains(), projects(), builds(), successes()];
    families.into_iter().flatten().collect()
}

fn settings() -> Vec<Case> {
    let set = |name, expect, variable, value: &str| case(name, expect).with(variable, value);
    vec![
        set("goproxy-word", "env_goproxy", "GOPROXY", "goproxy"),
        set("goproxy-quotes", "env_goproxy", "GOPROXY", "\"https://proxy.golang.org\",direct"),
        set("goproxy-empty", "env_goproxy", "GOPROXY", ","),
        set("goproxy-scheme", "env_goproxy", "GOPROXY", "ftp://mirror.example"),
        set("goproxy-plain-port", "tls_not_tls", "GOPROXY", "192.0.2.10:443")
            .when(|lab| lab.mirror.does(Wire::Says("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))),
        set("goflags", "env_goflags", "GOFLAGS", "mod=mod"),
        set("goflags-unknown", "env_goflags", "GOFLAGS", "-nonsense"),
        set("gopath-relative", "env_gopath", "GOPATH", "go"),
        set("gopath-tilde", "env_gopath", "GOPATH", "~/go"),
        set("no-home", "env_no_home", "HOME", "")
            .with("GOPATH", "")
            .with("GOCACHE", "")
            .runs("go build ./...")
            .file("main.go", "package main\n\nfunc main() {}\n"),
        set("no-gopath", "env_no_home", "HOME", "").with("GOPATH", "").with("GOCACHE", ""),
        set("govcs-malformed", "env_govcs", "GOVCS", "git").direct(),
        set("go111module-off", "env_go111module", "GO111MODULE", "off")
            .runs("go mod tidy")
            .with("GOFLAGS", ""),
        set("platform", "env_platform", "GOOS", "linus")
            .on(19, 99)
            .runs("go build ./...")
            .file("main.go", "package main\n\nfunc main() {}\n"),
        case("env-w-unknown", "env_unknown").runs("go env -w HTTPS_PROXY=http://127.0.0.1:7890"),
        case("insecure-flag", "insecure_flag").runs("go get -insecure example.com/m@v1.0.0"),
    ]
}

fn toolchains() -> Vec<Case> {
    let wants = |name, expect, go_mod: &str| {
        let mut case =
            case(name, expect).runs("go build ./...").file("main.go", "package main\n\nfunc main() {}\n");
        case.files.push(("go.mod", go_mod.to_owned()));
        case
    };
    vec![
        wants("toolchain-local", "toolchain_too_old", "module hello\n\ngo 1.99.0\n").on(21, 99),
        wants("toolchain-404", "toolchain_not_available", "module hello\n\ngo 1.99.0\n")
            .on(21, 99)
            .with("GOTOOLCHAIN", "auto")
            .with("GOSUMDB", "sum.golang.org"),
        wants("toolchain-sumdb-off", "toolchain_not_available", "module hello\n\ngo 1.99.0\n")
            .on(21, 99)
            .with("GOTOOLCHAIN", "auto"),
        wants("toolchain-dns", "dns_nxdomain", "module hello\n\ngo 1.99.0\n")
            .on(21, 99)
            .with("GOTOOLCHAIN", "auto")
            .with("GOSUMDB", "sum.golang.org")
            .when(|lab| lab.name("proxy.golang.org", Name::Code(3))),
        wants("toolchain-path", "toolchain_path_only", "module hello\n\ngo 1.99.0\n")
            .on(21, 99)
            .with("GOTOOLCHAIN", "path"),
        wants("toolchain-setting", "env_gotoolchain", "module hello\n\ngo 1.20\n")
            .on(21, 99)
            .with("GOTOOLCHAIN", "1.22"),
        wants("toolchain-line", "gomod_toolchain_line", "module hello\n\ngo 1.16\n\ntoolchain go1.22.3\n")
            .on(16, 20),
        wants("go-line", "gomod_go_line", "module hello\n\ngo 1.21.0\n").on(16, 20),
        case("std-too-old", "std_too_old")
            .on(18, 20)
            .runs("go build ./...")
            .file("main.go", "package main\n\nimport _ \"slices\"\n\nfunc main() {}\n"),
        case("std-too-old-16", "std_too_old")
            .on(16, 16)
            .runs("go build ./...")
            .file("main.go", "package main\n\nimport _ \"slices\"\n\nfunc main() {}\n"),
        case("language-version", "lang_version")
            .few()
            .runs("go build ./...")
            .file("main.go", "package main\n\nfunc f[T any](T) {}\n\nfunc main() { f(1) }\n"),
        case("goroot", "goroot_broken").with("GOROOT", "/none").runs("go build ./..."),
        case("wrong-platform", "wrong_platform")
            .runs("go run .")
            .with("GOARCH", "arm64")
            .few()
            .file("main.go", "package main\n\nfunc main() {}\n"),
    ]
}

fn projects() -> Vec<Case> {
    let builds = |name, expect, code: &str| {
        case(name, expect).runs("go build ./...").with("GOFLAGS", "").file("main.go", code)
    };
    let requires = |name, expect, line: &str| {
        let mut case = builds(name, expect, "package main\n\nimport _ \"example.com/m\"\n\nfunc main() {}\n");
        case.files.push(("go.mod", format!("module hello\n\ngo 1.16\n\n{line}\n")));
        case
    };
    let mut bare = case("gomod-missing", "gomod_missing").runs("go build ./...");
    bare.files.clear();
    let mut outside = case("go-get-outside", "go_get_outside").on(18, 99);
    outside.files.clear();
    let mut install = case("install-needs-version", "install_needs_version")
        .runs("go install example.com/m")
        .with("GOFLAGS", "");
    install.files.clear();
    vec![
        bare,
        outside,
        install,
        builds(
            "not-required",
            "package_not_required",
            "package main\n\nimport _ \"example.com/m\"\n\nfunc main() {}\n",
        ),
        builds("not-std", "package_not_std", "package main\n\nimport _ \"hallo/util\"\n\nfunc main() {}\n"),
        builds(
            "import-malformed",
            "import_malformed",
            "package main\n\nimport _ \"https://github.com/a/b\"\n\nfunc main() {}\n",
        ),
        builds(
            "internal",
            "internal_use",
            "package main\n\nimport _ \"cmd/internal/obj\"\n\nfunc main() {}\n",
        )
        .on(19, 99),
        requires(
            "replace-missing",
            "replace_missing",
            "require example.com/m v1.0.0\n\nreplace example.com/m => ../absent",
        ),
        requires("gomod-syntax", "gomod_syntax", "require example.com/m"),
        requires("gomod-conflict-marks", "gomod_syntax", "<<<<<<< HEAD"),
        requires("vendor", "vendor_inconsistent", "require example.com/m v1.0.0")
            .file("vendor/modules.txt", "# example.com/other v1.0.0\n"),
        case("package-absent", "package_absent").runs("go get example.com/m/sub@v1.0.0"),
        case("module-path", "module_path_mismatch").mirror(module_but(|path| {
            (path.rsplit('.').next() == Some("mod")).then(|| Answer::ok("module example.com/other\n"))
        })),
        case("no-go-files", "no_go_files").runs("go build .").with("GOFLAGS", ""),
        case("import-cycle", "import_cycle")
            .runs("go build ./...")
            .file("a/a.go", "package a\n\nimport _ \"hello/b\"\n")
            .file("b/b.go", "package b\n\nimport _ \"hello/a\"\n"),
        case("constraints", "build_constraints")
            .runs("go build .")
            .file("main.go", "// +build windows\n\npackage main\n\nfunc main() {}\n"),
        case("workspace", "gowork")
            .on(18, 99)
            .runs("go build ./sub/...")
            .with("GOFLAGS", "")
            .file("go.work", "go 1.18\n\nuse ./other\n")
            .file("other/go.mod", "module other\n\ngo 1.16\n")
            .file("sub/go.mod", "module sub\n\ngo 1.16\n")
            .file("sub/s.go", "package sub\n"),
    ]
}

fn builds() -> Vec<Case> {
    let c = |name, expect, code: &str| {
        let main = format!("package main\n\n// {code}\nimport \"C\"\n\nfunc main() {{ C.f() }}\n");
        case(name, expect).runs("go build ./...").few().with("CGO_ENABLED", "1").file("main.go", &main)
    };
    let plain =
        |name, expect, code: &str| case(name, expect).few().runs("go build ./...").file("main.go", code);
    let test = |name, expect, code: &str| {
        let code = format!("package x\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {{ {code} }}\n");
        case(name, expect).few().runs("go test ./...").file("x_test.go", &code)
    };
    vec![
        c("c-compiler", "c_compiler_missing", "void f() {}").bare(),
        c("linker-library", "linker_library", "#cgo LDFLAGS: -lnosuchlibrary\n// void f() {}"),
        c("c-header", "c_header_missing", "#include <nosuch.h>\n// void f() {}"),
        c("linker-undefined", "linker_undefined", "void g();\n// void f() { g(); }"),
        c("pkg-config", "pkg_config", "#cgo pkg-config: nosuch\n// void f() {}"),
        plain("compile-error", "compile_error", "package main\n\nfunc main() { x := 1; undefined() }\n"),
        plain("syntax-error", "compile_error", "package main\n\nfunc main() { if }\n"),
        plain(
            "vet",
            "compile_error",
            "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Printf(\"%d\\n\", \"x\") }\n",
        )
        .runs("go vet ./..."),
        plain("panic", "panic", "package main\n\nfunc main() { var m map[string]int; m[\"x\"] = 1 }\n")
            .runs("go run ."),
        plain("deadlock", "deadlock", "package main\n\nfunc main() { <-make(chan int) }\n").runs("go run ."),
        plain(
            "no-program",
            "program_missing",
            "package main\n\n//go:generate nosuchgenerator\nfunc main() {}\n",
        )
        .runs("go generate ./..."),
        plain("read-only-cache", "permission_denied", "package main\n\nfunc main() {}\n")
            .with("GOCACHE", "/proc/none"),
        test(
            "test-failed",
            "test_failed",
            "t.Error(\"dial tcp 192.0.2.1:443: connect: connection refused\")",
        ),
        test("test-failed-v", "test_failed", "t.Log(\"lookup x: no such host\"); t.Fail()")
            .runs("go test -v ./..."),
        test("test-timeout", "test_timeout", "select {}").runs("go test -timeout 1s ./..."),
    ]
}

fn successes() -> Vec<Case> {
    let fine = |name, script: &str| {
        case(name, "nothing").runs(script).file("m.go", "package hello\n\nimport _ \"example.com/m\"\n")
    };
    let test = "package hello\n\nimport (\n\t\"log\"\n\t\"testing\"\n)\n\nfunc TestA(t *testing.T) {\n\tt.Log(`Get \"https://proxy.golang.org/x\": dial tcp: lookup proxy.golang.org: no such host`)\n\tlog.Print(\"go: dial tcp 192.0.2.1:443: connect: connection refused\")\n}\n";
    vec![
        case("success-get", "nothing").on(18, 99),
        case("success-get-latest", "nothing").on(18, 99).runs("go get example.com/m"),
        case("success-get-x", "nothing").on(18, 99).runs("go get -x example.com/m@v1.0.0"),
        case("success-download-x", "nothing").runs("go mod download -x example.com/m@v1.0.0"),
        case("success-list-versions", "nothing").runs("go list -m -versions example.com/m"),
        fine("success-tidy", "go mod tidy"),
        fine("success-build", "go mod tidy && go build ./...").few(),
        fine("success-build-v", "go mod tidy && go build -v ./...").few(),
        fine("success-vendor", "go mod tidy && go mod vendor -v && go build -mod=vendor ./...")
            .on(19, 99)
            .with("GOFLAGS", ""),
        fine("success-env", "go env").on(22, 22),
        fine("success-why", "go mod tidy && go mod why example.com/m"),
        fine("success-graph", "go mod tidy && go mod graph"),
        case("success-test", "nothing").runs("go test ./...").few().file("a_test.go", test),
        case("success-test-v", "nothing").runs("go test -v ./...").few().file("a_test.go", test),
        case("success-fallback", "nothing")
            .on(18, 99)
            .with("GOPROXY", "http://192.0.2.11:8081|https://proxy.golang.org"),
        case("success-fallback-x", "nothing")
            .on(18, 99)
            .with("GOPROXY", "http://192.0.2.11:8081|https://proxy.golang.org")
            .runs("go get -x example.com/m@v1.0.0"),
        case("success-downgrade", "nothing")
            .on(18, 99)
            .runs("go get example.com/m@v1.1.0 && go get example.com/m@v1.0.0 && go get example.com/m@none"),
    ]
}
