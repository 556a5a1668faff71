//! Where the files lie when nobody says otherwise.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

/// The two folders of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// What the user owns, and may sync between machines.
    pub data: PathBuf,
    /// What belongs to this machine alone and must not be synced: its device id, the lock, copies of damaged files.
    pub state: PathBuf,
}

/// The system does not say where this user's files belong.
#[derive(Debug, thiserror::Error)]
#[error("Your home folder was not found. Name a folder with --data DIR.")]
pub struct NoHome(#[from] etcetera::HomeDirError);

impl Folders {
    /// The user's own profile, in the folders that the system provides for programs.
    ///
    /// | system | data | state |
    /// |---|---|---|
    /// | Linux | `~/.local/share/supple` | `~/.local/state/supple` |
    /// | macOS | `~/Library/Application Support/supple` | `~/Library/Application Support/supple-state` |
    /// | Windows | `%APPDATA%\supple` | `%LOCALAPPDATA%\supple-state` |
    ///
    /// On Linux `XDG_DATA_HOME` and `XDG_STATE_HOME` are obeyed.
    pub fn of_user() -> Result<Self, NoHome> {
        Self::named("supple")
    }

    /// The sandbox of `--demo`, beside the user's own profile and never mixed with it.
    pub fn of_demo() -> Result<Self, NoHome> {
        Self::named("supple-demo")
    }

    /// A profile in a folder of the caller's choice, with its state in `.state` under it.
    ///
    /// Whoever syncs such a folder does well to leave out `.state`: it says what this machine has seen of the files. A stick
    /// that goes from machine to machine may keep it; each machine has an id of its own in it.
    pub fn under(data: PathBuf) -> Self {
        Self { state: data.join(".state"), data }
    }

    fn named(name: &str) -> Result<Self, NoHome> {
        let system = etcetera::base_strategy::choose_native_strategy()?;
        // The cache folder of macOS is emptied by the system; that of Windows is its place for what must not roam.
        let local = || if cfg!(windows) { system.cache_dir() } else { system.data_dir() };
        let state = system.state_dir().map_or_else(|| local().join(format!("{name}-state")), |state| state.join(name));
        Ok(Self { data: system.data_dir().join(name), state })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_profiles_share_a_folder() {
        let user = Folders::of_user().expect("the test has a home");
        let demo = Folders::of_demo().expect("the test has a home");
        let own = Folders::under(PathBuf::from("dir"));
        let all = [&user.data, &user.state, &demo.data, &demo.state, &own.data, &own.state];
        for (index, folder) in all.iter().enumerate() {
            assert!(!all[..index].contains(folder), "{}", folder.display());
        }
    }
}
