__gv_env() {
    local gv_status=$?
    if [ -x @gv@ ]; then
        eval "$(@gv@ env export --shell bash)"
    fi
    return "$gv_status"
}
case ";${PROMPT_COMMAND-};" in
*";__gv_env;"*) ;;
*) PROMPT_COMMAND="__gv_env${PROMPT_COMMAND:+;$PROMPT_COMMAND}" ;;
esac
