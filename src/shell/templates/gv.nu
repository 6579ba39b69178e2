def --env --wrapped gv [...args: string@__gv_complete] {
    let first = ($args | get --optional 0 | default "")
    let changes = $first == "shell" or ($first == "use" and "--shell" in $args)
    if $changes and "-h" not-in $args and "--help" not-in $args {
        let line = (^gv ...$args --for nushell | str trim)
        if ($line | str starts-with "hide-env") {
            hide-env --ignore-errors GV_VERSION
        } else {
            $env.GV_VERSION = ($line | parse '$env.GV_VERSION = "{version}"' | get version.0)
        }
    } else {
        ^gv ...$args
    }
}
