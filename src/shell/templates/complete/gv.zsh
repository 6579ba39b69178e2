__gv_complete() {
    local first value about at
    local -a values texts
    while IFS=$'\t' read -r value about; do
        if [[ -z $first ]]; then
            first=${value:-values}
        else
            values+=("$value")
            texts+=("${value}${about:+  -- $about}")
        fi
    done < <(command gv __complete $((CURRENT - 1)) -- "${(@)words[2,CURRENT]}" 2>/dev/null)
    case $first in
    command)
        at=${words[(i)--]}
        shift $at words
        ((CURRENT -= at))
        _normal
        return
        ;;
    paths) _files ;;
    folders) _files -/ ;;
    esac
    ((${#values})) || return 0
    # The order says which is meant more often.
    if [[ ${values[1]} == *= ]]; then
        compadd -V gv -S '' -l -d texts -a values
    else
        compadd -V gv -l -d texts -a values
    fi
}
if (($+functions[compdef])); then
    compdef __gv_complete gv
else
    # compinit comes later in this file.
    __gv_compdef() {
        add-zsh-hook -d precmd __gv_compdef
        (($+functions[compdef])) && compdef __gv_complete gv
    }
    autoload -Uz add-zsh-hook
    add-zsh-hook precmd __gv_compdef
fi
