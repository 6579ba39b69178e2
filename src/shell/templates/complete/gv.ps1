Register-ArgumentCompleter -Native -CommandName gv, gv.exe -ScriptBlock {
    param($gvWord, $gvAst, $gvCursor)
    $gv = Get-Command -Name gv -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $gv) { return }
    $gvWords = @($gvAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $gvCursor -or ($gvWord -and $_.Extent.EndOffset -eq $gvCursor) } | ForEach-Object { $_.Extent.Text } | Select-Object -Skip 1)
    # An empty word is not passed on by every PowerShell: its place is told by the count.
    $gvCount = $gvWords.Count
    if (-not $gvWord) { $gvCount += 1 }
    $gvLines = @(& $gv.Source __complete $gvCount -- @gvWords 2>$null)
    if ($gvLines.Count -eq 0) { return }
    if ($gvLines[0] -eq 'command') {
        $gvAt = [array]::IndexOf($gvWords, '--')
        $gvRest = ($gvWords[($gvAt + 1)..$gvWords.Count] -join ' ')
        if (-not $gvWord) { $gvRest += ' ' }
        [System.Management.Automation.CommandCompletion]::CompleteInput($gvRest, $gvRest.Length, $null).CompletionMatches
        return
    }
    if ($gvLines[0] -in 'paths', 'folders') {
        [System.Management.Automation.CompletionCompleters]::CompleteFilename($gvWord)
    }
    $gvLines | Select-Object -Skip 1 | ForEach-Object {
        $gvValue, $gvAbout = $_ -split "`t", 2
        if (-not $gvAbout) { $gvAbout = $gvValue }
        [System.Management.Automation.CompletionResult]::new($gvValue, $gvValue, 'ParameterValue', $gvAbout)
    }
}
