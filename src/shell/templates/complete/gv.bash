__gv_complete() {
    local IFS=$' \t\n' line=$COMP_LINE cur='' at words=() first='' value cut=''
    # bash splits words at `=` and `:` too: what no blank separates is one word.
    for ((at = 0; at <= COMP_CWORD; at++)); do
        local word=${COMP_WORDS[at]}
        if [[ ${#words[@]} -gt 0 && $line == "$word"* && -n $word && ($word == [=:]* || ${words[${#words[@]} - 1]} == *[=:]) ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
            while [[ $line == [[:space:]]* ]]; do line=${line#?}; done
        fi
        line=${line#"$word"}
        [[ $word == -- && -z $cut ]] && cut=$((at + 1))
    done
    cur=${words[${#words[@]} - 1]}
    COMPREPLY=()
    local found=()
    while IFS=$'\t' read -r value _; do
        if [[ -z $first ]]; then
            first=${value:-values}
        else
            found+=("$value")
        fi
    done < <(command gv __complete $((${#words[@]} - 1)) -- "${words[@]:1}" 2>/dev/null)
    # What stands before the last `=` or `:` is another word to bash.
    local before=''
    [[ $cur == *[=:]* ]] && before=${cur%"${cur##*[=:]}"}
    case $first in
    command)
        if declare -F _comp_command_offset >/dev/null; then
            _comp_command_offset "$cut"
        elif declare -F _command_offset >/dev/null; then
            _command_offset "$cut"
        elif ((cut == COMP_CWORD)); then
            while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -c -- "$cur")
        else
            compopt -o default 2>/dev/null
        fi
        return
        ;;
    paths) compopt -o default 2>/dev/null ;;
    folders) compopt -o dirnames 2>/dev/null ;;
    esac
    for value in "${found[@]}"; do
        COMPREPLY+=("${value#"$before"}")
        [[ $value == *= ]] && compopt -o nospace 2>/dev/null
    done
    # The order says which is meant more often.
    compopt -o nosort 2>/dev/null
    return 0
}
complete -F __gv_complete gv
