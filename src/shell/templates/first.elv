set-env GV_HOME @home@
set paths = [@shims@ @bin@ (each {|dir| if (not (has-value [@shims@ @bin@] $dir)) { put $dir } } $paths)]
