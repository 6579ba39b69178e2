set edit:completion:arg-completer[gv] = {|@words|
    var count = (- (count $words) 1)
    var lines = [(try { (external gv) __complete $count -- (all $words[1..]) } catch { nop })]
    if (> (count $lines) 0) {
        if (eq $lines[0] command) {
            var at = 0
            while (not-eq $words[$at] --) { set at = (+ $at 1) }
            edit:complete-sudo (all $words[$at..])
        } else {
            if (has-value [paths folders] $lines[0]) { edit:complete-filename (all $words) }
            for line $lines[1..] {
                var value about = (str:split &max=2 "\t" $line)
                if (eq $about '') {
                    edit:complex-candidate $value
                } else {
                    edit:complex-candidate $value &display=$value'  '$about
                }
            }
        }
    }
}
