//! Everything that can be asked of the app, in one enum with titles and hints.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::circuit::{Intervals, RunCommand};
use crate::domain::{
    Amount, BeforeAfter, BenchmarkId, Columns, Effort, Entry, Flag, Habit, Health, Metric, MetricId, MetricValue,
    OwnMetric, PainAnswer, Rating, Readiness, Record, RecordId, Region, Response, Scale, Schedule, Settings,
    SkipReason, Stamp, Tool, Training, Wellness, WellnessItem,
};

use super::{Form, HandCommand, KeptState, MapCommand, News, NoticeId, Overlay, Packing, Page, RetestCommand, Screen};

/// A wish of the person, or news from outside. Buttons, keys, the palette and the tests all speak it.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Shows a screen.
    GoTo(Screen),
    /// Shows a page of the settings.
    OpenPage(Page),
    /// Shows something over the screen, or closes it.
    ShowOverlay(Option<Overlay>),
    /// Opens the panel of a region, or closes it.
    SelectRegion(Option<Region>),
    /// Rates a region now, or takes the rating away.
    Rate(Region, Scale, Option<Rating>),
    /// Says what is wrong in a region, or that nothing is.
    SetFlag(Region, Option<Flag>),
    /// Answers for several regions of the body map at once.
    Map(MapCommand),
    /// Answers for today what the check-in before said.
    CopyLastCheckIn,
    /// Says how ready the person feels.
    SetReadiness(Option<Readiness>),
    /// Sets the minutes available.
    SetMinutes(u32),
    /// Says that a tool is at hand, or is not.
    ToggleTool(Tool),
    /// Writes down a training, new or changed.
    SaveTraining(Option<RecordId>, Stamp, Training),
    /// Makes a circuit for now.
    BuildCircuit,
    /// Puts the circuit aside and shows the day again.
    DropCircuit,
    /// Changes the circuit by hand, or what is kept of such circuits.
    Hand(HandCommand),
    /// Starts following the circuit.
    StartRun,
    /// Steers the run.
    Run(RunCommand),
    /// Ends a gap of the run, or leaves its work for what follows: the one button of a presenter remote.
    AdvanceRun,
    /// Stops what is worked because it hurts, and asks what it is.
    StopForPain,
    /// Silences all cues of the run, or no longer.
    ToggleMute,
    /// Asks how to leave the run.
    LeaveRun,
    /// Goes on with the run after all.
    StayInRun,
    /// Ends the run here and keeps its record.
    FinishRun,
    /// Ends the run and keeps nothing.
    DiscardRun,
    /// Starts a favourite, less what today's limits forbid.
    StartFavourite(RecordId),
    /// Starts the circuit of a record once more, less what today's limits forbid.
    RepeatCircuit(RecordId),
    /// Starts plain intervals.
    StartIntervals(Intervals),
    /// Makes what is to come of the run fit into the time that is left.
    FitRun {
        /// Seconds from now to the end.
        left_secs: u32,
    },
    /// Says why the last skipped station was skipped, which acts at once on what is to come.
    SkipBecause(SkipReason),
    /// Opens the questions about what is wrong in a region over the paused run, or closes them.
    AskInRun(Option<Region>),
    /// Says how a treated region felt before the run and feels now, or takes it back.
    SetFelt(Region, Option<BeforeAfter>),
    /// Says something about the run in free words.
    SetRunNote(String),
    /// An earlier sitting left a run behind.
    OfferKept(Box<KeptState>),
    /// Takes up the run that was left behind, paused.
    ResumeKept,
    /// Writes down what was done of the run that was left behind.
    FinishKept,
    /// Forgets the run that was left behind.
    DiscardKept,
    /// The computer slept.
    Slept {
        /// The last monotonic moment before it fell asleep.
        since: Duration,
    },
    /// Says how hard the run was.
    SetEffort(Option<Effort>),
    /// Opens a record in the journal, or closes it.
    OpenRecord(Option<RecordId>),
    /// Answers an item of wellness, or takes the answer back.
    SetWellness(WellnessItem, Option<Wellness>),
    /// Says how much of a habit there was, or takes the answer back.
    SetHabit(Habit, Option<Amount>),
    /// Writes down a measured value, or takes it back.
    SetMetric(MetricId, Option<MetricValue>),
    /// Asks for a metric in the check-in, or no longer.
    ToggleMetric(MetricId),
    /// Adds a metric of the person's own, and asks for it.
    AddMetric(OwnMetric),
    /// Says how regions feel that were treated the day before.
    AnswerMorning(BTreeMap<Region, Response>),
    /// Does not say so today.
    SkipMorning,
    /// Answers the advice about a pain that lasts.
    AnswerPain(Region, PainAnswer),
    /// Changes the answers about health.
    ChangeHealth(Box<Health>),
    /// Says that help came: the screen of the emergency gives way, the block stays.
    HelpCame,
    /// Takes back the answer that made it an emergency.
    TakeBackEmergency,
    /// Replaces a record by an edited form of it.
    ChangeRecord(Box<Record>),
    /// Deletes a record.
    DeleteRecord(RecordId),
    /// Puts something on the shelf: new, or in place of what has this id.
    Shelve(Option<RecordId>, Box<Entry>),
    /// Takes something off the shelf.
    Unshelve(RecordId),
    /// Does something in the guided retest.
    Retest(RetestCommand),
    /// Says how often a benchmark is due, and from when on.
    ScheduleRetest(BenchmarkId, Schedule),
    /// Takes back the last change.
    Undo,
    /// Makes the change again that was taken back.
    Redo,
    /// Takes a notice away.
    DismissNotice(NoticeId),
    /// Changes how the program behaves.
    ChangeSettings(Box<Settings>),
    /// Gives one cue, to try how it sounds.
    TestCue(TestOf),
    /// Fills the screen with the window, or no longer.
    ToggleFullScreen,
    /// Opens the data folder in the system's file manager.
    OpenDataFolder,
    /// Does something with the files.
    Data(DataCommand),
    /// Tries again to save.
    SaveNow,
    /// Time has passed.
    Tick,
    /// Changes up to this revision are on disk.
    Saved(u64),
    /// Saving failed; what happened and what to do, in plain words, then the details.
    SaveFailed(String, String),
    /// The files have something to say.
    News(Box<News>),
    /// Something outside went wrong: plain words, then the details.
    Trouble(String, String),
}

impl Command {
    /// What it does, in a few words, for buttons, menus and the palette.
    pub fn title(&self) -> String {
        match self {
            Self::GoTo(screen) => format!("Go to {}", screen.label()),
            Self::OpenPage(page) => format!("Go to {}", page.label()),
            Self::ShowOverlay(Some(Overlay::Shortcuts)) => "Keyboard shortcuts".to_owned(),
            Self::ShowOverlay(Some(Overlay::Palette)) => "All commands".to_owned(),
            Self::ShowOverlay(Some(Overlay::CheckIn)) => "More about today".to_owned(),
            Self::ShowOverlay(Some(Overlay::Wrong)) => "Something is wrong…".to_owned(),
            Self::ShowOverlay(None) | Self::SelectRegion(None) | Self::OpenRecord(None) => "Close".to_owned(),
            Self::SelectRegion(Some(region)) => format!("Rate {}", region.label()),
            Self::Rate(region, scale, Some(rating)) => format!("{} of {}: {rating}", scale.label(), region.label()),
            Self::Rate(region, scale, None) => format!("No {} for {}", scale.label().to_lowercase(), region.label()),
            Self::SetFlag(region, Some(_)) => format!("Something is wrong: {}", region.label()),
            Self::SetFlag(region, None) => format!("Nothing is wrong: {}", region.label()),
            Self::Map(command) => command.title(),
            Self::CopyLastCheckIn => "Copy the last check-in".to_owned(),
            Self::SetReadiness(Some(readiness)) => format!("Readiness {readiness} of 5"),
            Self::SetReadiness(None) => "Clear readiness".to_owned(),
            Self::SetMinutes(minutes) => format!("{minutes} minutes"),
            Self::ToggleTool(tool) => format!("{}: at hand or not", tool.label()),
            Self::SaveTraining(None, ..) => "Add a training".to_owned(),
            Self::SaveTraining(Some(_), ..) => "Change a training".to_owned(),
            Self::BuildCircuit => "Build my circuit".to_owned(),
            Self::DropCircuit => "Change the day".to_owned(),
            Self::StartRun => "Start".to_owned(),
            Self::Run(command) => run_title(*command).to_owned(),
            Self::AdvanceRun => "Go on to what follows".to_owned(),
            Self::StopForPain => "It hurts".to_owned(),
            Self::ToggleMute => "Mute or unmute the cues".to_owned(),
            Self::TestCue(TestOf::Sound) => "Test the chimes".to_owned(),
            Self::TestCue(TestOf::Voice) => "Test the voice".to_owned(),
            Self::ToggleFullScreen => "Full screen and back".to_owned(),
            Self::ShowOverlay(Some(Overlay::LessTime)) => "Less time left…".to_owned(),
            Self::ShowOverlay(Some(Overlay::Intervals)) => "Intervals…".to_owned(),
            Self::LeaveRun => "End the circuit".to_owned(),
            Self::StayInRun => "Go on with the circuit".to_owned(),
            Self::FinishRun => "Finish here".to_owned(),
            Self::DiscardRun => "Discard this run".to_owned(),
            Self::StartFavourite(_) => "Start a favourite".to_owned(),
            Self::RepeatCircuit(_) => "Repeat the last circuit".to_owned(),
            Self::StartIntervals(_) => "Start intervals".to_owned(),
            Self::FitRun { left_secs } => format!("{} min left", left_secs.div_ceil(60)),
            Self::SkipBecause(reason) => format!("Skipped: {}", reason.label()),
            Self::AskInRun(Some(region)) => format!("What is wrong: {}", region.label()),
            Self::AskInRun(None) => "Nothing of this".to_owned(),
            Self::SetFelt(region, _) => format!("How {} feels now", region.name()),
            Self::SetRunNote(_) => "Note".to_owned(),
            Self::OfferKept(_) => "A circuit was left behind".to_owned(),
            Self::ResumeKept => "Resume the circuit".to_owned(),
            Self::FinishKept => "Keep what was done".to_owned(),
            Self::DiscardKept => "Discard that circuit".to_owned(),
            Self::Slept { .. } => "The computer slept".to_owned(),
            Self::SetEffort(Some(effort)) => format!("Effort {effort} of 10"),
            Self::SetEffort(None) => "Clear effort".to_owned(),
            Self::OpenRecord(Some(_)) => "Open a record".to_owned(),
            Self::SetWellness(item, Some(answer)) => format!("{}: {answer} of 5", item.label()),
            Self::SetWellness(item, None) => format!("Clear {}", item.label().to_lowercase()),
            Self::SetHabit(habit, Some(amount)) => format!("{}: {}", habit.label(), amount.label()),
            Self::SetHabit(habit, None) => format!("Clear {}", habit.label().to_lowercase()),
            Self::SetMetric(id, Some(value)) => format!("{}: {value}", metric_name(id)),
            Self::SetMetric(id, None) => format!("Clear {}", metric_name(id).to_lowercase()),
            Self::ToggleMetric(id) => format!("{}: asked or not", metric_name(id)),
            Self::AddMetric(own) => format!("Ask for {}", own.label),
            Self::AnswerMorning(_) => "How treated regions feel".to_owned(),
            Self::SkipMorning => "Not now".to_owned(),
            Self::AnswerPain(region, answer) => format!("{}: {}", region.label(), answer.label()),
            Self::ChangeHealth(_) => "Health".to_owned(),
            Self::Hand(command) => command.title(),
            Self::HelpCame => "I have had help".to_owned(),
            Self::TakeBackEmergency => "That was a wrong tap".to_owned(),
            Self::ChangeRecord(_) => "Change a record".to_owned(),
            Self::DeleteRecord(_) => "Delete a record".to_owned(),
            Self::Shelve(_, entry) => format!("Keep {}", entry.name()),
            Self::Unshelve(_) => "Remove from your own".to_owned(),
            Self::Retest(command) => command.title().to_owned(),
            Self::ScheduleRetest(_, Schedule { every_days: None, .. }) => "Retest no longer".to_owned(),
            Self::ScheduleRetest(..) => "When to retest".to_owned(),
            Self::Undo => "Undo".to_owned(),
            Self::Redo => "Redo".to_owned(),
            Self::DismissNotice(_) => "Dismiss".to_owned(),
            Self::ChangeSettings(_) => "Change the settings".to_owned(),
            Self::OpenDataFolder => "Open the data folder".to_owned(),
            Self::Data(command) => command.title().to_owned(),
            Self::SaveNow => "Save now".to_owned(),
            Self::Tick => "Time passes".to_owned(),
            Self::Saved(_) => "Saved".to_owned(),
            Self::SaveFailed(..) => "Saving failed".to_owned(),
            Self::News(_) => "News of the files".to_owned(),
            Self::Trouble(..) => "Something went wrong".to_owned(),
        }
    }
}

/// A channel of the cues that can be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestOf {
    /// The chimes.
    Sound,
    /// The voice.
    Voice,
}

/// What can be done with the person's files.
#[derive(Clone, Debug, PartialEq)]
pub enum DataCommand {
    /// Reads the files that are not read yet.
    ReadAll,
    /// Looks what has changed in the folder.
    LookForChanges,
    /// Mends a damaged file, after a backup.
    Repair(PathBuf),
    /// A missing or shrunk file is right as it is; a damaged file of another device needs no more notice.
    Accept(PathBuf),
    /// Settles on one of two versions of a record.
    KeepVersion(Arc<Record>),
    /// Makes a backup.
    BackUp,
    /// Looks at what a backup would bring back, or no longer.
    Preview(Option<PathBuf>),
    /// Brings back the backup that is looked at.
    Restore,
    /// Sets or clears the second folder for backups.
    SetBackupFolder(Option<PathBuf>),
    /// Shows the desktop's dialog for a file or folder.
    Choose(Purpose),
    /// What was chosen in it.
    Chosen(Purpose, Choice),
    /// Writes everything to a file or folder that is not there yet.
    Export(Form, PathBuf),
    /// Asks for the file that a pack is written to.
    Pack(Packing),
    /// Writes that pack to a file that is not there yet.
    ExportPack(PathBuf),
    /// Looks at what a file would bring in.
    ReadImport(PathBuf),
    /// Reads the columns of its table like this.
    MapColumns(Columns),
    /// Brings in the file that is looked at.
    Import,
    /// Does not bring it in.
    CancelImport,
}

/// What a file or folder is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The second folder for backups.
    BackupFolder,
    /// The place of an export.
    Export(Form),
    /// The file of a pack.
    Pack,
    /// The file to bring in.
    Import,
    /// The photo to measure in.
    Photo,
}

impl Purpose {
    /// The page on which a path can be typed for it.
    pub(super) fn page(self) -> Page {
        match self {
            Self::BackupFolder => Page::Backups,
            // A photo can be dropped onto the window instead.
            Self::Export(_) | Self::Pack | Self::Import | Self::Photo => Page::Exchange,
        }
    }
}

/// What was chosen in the desktop's dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This file or folder.
    Path(PathBuf),
    /// None after all.
    Nothing,
    /// The desktop shows no dialogs.
    NoDialogs,
}

impl DataCommand {
    /// What it does, in a few words.
    pub fn title(&self) -> &'static str {
        match self {
            Self::ReadAll => "Read all files",
            Self::LookForChanges => "Look for changes in the files",
            Self::Repair(_) => "Repair a file",
            Self::Accept(_) => "A file is right as it is",
            Self::KeepVersion(_) => "Keep one version of a record",
            Self::BackUp => "Back up now",
            Self::Preview(Some(_)) => "Look at a backup",
            Self::Preview(None) => "Close the backup",
            Self::Restore => "Restore a backup",
            Self::SetBackupFolder(Some(_)) => "Set the second folder for backups",
            Self::SetBackupFolder(None) => "No second folder for backups",
            Self::Choose(Purpose::BackupFolder) => "Choose the second folder for backups…",
            Self::Choose(Purpose::Export(Form::Ron)) => "Export everything to a file…",
            Self::Choose(Purpose::Export(Form::Csv)) => "Export everything as tables…",
            Self::Choose(Purpose::Pack) => "Choose a file for the pack…",
            Self::Choose(Purpose::Import) => "Import a file…",
            Self::Choose(Purpose::Photo) => "Measure in a photo…",
            Self::Chosen(..) => "Chosen",
            Self::Export(..) => "Export everything",
            Self::Pack(_) | Self::ExportPack(_) => "Share a pack",
            Self::ReadImport(_) => "Look at a file to import",
            Self::MapColumns(_) => "Read the columns so",
            Self::Import => "Import a file",
            Self::CancelImport => "Do not import",
        }
    }
}

/// What a metric is called; one of the person's own by its id.
fn metric_name(id: &MetricId) -> &str {
    Metric::of(id).map_or(id.as_str(), |metric| metric.label)
}

fn run_title(command: RunCommand) -> &'static str {
    match command {
        RunCommand::TogglePause => "Pause or go on",
        RunCommand::Pause => "Pause",
        RunCommand::Resume => "Go on",
        RunCommand::Back => "Back",
        RunCommand::Skip => "Skip",
        RunCommand::AddSecs(secs) if secs < 0 => "15 s less",
        RunCommand::AddSecs(_) => "15 s more",
        RunCommand::SwapSides => "Swap sides",
        RunCommand::Answer { .. } | RunCommand::Felt { .. } => "Answer a station",
        RunCommand::Because { .. } => "Why it was skipped",
    }
}
