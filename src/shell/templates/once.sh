export GV_HOME=@home@
case ":$PATH:" in
*:@shims@:*) ;;
*)
    PATH=@shims@:@bin@"${PATH:+:$PATH}"
    export PATH
    ;;
esac
