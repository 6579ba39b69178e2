if [ -n "${BASH_VERSION-}" ] && [ -r @script@ ]; then
    . @script@
fi
