function __gv_env --on-event fish_prompt --on-variable PWD
    set -l gv_status $status
    if test -x @gv@
        @gv@ env export --shell fish | source
    end
    return $gv_status
end
