//! The command line: the window, or a sub-command without one.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jiff::civil::Date;
use jiff::{ToSpan as _, Zoned};

use crate::catalog::Catalog;
use crate::domain::Document;
use crate::sample;
use crate::store::{self, Access, Checked, Folders, Here, Loaded, RealFs, Store};

/// How many months of sample data `--demo` shows.
const DEMO_MONTHS: u32 = 18;
/// The seed of those data.
const DEMO_SEED: u64 = 1;

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
    /// The day is outside the calendar.
    #[error("The sample data cannot end on {0}.")]
    Day(Date),
}

/// Opens the profile that the command line names.
pub fn open(cli: &Cli, variable: Option<OsString>, now: &Zoned, here: &Here) -> Result<Profile, StartError> {
    if cli.demo {
        return open_demo(Folders::of_demo()?, now, here);
    }
    let named = cli.data.clone().or_else(|| variable.filter(|value| !value.is_empty()).map(PathBuf::from));
    let folders = match named {
        Some(data) => Folders::under(data),
        None => Folders::of_user()?,
    };
    let folder = folders.data.clone();
    let (store, loaded) = Store::open(RealFs, folders, here);
    Ok(Profile { store, loaded, folder, demo: false })
}

/// Opens the sandbox; sample data that do not reach to today are made anew.
fn open_demo(folders: Folders, now: &Zoned, here: &Here) -> Result<Profile, StartError> {
    let folder = folders.data.clone();
    let (mut store, mut loaded) = Store::open(RealFs, folders, here);
    let fresh = loaded.document.check_ins().any(|(record, _)| record.when.day() == now.date());
    if !fresh && matches!(store.access(), Access::ReadWrite(_)) {
        let settings = loaded.document.settings.clone();
        let mut document = sample::document(&Catalog::built_in()?, now, DEMO_MONTHS, DEMO_SEED);
        // The look chosen in the sandbox outlives its data.
        document.settings = settings;
        store.save(&document)?;
        loaded.document = document;
    }
    Ok(Profile { store, loaded, folder, demo: true })
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
pub fn run(task: &Task, now: &Zoned) -> Result<Answer, StartError> {
    match *task {
        Task::Demo { ref dir, months, seed, until } => {
            let day = until.unwrap_or_else(|| now.date());
            let document = demo_document(day, months, seed, now)?;
            write_demo(dir, &document, seed)?;
            let written = document.record_count();
            let text = format!("{written} records, {months} months to {day}, are in {}", dir.display());
            Ok(Answer { text, verdict: Verdict::Sound })
        }
        Task::Check { ref dir } => Ok(check(dir)),
    }
}

/// One line for each file that needs attention, then the count.
fn check(dir: &Path) -> Answer {
    let Checked { records, warnings } = store::check(RealFs, Folders::under(dir.to_owned()));
    let verdict = if warnings.is_empty() { Verdict::Sound } else { Verdict::Unsound };
    let mut lines: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    let to_mend = match warnings.len() {
        0 => "nothing".to_owned(),
        count => count.to_string(),
    };
    lines.push(format!("{records} records read, {to_mend} to mend"));
    Answer { text: lines.join("\n"), verdict }
}

/// The sample data that end in the evening of a day, whatever the clock says now: the same call, the same bytes.
fn demo_document(day: Date, months: u32, seed: u64, now: &Zoned) -> Result<Document, StartError> {
    let evening = day.at(18, 10, 0, 0).to_zoned(now.time_zone().clone());
    let evening = evening.map_err(|_out_of_range| CliError::Day(day))?;
    evening.checked_sub(i64::from(months).months()).map_err(|_out_of_range| CliError::Day(day))?;
    Ok(sample::document(&Catalog::built_in()?, &evening, months, seed))
}

fn write_demo(dir: &Path, document: &Document, seed: u64) -> Result<(), StartError> {
    let is_empty = match std::fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        // A folder that is missing is made by the store; any other trouble is said by it, with its cause.
        Err(_) => true,
    };
    if !is_empty {
        return Err(CliError::NotEmpty(dir.to_owned()).into());
    }
    // The device in the files' names comes from the seed, so that the same call gives the same files.
    let here = Here { host: "sample".to_owned(), random: seed };
    let (mut store, _) = Store::open(RealFs, Folders::under(dir.to_owned()), &here);
    if let Access::ReadOnly(why) = store.access() {
        return Err(CliError::NotWritable(why.to_string()).into());
    }
    store.save(document)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &[&str]) -> Cli {
        Cli::try_parse_from(line).expect("a valid command line")
    }

    #[test]
    fn the_data_folder_may_be_named_before_or_after_a_sub_command() {
        for line in [["supple", "--data", "x", "demo", "y"], ["supple", "demo", "y", "--data", "x"]] {
            assert_eq!(parse(&line).data, Some(PathBuf::from("x")));
        }
    }

    #[test]
    fn more_months_than_can_be_made_are_refused_and_not_cut_short() {
        let months = |count: u32| Cli::try_parse_from(["supple", "demo", "y", "--months", &count.to_string()]);
        assert!(months(sample::MONTHS_MAX).is_ok());
        assert!(months(sample::MONTHS_MAX + 1).is_err());
    }

    #[test]
    fn sample_data_never_open_in_a_named_folder() {
        assert!(Cli::try_parse_from(["supple", "--demo", "--data", "x"]).is_err());
    }

    #[test]
    fn sample_data_are_the_same_bytes_for_the_same_call_and_never_go_into_a_used_folder() {
        let now: Zoned = "2026-11-22T09:00:00+00:00[UTC]".parse().expect("a moment");
        let temp = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str| {
            let dir = temp.path().join(name);
            let task = Task::Demo { dir: dir.clone(), months: 2, seed: 7, until: None };
            run(&task, &now).expect("sample data are written");
            dir
        };
        let files = |dir: &Path| {
            let mut found = Vec::new();
            let mut open = vec![dir.join("log")];
            while let Some(folder) = open.pop() {
                for entry in std::fs::read_dir(folder).expect("a folder") {
                    let path = entry.expect("an entry").path();
                    if path.is_dir() {
                        open.push(path);
                    } else {
                        let name = path.strip_prefix(dir).expect("inside").to_owned();
                        found.push((name, std::fs::read(&path).expect("a file")));
                    }
                }
            }
            found.sort();
            found
        };
        let (first, second) = (write("first"), write("second"));
        assert!(!files(&first).is_empty());
        assert_eq!(files(&first), files(&second));
        let again = Task::Demo { dir: first.clone(), months: 2, seed: 8, until: None };
        assert!(run(&again, &now).is_err_and(|error| error.to_string().contains("not empty")));
        let sound = run(&Task::Check { dir: first }, &now).expect("a check answers");
        assert_eq!(sound.verdict, Verdict::Sound, "{}", sound.text);
    }
}
