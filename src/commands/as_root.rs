//! A word before root writes into the home of another user, who could not change there what is root's then.

use crate::context::Context;
use crate::lang::say;
use crate::system::rights;

/// Warns where this runs as root and the home is another user's, as under a `sudo` that keeps HOME.
pub fn caution(context: &Context) {
    let home = context.home.root();
    let there = home.ancestors().find(|folder| folder.exists());
    let owner = there.and_then(rights::owner).filter(|owner| *owner != 0);
    if let Some(owner) = owner.filter(|_| rights::is_root()) {
        let (ui, env) = (&context.ui, &context.env);
        ui.warn(&say!(ui.lang, "gv runs as root, but {home} belongs to user {owner}: that user cannot change what is written now. Run gv as that user, without sudo", "gv 正以 root 身份运行，而 {home} 属于用户 {owner}：该用户将无法更改此次写入的内容。请以该用户身份运行 gv，不要使用 sudo", home = crate::env::paths::shown(home, env)));
    }
}
