if [ -r @script@ ]; then
    . @script@
fi
