function __gv_complete
    set -l words (commandline -opc)
    set -l cur (commandline -ct)
    set -l lines (command gv __complete (count $words) -- $words[2..-1] $cur 2>/dev/null)
    switch "$lines[1]"
        case command
            set -l at (contains -i -- -- $words)
            set -l rest (string escape -- $words[(math $at + 1)..-1]) "$cur"
            complete -C "$rest"
            return
        case paths
            __fish_complete_path "$cur"
        case folders
            __fish_complete_directories "$cur"
    end
    string join \n -- $lines[2..-1]
end
complete --command gv --erase
complete --command gv --no-files --keep-order --arguments '(__gv_complete)'
