//! The command line: the window, or a sub-command without one.

mod backup;
mod benchmarks;
mod check;
mod demo;
mod exchange;
mod plan;
#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jiff::Zoned;
use jiff::civil::Date;

use crate::sample;
use crate::store::{Folders, Here, Loaded, Opening, RealFs, Store};
use benchmarks::BenchmarksArgs;
use demo::{DEMO_MONTHS, DEMO_SEED};
use exchange::Mode;
use plan::PlanArgs;

/// Short recovery circuits between hard training days.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    /// The folder with your data; without it the variable `SUPPLE_DATA`, then the system's own place.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Opens sample data of 18 months in a folder of their own.
    #[arg(long, conflicts_with = "data")]
    pub demo: bool,
    /// What to do without a window.
    #[command(subcommand)]
    pub task: Option<Task>,
}

/// A task without a window.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Writes sample data into a new folder.
    Demo {
        /// A folder that does not exist yet, or is empty.
        dir: PathBuf,
        /// How many months.
        #[arg(long, default_value_t = DEMO_MONTHS, value_parser = clap::value_parser!(u32).range(1..=i64::from(sample::MONTHS_MAX)))]
        months: u32,
        /// The same seed gives the same data.
        #[arg(long, default_value_t = DEMO_SEED)]
        seed: u64,
        /// The last day, as 2026-11-22; today without it.
        #[arg(long, value_name = "DATE")]
        until: Option<Date>,
    },
    /// Reads all files of a profile, changes nothing, and names each that is damaged or there twice.
    Check {
        /// The data folder.
        dir: PathBuf,
    },
    /// Writes everything into a new RON file, or tables of it into a folder.
    Export {
        /// The file; `import` reads it again.
        #[arg(required_unless_present = "csv", conflicts_with = "csv")]
        file: Option<PathBuf>,
        /// A folder for one table of each kind of record, and a text that says what their columns mean.
        #[arg(long, value_name = "DIR")]
        csv: Option<PathBuf>,
    },
    /// Brings in an exported file or table, or a table of measurements of another program. Deletes nothing.
    Import {
        /// A RON file, or a table (CSV).
        file: PathBuf,
        /// Only says what would change.
        #[arg(long)]
        dry_run: bool,
    },
    /// Prints the circuit for now, with its reasons and what it leaves out.
    Plan(PlanArgs),
    /// Prints the results of retests: what was measured, how it compares with the baseline, and what may be said of it.
    Benchmarks(BenchmarksArgs),
    /// Makes a backup of the files as they are.
    Backup,
    /// Brings back what a backup holds, as a change that can be restored away too. Deletes nothing.
    Restore {
        /// The backup, a file that ends in .supple-backup.tar.zst.
        backup: PathBuf,
        /// Only says what would change.
        #[arg(long)]
        dry_run: bool,
    },
}

/// What a task has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// For the terminal, without the last line end.
    pub text: String,
    /// What the program ends with.
    pub verdict: Verdict,
}

/// Whether a task found everything in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It did; the exit status is 0.
    Sound,
    /// It did not; the exit status is 1.
    Unsound,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Sound => Self::SUCCESS,
            Verdict::Unsound => Self::FAILURE,
        }
    }
}

/// A profile on disk, open.
pub struct Profile {
    /// The files.
    pub store: Store,
    /// What they hold.
    pub loaded: Loaded,
    /// The data folder.
    pub folder: PathBuf,
    /// Whether these are sample data.
    pub demo: bool,
}

/// Why the program cannot start or a task cannot be done.
pub type StartError = Box<dyn std::error::Error + Send + Sync>;

/// What went wrong on the command line.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The folder for sample data holds something already.
    #[error("The folder is not empty, so nothing was written. Name a new one. Folder: {}", .0.display())]
    NotEmpty(PathBuf),
    /// The folder cannot be written.
    #[error("{0}")]
    NotWritable(String),
    /// A file cannot be read.
    #[error("{cause}. File: {}", path.display())]
    NotRead {
        /// The file.
        path: PathBuf,
        /// Why, in plain words.
        cause: String,
    },
    /// The columns of a table of measurements leave a doubt.
    #[error(
        "{doubt} Nothing was brought in. Open the file in the window, under Settings, Import, to choose; or change the \
         names of the columns, for example to \"Date\" and \"Jump height (cm)\"."
    )]
    Doubt {
        /// What is not clear.
        doubt: String,
    },
    /// A training of a type that the catalogue does not have.
    #[error("No training is called {id}. There are {known}.")]
    Training {
        /// What was asked for.
        id: String,
        /// All types.
        known: String,
    },
    /// A drill or technique that the catalogue does not have.
    #[error("No drill or technique has the id {0}.")]
    Work(String),
    /// The day is outside the calendar.
    #[error("The sample data cannot end on {0}.")]
    Day(Date),
}

/// A profile on disk, of which the newest months are read.
pub struct Begun {
    /// The files.
    pub opening: Opening,
    /// The data folder.
    pub folder: PathBuf,
    /// Whether these are sample data.
    pub demo: bool,
}

/// Opens the profile that the command line names, as far as the first screen needs it.
pub fn begin(cli: &Cli, variable: Option<OsString>, now: &Zoned, here: &Here) -> Result<Begun, StartError> {
    let folders = folders(cli, variable)?;
    if cli.demo {
        demo::open_demo(folders.clone(), now, here)?;
    }
    let folder = folders.data.clone();
    Ok(Begun { opening: Store::begin(RealFs, folders, here), folder, demo: cli.demo })
}

/// Opens the profile that the command line names.
pub fn open(cli: &Cli, variable: Option<OsString>, now: &Zoned, here: &Here) -> Result<Profile, StartError> {
    let folders = folders(cli, variable)?;
    if cli.demo {
        return demo::open_demo(folders, now, here);
    }
    let folder = folders.data.clone();
    let (store, loaded) = Store::open(RealFs, folders, here);
    Ok(Profile { store, loaded, folder, demo: false })
}

fn folders(cli: &Cli, variable: Option<OsString>) -> Result<Folders, StartError> {
    if cli.demo {
        return Ok(Folders::of_demo()?);
    }
    let named = cli.data.clone().or_else(|| variable.filter(|value| !value.is_empty()).map(PathBuf::from));
    Ok(match named {
        // A relative path says little in a window that was opened elsewhere.
        Some(data) => Folders::under(std::path::absolute(&data).unwrap_or(data)),
        None => Folders::of_user()?,
    })
}

/// Prints a line for the person at the terminal.
#[expect(clippy::print_stdout, reason = "the answer of a task belongs there")]
pub fn print(line: &str) {
    println!("{line}");
}

/// Prints an error for the person at the terminal.
#[expect(clippy::print_stderr, reason = "an error of the command line belongs there")]
pub fn complain(error: &StartError) {
    eprintln!("supple: {error}");
}

/// Does a task.
pub fn run(task: &Task, cli: &Cli, variable: Option<OsString>, now: &Zoned, here: &Here) -> Result<Answer, StartError> {
    match *task {
        Task::Demo { ref dir, months, seed, until } => {
            let day = until.unwrap_or_else(|| now.date());
            let document = demo::demo_document(day, months, seed, now)?;
            demo::write_demo(dir, &document, seed)?;
            let written = document.record_count();
            let text = format!("{written} records, {months} months to {day}, are in {}", dir.display());
            Ok(Answer { text, verdict: Verdict::Sound })
        }
        Task::Check { ref dir } => Ok(check::check(dir)),
        Task::Export { ref file, ref csv } => {
            let profile = open(cli, variable, now, here)?;
            exchange::export(&profile, file.as_deref(), csv.as_deref())
        }
        Task::Import { ref file, dry_run } => {
            let mut profile = open(cli, variable, now, here)?;
            exchange::import(&mut profile, file, Mode::of(dry_run), now, here)
        }
        Task::Plan(ref args) => plan::plan(&open(cli, variable, now, here)?.loaded.document, args, now),
        Task::Benchmarks(ref args) => {
            benchmarks::benchmarks(&open(cli, variable, now, here)?.loaded.document, args, now)
        }
        Task::Backup => backup::back_up(&mut open(cli, variable, now, here)?, now),
        Task::Restore { backup: ref path, dry_run } => {
            let mut profile = open(cli, variable, now, here)?;
            backup::restore(&mut profile, path, Mode::of(dry_run), now)
        }
    }
}
