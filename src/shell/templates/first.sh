export GV_HOME=@home@
__gv_path=":$PATH:"
for __gv_dir in @shims@ @bin@; do
    while :; do
        case "$__gv_path" in
        *:"$__gv_dir":*) __gv_path="${__gv_path%%:"$__gv_dir":*}:${__gv_path#*:"$__gv_dir":}" ;;
        *) break ;;
        esac
    done
done
__gv_path="${__gv_path#:}"
__gv_path="${__gv_path%:}"
PATH=@shims@:@bin@"${__gv_path:+:$__gv_path}"
export PATH
unset __gv_path __gv_dir
