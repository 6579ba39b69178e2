function global:__gv_env {
    $gv_code = Get-Variable -Name LASTEXITCODE -Scope Global -ValueOnly -ErrorAction Ignore
    if (Test-Path -LiteralPath @gv@) {
        $gv_lines = & @gv@ env export --shell powershell | Out-String
        if ($gv_lines.Trim()) { Invoke-Expression $gv_lines }
    }
    $global:LASTEXITCODE = $gv_code
}
if (-not (Test-Path Function:\__gv_prompt)) {
    $global:__gv_shown = $function:prompt
    function global:__gv_prompt { & $global:__gv_shown }
    function global:prompt { __gv_env; __gv_prompt }
}
