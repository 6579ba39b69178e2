Remove-Item -Path Alias:gv -Force -ErrorAction Ignore
$env:GV_HOME = @home@
$env:PATH = (@(@shims@, @bin@) + @($env:PATH -split [IO.Path]::PathSeparator | Where-Object { $_ -and $_ -notin @(@shims@, @bin@) })) -join [IO.Path]::PathSeparator
