set -gx GV_HOME @home@
if status is-login; or not contains -- @shims@ $PATH
    set -l gv_dirs @shims@ @bin@
    set -l gv_rest
    for gv_dir in $PATH
        contains -- $gv_dir $gv_dirs; or set gv_rest $gv_rest $gv_dir
    end
    set -gx PATH $gv_dirs $gv_rest
end
