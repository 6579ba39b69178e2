# Puts gv on this machine: takes a release archive (or builds the checkout this script stands in), proves it, and
# leaves the rest to `gv setup`. Asks nothing, needs no administrator. For Windows PowerShell 5.1 and PowerShell 7.
#
#   powershell -ExecutionPolicy Bypass -File install.ps1 [ARCHIVE] [FLAGS OF gv setup]
#
#   ARCHIVE            a release archive on this machine, with its .sha256 beside it
#   GV_DOWNLOAD_BASE   an address or a folder that holds the archives, their .sha256 files, and a file VERSION
#   GV_RELEASE         the release of gv to take; without it, what VERSION says. (GV_VERSION is not it: that chooses
#                      a version of Go.)
#   GV_SHA256          the hash the archive must have, in place of its .sha256 file
#   GV_HOME            where gv keeps things, .gv in the user's profile by default

function Get-Target {
    # A 32-bit PowerShell on a 64-bit system has the real one in the second variable.
    $machine = $env:PROCESSOR_ARCHITECTURE
    if ($env:PROCESSOR_ARCHITEW6432) { $machine = $env:PROCESSOR_ARCHITEW6432 }
    switch ($machine) {
        'AMD64' { return 'x86_64-pc-windows-msvc' }
        'ARM64' { return 'aarch64-pc-windows-msvc' }
        default { throw "there is no release for $machine; in a checkout of gv, install.ps1 builds it with cargo" }
    }
}

# One request, no redirect followed: Windows PowerShell would go from https to http without a word.
function Send-Request([Uri]$Address) {
    $request = [Net.WebRequest]::Create($Address)
    $request.AllowAutoRedirect = $false
    $request.UserAgent = 'gv-install'
    $request.Timeout = 60000
    # .NET Framework does not read the variables that everything else reads.
    $proxy = if ($Address.Scheme -eq 'https') { $env:HTTPS_PROXY } else { $env:HTTP_PROXY }
    if (Test-Direct $Address) { $request.Proxy = $null }
    elseif ($proxy) { $request.Proxy = New-Proxy $proxy }
    elseif ($request.Proxy) { $request.Proxy.Credentials = [Net.CredentialCache]::DefaultNetworkCredentials }
    return $request.GetResponse()
}

# Names of NO_PROXY cover what lies below them. (gv itself reads all of it; here are names and addresses only.)
function Test-Direct([Uri]$Address) {
    if ($Address.IsLoopback) { return $true }
    foreach ($entry in "$env:NO_PROXY".Split(',')) {
        $name = $entry.Trim().TrimStart('*').TrimStart('.')
        if ($entry.Trim() -eq '*') { return $true }
        if ($name -and ($Address.Host -eq $name -or $Address.Host.EndsWith(".$name", [StringComparison]::OrdinalIgnoreCase))) { return $true }
    }
    return $false
}

# A name and a password in the address are not looked at by .NET.
function New-Proxy([string]$Text) {
    if ($Text -notmatch '://') { $Text = "http://$Text" }
    $uri = [Uri]$Text
    if ($uri.Scheme -notin 'http', 'https') { throw 'the proxy in the environment is neither http nor https: fetch the archive by other means, and give its path to this script' }
    $proxy = New-Object Net.WebProxy($uri.GetLeftPart([UriPartial]::Authority) -replace '//[^/]*@', '//')
    if ($uri.UserInfo) {
        $name, $password = $uri.UserInfo.Split(':', 2) | ForEach-Object { [Uri]::UnescapeDataString($_) }
        $proxy.Credentials = New-Object Net.NetworkCredential($name, "$password")
    }
    return $proxy
}

function Save-Url([Uri]$Address, [string]$File) {
    $secure = $Address.Scheme -eq 'https'
    foreach ($hop in 0..10) {
        if ($secure -and $Address.Scheme -ne 'https') { throw "a redirect leads away from https, to $Address" }
        $response = Send-Request $Address
        try {
            if ([int]$response.StatusCode -ge 300) {
                $Address = New-Object Uri($Address, $response.Headers['Location'])
                continue
            }
            $out = [IO.File]::Create($File)
            try { $response.GetResponseStream().CopyTo($out) } finally { $out.Dispose() }
            if ($response.ContentLength -ge 0 -and (Get-Item -LiteralPath $File).Length -ne $response.ContentLength) {
                throw "$Address was cut off; run this again"
            }
            return
        } finally { $response.Close() }
    }
    throw "$Address is redirected in circles"
}

# Over plain http whoever is on the way could change the archive and the hash beside it.
function Assert-Trustworthy([string]$From) {
    $plain = $From -match '^http://' -and -not ([Uri]$From).IsLoopback
    if ($plain -and -not $env:GV_SHA256) { throw "$From is plain http: use https, or name the archive's hash: `$env:GV_SHA256 = 'HASH'" }
}

function Save-From([string]$From, [string]$File) {
    if ($From -match '^https?://') {
        Assert-Trustworthy $From
        try { Save-Url ([Uri]$From) $File } catch { throw "cannot fetch ${From}: $_" }
    } else {
        $path = $From -replace '^file:///', ''
        if (-not (Test-Path -LiteralPath $path -PathType Leaf)) { throw "there is no file $path" }
        Copy-Item -LiteralPath $path -Destination $File
    }
}

function Assert-Hash([string]$Archive, [string]$From, [string]$Work) {
    $text = $env:GV_SHA256
    if (-not $text) {
        $file = Join-Path $Work 'sha256'
        Save-From "$From.sha256" $file
        $text = [IO.File]::ReadAllText($file)
    }
    if ($text -notmatch '^\s*([0-9A-Fa-f]{64})(\s|$)') { throw "there is no SHA-256 (64 hexadecimal digits) for $From; name it: `$env:GV_SHA256 = 'HASH'" }
    $expected = $Matches[1]
    $actual = (Get-FileHash -LiteralPath $Archive -Algorithm SHA256).Hash
    if ($actual -ne $expected) { throw "$From is not the release: its SHA-256 is $actual, and has to be $expected" }
}

function Expand-Release([string]$From, [string]$Work) {
    $archive = Join-Path $Work 'archive.zip'
    Save-From $From $archive
    Assert-Hash $archive $From $Work
    $folder = Join-Path $Work 'release'
    Expand-Archive -LiteralPath $archive -DestinationPath $folder
    foreach ($program in 'gv.exe', 'gv-shim.exe') {
        if (-not (Test-Path -LiteralPath (Join-Path $folder $program))) { throw "there is no $program in ${From}: it is not one of gv's archives" }
    }
    return $folder
}

function Get-ReleaseUrl([string]$Work) {
    $base = $env:GV_DOWNLOAD_BASE.TrimEnd('/', '\')
    $release = $env:GV_RELEASE
    if (-not $release) {
        $file = Join-Path $Work 'VERSION'
        Save-From "$base/VERSION" $file
        $release = ([IO.File]::ReadAllText($file) -split "`n")[0].Trim()
    }
    $release = $release -replace '^v', ''
    if ($release -notmatch '^[0-9A-Za-z.+-]+$') { throw "this is no release of gv: '$release'; choose one: `$env:GV_RELEASE = '0.1.0'" }
    return "$base/gv-$release-$(Get-Target).zip"
}

# Read from a pipe, the script stands nowhere.
function Test-Checkout([string]$Folder) {
    if (-not $Folder) { return $false }
    $manifest = Join-Path $Folder 'Cargo.toml'
    return (Test-Path -LiteralPath $manifest) -and [bool](Select-String -LiteralPath $manifest -Pattern '^name = "gv"$' -Quiet)
}

function Build-Checkout([string]$Folder) {
    if (-not (Get-Command cargo -ErrorAction SilentlyContinue)) { throw 'cargo is needed to build gv: install Rust (https://rustup.rs), then run this again' }
    $target = Join-Path $Folder 'target'
    # Its talk is not this function's result.
    & cargo build --release --locked --bins --manifest-path (Join-Path $Folder 'Cargo.toml') --target-dir $target | Out-Host
    if ($LASTEXITCODE -ne 0) { throw "gv cannot be built in $Folder" }
    return (Join-Path $target 'release')
}

function Install-Gv([string]$Checkout, [string[]]$Arguments) {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $archive = $null
    if ($Arguments.Count -gt 0 -and -not $Arguments[0].StartsWith('-')) {
        $archive = $Arguments[0]
        $Arguments = @($Arguments | Select-Object -Skip 1)
    }
    $work = Join-Path ([IO.Path]::GetTempPath()) ('gv-install-' + [Guid]::NewGuid().ToString('N'))
    [void](New-Item -ItemType Directory -Path $work)
    try {
        if ($archive) { $programs = Expand-Release $archive $work }
        elseif ($env:GV_DOWNLOAD_BASE) { $programs = Expand-Release (Get-ReleaseUrl $work) $work }
        elseif (Test-Checkout $Checkout) { $programs = Build-Checkout $Checkout }
        else { throw "there is nothing to install from: no archive, no GV_DOWNLOAD_BASE, and this is no checkout of gv; set `$env:GV_DOWNLOAD_BASE" }
        & (Join-Path $programs 'gv.exe') setup @Arguments
        if ($LASTEXITCODE -ne 0) { throw "gv setup ended with $LASTEXITCODE" }
    } finally {
        Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue
    }
}

# Only the last line does anything: a script cut off on its way does nothing.
Install-Gv $PSScriptRoot @($args)
