$env.GV_HOME = @home@
$env.PATH = ($env.PATH | split row (char esep) | where {|dir| $dir not-in [@shims@ @bin@] } | prepend [@shims@ @bin@])
