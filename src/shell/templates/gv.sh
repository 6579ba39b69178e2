gv() {
    case " $* " in
    *" -h "* | *" --help "*) command gv "$@" ;;
    " shell "* | " use "*"--shell "*)
        __gv_lines=$(command gv "$@" --for @shell@) || return
        eval "$__gv_lines"
        unset __gv_lines
        ;;
    *) command gv "$@" ;;
    esac
}
