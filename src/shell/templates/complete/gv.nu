def __gv_complete [line: string] {
    let words = ($line | split row --regex '\s+' | skip 1)
    let found = (try { ^gv __complete ($words | length) -- ...$words err> /dev/null | lines } catch { [] })
    if ($found | is-empty) or ($found | first) in [paths folders command] {
        return null
    }
    let values = ($found | skip 1 | each {|one|
        let parts = ($one | split row --number 2 "\t")
        {value: $parts.0, description: ($parts | get --optional 1 | default "")}
    })
    {options: {sort: false}, completions: $values}
}
