function gv
    if not contains -- -h $argv; and not contains -- --help $argv
        if test "$argv[1]" = shell; or begin
                test "$argv[1]" = use; and contains -- --shell $argv
            end
            set -l gv_lines (command gv $argv --for fish)
            or return
            string join \n -- $gv_lines | source
            return
        end
    end
    command gv $argv
end
