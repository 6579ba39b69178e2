//! Which toolchain `go` is.

use super::*;

#[test]
fn gv_version_comes_first() {
    let sandbox = stage();
    sandbox.file(".go-version", "1.22.5\n");
    sandbox.file("go.mod", "module m\n\ngo 1.23.1\n");
    for (value, version) in [("1.21.13", "1.21.13"), ("1.20", "1.20.14"), (" 1.21.x ", "1.21.13")] {
        sandbox.with("GV_VERSION", value).names(version);
    }
    sandbox.with("GV_VERSION", "").names("1.22.5");
    sandbox.with("GV_VERSION", "nonsense").go(["version"]).fails_with(2).says("GV_VERSION");
}

#[test]
fn the_nearest_pin_counts_of_either_kind() {
    let sandbox = stage();
    sandbox.file(".go-version", "1.20.14\n");
    sandbox.file("a/.tool-versions", "nodejs 20.1.0\ngolang 1.21.13 1.20.14\n");
    sandbox.file("a/b/.go-version", "1.22.5\n");
    sandbox.file("a/c/.tool-versions", "nodejs 20.1.0\n");
    sandbox.file("a/d/.go-version", "1.23.1\n");
    sandbox.file("a/d/.tool-versions", "golang 1.20.14\n");
    for (dir, version) in
        [("", "1.20.14"), ("a", "1.21.13"), ("a/b", "1.22.5"), ("a/c", "1.21.13"), ("a/d", "1.23.1")]
    {
        sandbox.dir(Path::new(dir).join("deep/er"));
        sandbox.at(Path::new(dir).join("deep/er")).names(version);
    }
}

#[test]
fn a_pin_in_the_module_cache_decides_nothing() {
    let sandbox = stage();
    for cache in ["go/pkg/mod", "own/cache"] {
        let module = sandbox.home().join(cache).join("example.com/m@v1.0.0");
        fs::create_dir_all(&module).unwrap();
        fs::write(module.join(".go-version"), "1.20.14\n").unwrap();
        let place = sandbox.at(&module);
        let place =
            if cache == "own/cache" { place.with("GOMODCACHE", sandbox.home().join(cache)) } else { place };
        place.names("1.22.3");
    }
}

#[test]
fn a_pin_is_read_however_it_was_saved() {
    let sandbox = stage();
    for content in [
        "1.21.13",
        "go1.21.13\n",
        "v1.21.13\r\n",
        "\u{feff}1.21.13\r\n",
        "# ours\r\n\r\n\t1.21.13  # until March\r\n",
        "1.21",
        "\n\n1.21.x\n",
    ] {
        sandbox.file(".go-version", content);
        sandbox.at("").names("1.21.13");
    }
}

#[test]
fn a_partial_pin_is_the_newest_installed() {
    let sandbox = stage();
    for (pin, version) in [("1.22", "1.22.5"), ("1", "1.23.1"), ("latest", "1.23.1"), ("oldstable", "1.22.5")]
    {
        sandbox.file(".go-version", pin);
        sandbox.at("").names(version);
    }
}

#[test]
fn a_floor_the_default_meets_changes_nothing() {
    let sandbox = stage();
    for floor in
        ["go 1.13", "go 1.22", "go 1.22.3", "go 1.20\ntoolchain go1.22.3", "go 1.23\ntoolchain default"]
    {
        sandbox.file("go.mod", format!("module m\n\n{floor}\n"));
        sandbox.at("").names("1.22.3");
    }
}

#[test]
fn a_floor_above_the_default_is_taken_exactly_or_the_newest_of_its_minor() {
    let sandbox = stage();
    make_default(&sandbox, "1.20.14");
    for (floor, version) in [
        ("go 1.22.3", "1.22.3"),
        ("go 1.22", "1.22.5"),
        ("go 1.21\ntoolchain go1.22.3", "1.22.3"),
        ("toolchain go1.21.13\ngo 1.22", "1.22.5"),
        ("go 1.23.1\ntoolchain go1.22.3", "1.23.1"),
        ("go 1.21\n\ntoolchain go1.22.5-custom", "1.22.5"),
    ] {
        sandbox.file("go.mod", format!("module m\n\n{floor}\n"));
        sandbox.at("").names(version);
    }
    sandbox.file("go.mod", "module m\n\ngo 1.24.9\n");
    sandbox.go(["version"]).fails_with(5).says("go1.24.9").says("gv install 1.24.9");
}

#[test]
fn a_workspace_comes_before_its_modules_unless_told_otherwise() {
    let sandbox = stage();
    make_default(&sandbox, "1.9.7");
    sandbox.file("go.work", "go 1.23.1\n\nuse ./m\n");
    sandbox.file("m/go.mod", "module m\n\ngo 1.21.13\n");
    let other = sandbox.file("other/go.work", "go 1.22.5\n");
    sandbox.at("m").names("1.23.1");
    sandbox.at("m").with("GOWORK", "off").names("1.21.13");
    sandbox.at("m").with("GOWORK", other).names("1.22.5");
    sandbox.at("m").with("GO111MODULE", "off").names("1.9.7");
}

#[test]
fn go_mod_is_read_in_any_layout() {
    let sandbox = stage();
    for content in [
        "\u{feff}module m\r\n\r\ngo 1.23.1 // why\r\n",
        "// go 1.20\nrequire (\n\tgo.example/m v1.20.0 // go 1.20\n)\ngo\t1.23.1",
        "toolchain go1.23.1\n\ngo 1.22\nmodule \"m\"\nfuture (\n\tx y\n)\n",
    ] {
        sandbox.file("go.mod", content);
        sandbox.at("").names("1.23.1");
    }
}

#[test]
fn a_go_further_down_path_answers_where_system_is_asked_for_or_nothing_is_chosen() {
    let mut sandbox = stage();
    let (shims, usr) = (sandbox.gv_home().join("shims"), place_system_go(&sandbox, "1.19.1"));
    sandbox.path([shims, usr]);
    sandbox.with("GV_VERSION", "system").names("1.19.1");
    sandbox.file("a/.go-version", "system\n");
    sandbox.at("a").names("1.19.1");
    sandbox.at("a").shim("gofmt", ["x"]).succeeds().prints("gofmt=1.19.1");
    Store::of(&Home::at(sandbox.gv_home())).clear_default().unwrap();
    sandbox.go(["version"]).names("1.19.1");
}

#[test]
fn other_names_of_the_shim_are_no_system_go() {
    let mut sandbox = stage();
    let (bin, shims) = (sandbox.gv_home().join("bin"), sandbox.gv_home().join("shims"));
    let other = sandbox.dir("my-bin");
    name_elsewhere(&bin.join(file("gv-shim")), &other.join(file("go")));
    let usr = place_system_go(&sandbox, "1.19.1");
    sandbox.only_path([shims.clone(), other.clone()]);
    sandbox.with("GV_VERSION", "system").go(["version"]).fails_with(5).says("PATH has no Go");
    sandbox.path([shims, other, usr]);
    sandbox.with("GV_VERSION", "system").names("1.19.1");
}

#[test]
fn a_folder_of_the_store_on_path_is_no_system_go() {
    let mut sandbox = stage();
    // Without links in this file system, the folder that `current` would lead to.
    let current = sandbox.gv_home().join("current");
    let default = if current.exists() { current } else { sandbox.gv_home().join("versions/go1.22.3") };
    let own = default.join("bin");
    let (shims, usr) = (sandbox.gv_home().join("shims"), place_system_go(&sandbox, "1.19.1"));
    sandbox.path([shims, own, usr]);
    sandbox.with("GV_VERSION", "system").names("1.19.1");
}
