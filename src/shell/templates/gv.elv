edit:add-var gv~ {|@args|
    var first = (if (> (count $args) 0) { put $args[0] } else { put '' })
    var changes = (or (eq $first shell) (and (eq $first use) (has-value $args --shell)))
    if (and $changes (not (has-value $args -h)) (not (has-value $args --help))) {
        eval ((external gv) $@args --for elvish | slurp)
    } else {
        (external gv) $@args
    }
}
