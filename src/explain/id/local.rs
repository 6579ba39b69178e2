//! Faults of this machine, of the project, and of the programs that `go` calls.

super::families! {
    /// Which Go runs.
    Toolchain {
        /// It cannot be downloaded.
        NotAvailable = "toolchain_not_available",
        /// No entry of GOPROXY has it.
        Missing = "toolchain_missing",
        /// It is not believed without the checksum database.
        NeedsDatabase = "toolchain_needs_sumdb",
        /// Too old for go.mod, and it may not switch.
        TooOld = "toolchain_too_old",
        /// Too old to read go.mod's toolchain line.
        Directive = "gomod_toolchain_line",
        /// Too old to read go.mod's go line.
        GoLine = "gomod_go_line",
        /// Programs of two releases.
        Mixed = "toolchain_mixed",
        /// GOROOT leads nowhere.
        Goroot = "goroot_broken",
        /// Only PATH is asked.
        PathOnly = "toolchain_path_only",
        /// GOTOOLCHAIN cannot be read.
        Setting = "env_gotoolchain",
        /// Too old for a package of the standard library.
        OldStd = "std_too_old",
        /// go.mod's go line is too old for the code.
        Language = "lang_version",
        /// A program for another machine.
        Platform = "wrong_platform",
    }
    /// git and its like.
    Vcs {
        /// It is not installed.
        Missing = "missing_vcs",
        /// It wants a user and cannot ask.
        NoCredentials = "vcs_credentials",
        /// User or token are refused.
        Denied = "vcs_auth_failed",
        /// ssh has no key that is accepted.
        SshKey = "ssh_key",
        /// ssh does not know the host.
        SshHostKey = "ssh_host_key",
        /// There is no such repository, or it is hidden.
        NoRepository = "repo_not_found",
        /// GOVCS forbids it.
        Govcs = "govcs",
        /// The page of an import path says nothing to `go`.
        NoMeta = "go_import_missing",
        /// A way without encryption.
        Insecure = "vcs_insecure",
        /// The folder is another user's.
        Dubious = "vcs_dubious_ownership",
        /// The transfer broke.
        Cut = "vcs_cut",
        /// No version could be stamped into the program.
        Stamp = "vcs_stamp",
        /// A lock of a run that died.
        Lock = "vcs_lock",
        /// It fails behind its own proxy.
        Proxy = "vcs_proxy",
        /// It is too old, or built without something.
        TooOld = "vcs_too_old",
        /// It failed, no more is known.
        Failed = "vcs_failed",
    }
    /// Go's settings.
    Settings {
        /// GOPROXY.
        Goproxy = "env_goproxy",
        /// GOSUMDB.
        Gosumdb = "env_gosumdb",
        /// GOFLAGS.
        Goflags = "env_goflags",
        /// `HTTPS_PROXY` and its like.
        Proxy = "proxy_malformed",
        /// `HTTP_PROXY`, in a CGI program.
        ProxyCgi = "env_proxy_cgi",
        /// GOPATH.
        Gopath = "env_gopath",
        /// No place for the caches.
        NoHome = "env_no_home",
        /// GOVCS.
        Govcs = "env_govcs",
        /// GO111MODULE.
        Modules = "env_go111module",
        /// GOOS and GOARCH.
        Platform = "env_platform",
        /// A setting that `go env -w` does not take.
        Unknown = "env_unknown",
        /// A flag that is no more.
        InsecureFlag = "insecure_flag",
        /// GOAUTH.
        Goauth = "env_goauth",
    }
    /// go.mod, imports, versions.
    Project {
        /// There is no go.mod.
        NoGoMod = "gomod_missing",
        /// go.mod cannot be read.
        Syntax = "gomod_syntax",
        /// go.mod has to change.
        Stale = "gomod_stale",
        /// No module in go.mod has the package.
        NotRequired = "package_not_required",
        /// The module has no such package.
        PackageAbsent = "package_absent",
        /// The module calls itself otherwise.
        PathMismatch = "module_path_mismatch",
        /// v2 and above need it in their path.
        MajorVersion = "major_version_path",
        /// No such version, tag or commit.
        NoVersion = "version_unknown",
        /// No version matches.
        NoMatch = "version_none",
        /// Two requirements that cannot both hold.
        Conflict = "version_conflict",
        /// vendor/ is not what go.mod says.
        Vendor = "vendor_inconsistent",
        /// A replacement is not there.
        ReplaceGone = "replace_missing",
        /// A replaced module cannot be installed by version.
        InstallReplace = "install_replace",
        /// `go install` needs a version here.
        InstallVersion = "install_needs_version",
        /// `go get` outside of a module.
        GetOutside = "go_get_outside",
        /// An internal package of others.
        Internal = "internal_use",
        /// Packages that import each other.
        Cycle = "import_cycle",
        /// Not in the standard library.
        NotStd = "package_not_std",
        /// Two modules have it.
        Ambiguous = "import_ambiguous",
        /// No import path.
        BadPath = "import_malformed",
        /// No Go files there.
        NoGoFiles = "no_go_files",
        /// None for this platform.
        Constraints = "build_constraints",
        /// The module is not in go.work.
        Workspace = "gowork",
    }
    /// Compiler, linker and their surroundings.
    Build {
        /// No C compiler.
        NoCompiler = "c_compiler_missing",
        /// A C compiler for another machine.
        WrongCompiler = "c_compiler_wrong",
        /// A library that the linker does not find.
        Library = "linker_library",
        /// A header that the compiler does not find.
        Header = "c_header_missing",
        /// A function that no library has.
        Undefined = "linker_undefined",
        /// pkg-config, or a package of its.
        PkgConfig = "pkg_config",
        /// A program that a build wants is not there.
        NoProgram = "program_missing",
        /// A program built for a newer C library.
        Glibc = "glibc_too_old",
        /// Xcode's tools.
        Xcode = "xcode_missing",
        /// The linker failed, no more is known.
        LinkerFailed = "linker_failed",
    }
    /// Disk, memory, rights.
    Machine {
        /// No space.
        DiskFull = "disk_full",
        /// No right.
        Permission = "permission_denied",
        /// It may not be written to.
        ReadOnly = "disk_readonly",
        /// No memory.
        Memory = "out_of_memory",
        /// Too many open files.
        Files = "too_many_files",
        /// Another program has it open.
        InUse = "file_in_use",
        /// A virus scanner.
        Antivirus = "antivirus",
        /// Longer than the system takes.
        LongPath = "path_too_long",
        /// It cannot lock files.
        NoLocks = "locks_unsupported",
        /// The disk fails.
        Broken = "disk_broken",
    }
    /// The user's own code.
    Code {
        /// It does not compile.
        Compile = "compile_error",
        /// A test fails.
        Test = "test_failed",
        /// A test takes too long.
        TestTimeout = "test_timeout",
        /// It panics.
        Panic = "panic",
        /// A race.
        Race = "data_race",
        /// Everything waits.
        Deadlock = "deadlock",
    }
}
