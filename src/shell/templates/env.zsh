__gv_env() {
    local gv_status=$?
    if [ -x @gv@ ]; then
        eval "$(@gv@ env export --shell zsh)"
    fi
    return "$gv_status"
}
autoload -Uz add-zsh-hook
add-zsh-hook precmd __gv_env
add-zsh-hook chpwd __gv_env
