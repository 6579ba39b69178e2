set "GV_HOME=@home@"
set "PATH=@shims@;@bin@@rest@"
