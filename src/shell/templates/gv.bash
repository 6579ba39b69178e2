function gv {
    case " $* " in
    *" -h "* | *" --help "*) command gv "$@" ;;
    " shell "* | " use "*"--shell "*)
        local gv_lines
        gv_lines=$(command gv "$@" --for @shell@) || return
        eval "$gv_lines"
        ;;
    *) command gv "$@" ;;
    esac
}
