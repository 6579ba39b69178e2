if status is-interactive; and test -r @script@
    source @script@
end
