//! Starting what was chosen, in the place of this process.

use super::depth::{self, DEEPEST, DEPTH};
use super::relay::{self, Handed};
use super::{Call, Error, environment};
use crate::env::Env;
use crate::system::process;
use std::ffi::OsString;
use std::process::Command;

/// Starts what a call means. Comes back only with an error, or where the system cannot replace a process: then with
/// the exit code.
pub fn launch(call: &Call, args: &[OsString], env: &Env, handed: &Handed) -> Result<i32, Error> {
    let program = call.choice.started_tool(call.tool)?;
    let depth = depth::of(env);
    if depth >= DEEPEST {
        return Err(Error::Loop { program });
    }
    let mut command = Command::new(&program);
    command.args(args).env(DEPTH, (depth + 1).to_string());
    let own = call.environment(env);
    let started = call.choice.start();
    let changes = if call.tool == "go" && relay::needs_modules(args) && relay::reads_lists(started.version())
    {
        handed.with_modules(started.goroot().as_deref(), &own, env)
    } else {
        handed.changes.clone()
    };
    environment::apply(&own, &mut command);
    environment::apply(&changes, &mut command);
    process::replace(&mut command).map_err(|source| Error::start(program, source))
}

/// A child's exit code as far as a byte holds it. Windows has codes beyond; none of a failure becomes a success.
pub fn exit_code(code: i32) -> u8 {
    u8::try_from(code).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shim::{Choice, Wanted};
    use crate::store::Toolchain;

    #[test]
    fn no_failure_becomes_a_success() {
        assert_eq!([0, 1, 255, 256, -1, i32::MIN].map(exit_code), [0, 1, 255, 1, 1, 1]);
    }

    #[test]
    fn what_comes_back_to_the_shim_is_stopped() {
        let toolchain = Toolchain { version: "1.22.3".parse().unwrap(), path: "/absent".into() };
        let choice = Choice::of(Wanted::Toolchain(toolchain));
        let call = Call {
            tool: "go",
            choice,
            settings: None,
            switched: false,
            stays: false,
            shims: "/shims".into(),
        };
        let start = |depth: &str| {
            let env = Env::from_vars([(DEPTH.into(), depth.into())]);
            launch(&call, &[], &env, &Handed::default()).unwrap_err()
        };
        for depth in ["32", "4000000000"] {
            assert!(matches!(start(depth), Error::Loop { .. }), "{depth}");
        }
        for depth in ["", "31", "x", "-1"] {
            assert!(matches!(start(depth), Error::Start { .. }), "{depth}");
        }
    }
}
