//! The one thread that owns the person's files: what is asked of them is done in order, and no frame waits for the
//! disk. Only the run that goes on has a thread of its own; see [`super::run_keeper`].

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use jiff::Zoned;

use super::photo_reader::{PhotoDesk, PhotoReader};
use super::run_keeper::{Forgetter, Kept, RunKeeper};
use super::{outside, words};
use crate::domain::{Difference, Document};
use crate::model::{Arrival, BackupReason, Backups, Command, Failure, Job, News, Origin};
use crate::platform::{Clock, Wake};
use crate::store::{self, Arrived, Opening, RealFs, Saved, Store, Warning};

/// The thread that keeps the files.
pub struct Keeper {
    work: Option<Sender<Work>>,
    news: Receiver<Command>,
    thread: Option<JoinHandle<()>>,
    /// Keeps the run; none where the files cannot be written. Dropped after the thread that tells it of ended runs.
    runs: Option<RunKeeper>,
    /// Decodes photos. Dropped after the thread that hands it those that were kept.
    photos: PhotoReader,
}

/// Something for the thread to do, and the time at which it was asked.
#[derive(Debug)]
struct Work {
    task: Task,
    now: Zoned,
}

#[derive(Debug)]
enum Task {
    Save(Draft),
    Job(Job),
    /// Forgets the run of this number.
    ForgetRun(u64),
}

/// A document to save.
#[derive(Debug)]
pub struct Draft {
    /// The document.
    pub document: Document,
    /// Its revision, named in the answer.
    pub revision: u64,
    /// How many arrivals are in it.
    pub arrivals: u64,
}

impl Keeper {
    /// Starts the threads. What is not read yet is read before anything else; `wake` is called when there is news. A
    /// run that goes on is timed by `clock`.
    #[expect(clippy::disallowed_methods, reason = "the one thread that writes the user's files; joined when dropped")]
    pub fn start(opening: Opening, clock: Clock, wake: Wake) -> Self {
        let (work, waiting) = channel();
        let (tell, news) = channel();
        let photos = PhotoReader::start(tell.clone(), Wake::clone(&wake));
        let photo_desk = photos.desk();
        let (offer, woken) = (tell.clone(), Wake::clone(&wake));
        let offer = move |kept| {
            // Where the window is gone, the run waits for the next start.
            let _ = offer.send(Command::OfferKept(Box::new(kept)));
            woken();
        };
        let runs = opening.run_file(RealFs).map(|file| RunKeeper::start(file, clock, offer));
        let forgetter = runs.as_ref().map(RunKeeper::forgetter);
        let thread = std::thread::spawn(move || {
            Desk::open(opening, Helpers { forgetter, photo_desk }, tell, wake).work_off(&waiting);
        });
        Self { work: Some(work), news, thread: Some(thread), runs, photos }
    }

    /// Keeps the run as it is now.
    pub fn keep_run(&self, kept: Kept) {
        if let Some(runs) = &self.runs {
            runs.keep(kept);
        }
    }

    /// Forgets the run, once all is saved that was asked to be saved before: its record is on the disk then.
    pub fn forget_run(&self, now: Zoned) {
        if let Some(runs) = &self.runs {
            self.ask(Task::ForgetRun(runs.end_run()), now);
        }
    }

    /// Asks to save a document.
    pub fn save(&self, draft: Draft, now: Zoned) {
        self.ask(Task::Save(draft), now);
    }

    /// Asks for anything else. A photo to measure in is none of the person's files yet, and nothing waits for it.
    pub fn keep(&self, job: Job, now: Zoned) {
        match job {
            Job::OpenPhoto(path) => self.photos.open(path),
            job => self.ask(Task::Job(job), now),
        }
    }

    /// The next answer, if there is one that was not told yet.
    pub fn take_news(&self) -> Option<Command> {
        self.news.try_recv().ok()
    }

    fn ask(&self, task: Task, now: Zoned) {
        if let Some(work) = &self.work
            && work.send(Work { task, now }).is_err()
        {
            log::error!("the thread that keeps the files has ended");
        }
    }
}

impl Drop for Keeper {
    /// Waits until everything that was asked for is on disk.
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread that keeps the files has failed");
        }
    }
}

/// What arrived from the files since the oldest document that may still come to be saved.
///
/// Saving writes the difference to what the store knows. A document made before an arrival lacks what came, and saving
/// it as it is would delete that; so it is brought up to date first.
#[derive(Debug, Default)]
struct Arrivals {
    /// How many came before those in the list.
    forgotten: u64,
    list: VecDeque<Difference>,
}

impl Arrivals {
    fn push(&mut self, difference: Difference) {
        self.list.push_back(difference);
    }

    /// The document of a draft with all that came since it was made. Later drafts know at least as much, so what this
    /// one knew is forgotten.
    fn bring_up_to_date(&mut self, draft: &Draft) -> Document {
        while self.forgotten < draft.arrivals && self.list.pop_front().is_some() {
            self.forgotten += 1;
        }
        self.list.iter().fold(draft.document.clone(), |document, arrived| arrived.onto(&document).document)
    }
}

/// Those on other threads to whom a part of the work is handed.
struct Helpers {
    forgetter: Option<Forgetter>,
    photo_desk: Option<PhotoDesk>,
}

/// Where the work is done.
struct Desk {
    store: Store,
    helpers: Helpers,
    arrivals: Arrivals,
    tell: Sender<Command>,
    wake: Wake,
    /// Whether the person knows that backups fail.
    is_backup_trouble_told: bool,
}

impl Desk {
    /// Reads all files, and tells what they hold beyond the newest.
    fn open(opening: Opening, helpers: Helpers, tell: Sender<Command>, wake: Wake) -> Self {
        let (store, arrived) = opening.complete();
        let mut desk =
            Self { store, helpers, arrivals: Arrivals::default(), tell, wake, is_backup_trouble_told: false };
        let is_recovered = arrived.warnings.iter().any(|warning| matches!(warning, Warning::Recovered { .. }));
        let news = desk.arrival(arrived, Asked::AtStart);
        desk.tell(news);
        if is_recovered {
            // The way of every save, with the backup that may be due before it.
            desk.send(Command::SaveNow);
        }
        (desk.wake)();
        desk
    }

    /// Does what is asked in the order in which it was asked, until nobody can ask any more and nothing waits.
    fn work_off(mut self, waiting: &Receiver<Work>) {
        let mut queue = VecDeque::new();
        loop {
            queue.extend(waiting.try_iter());
            let Some(work) = queue.pop_front().or_else(|| waiting.recv().ok()) else { break };
            queue.extend(waiting.try_iter());
            if !queue.front().is_some_and(|next: &Work| next.task.includes(&work.task)) {
                self.do_work(work);
                (self.wake)();
            }
        }
    }

    fn do_work(&mut self, Work { task, now }: Work) {
        match task {
            Task::Save(draft) => self.save(&draft, &now),
            Task::Job(job) => self.do_job(job, &now),
            Task::ForgetRun(number) => {
                if let Some(forgetter) = &self.helpers.forgetter {
                    forgetter.forget(number);
                }
            }
        }
    }

    fn save(&mut self, draft: &Draft, now: &Zoned) {
        if let Some(reason) = self.store.backup_due(now) {
            self.back_up_meanwhile(now, reason);
        }
        let document = self.arrivals.bring_up_to_date(draft);
        match self.store.save(&document) {
            Ok(Saved { written: _, warnings }) => {
                if !warnings.is_empty() {
                    self.tell(News::Found(words::findings(&warnings, &[], &[])));
                }
                self.send(Command::Saved(draft.revision));
            }
            Err(error) => {
                let text = "Not saved. Your changes are kept in memory.".to_owned();
                self.send(Command::SaveFailed(text, error.to_string()));
            }
        }
    }

    /// The backup that nobody asked for. Where it fails, saving goes on: it is said once, and tried with the next
    /// change.
    fn back_up_meanwhile(&mut self, now: &Zoned, reason: store::BackupReason) {
        let outcome = self.store.back_up(now, reason);
        let was_told = std::mem::replace(&mut self.is_backup_trouble_told, outcome.is_err());
        if let Err(error) = outcome
            && !was_told
        {
            let text = "The backup of today could not be made. Your changes are saved all the same.".to_owned();
            self.send(Command::Trouble(text, error.to_string()));
        }
    }

    fn do_job(&mut self, job: Job, now: &Zoned) {
        let news = match job {
            // That was done before the first job.
            Job::ReadAll => Some(News::Done(job, Ok(()))),
            Job::Refresh => {
                let arrived = self.store.refresh();
                arrived.map(|arrived| self.arrival(arrived, Asked::ByDevices))
            }
            Job::Repair(path) => Some(self.repair(path)),
            Job::Accept(path) => {
                let arrived = self.store.accept(&path);
                let news = self.arrival(arrived, Asked::ByRepair);
                self.tell(news);
                Some(News::Done(Job::Accept(path), Ok(())))
            }
            Job::BackUp(reason) => Some(self.back_up(reason, now)),
            Job::ListBackups => Some(News::Backups(self.backups())),
            Job::ReadBackup(path) => {
                let contents = self.store.read_backup(&path).map(words::contents);
                let contents = contents.map_err(failure("The backup could not be read."));
                Some(News::BackupRead(path, contents))
            }
            Job::RestorePhotos(path) => {
                let outcome = self.store.restore_photos(&path).map(drop);
                let outcome = outcome.map_err(failure("The photos of the backup were not put back."));
                Some(News::Done(Job::RestorePhotos(path), outcome))
            }
            Job::SetBackupFolder(folder) => {
                let outcome = self.store.set_backup_folder(folder.as_deref());
                let outcome = outcome.map_err(failure("The second folder was not changed."));
                Some(News::Done(Job::SetBackupFolder(folder), outcome))
            }
            Job::Export(form, path, document) => {
                let outcome = outside::export(form, &path, &document).map_err(failure("Nothing was exported."));
                Some(News::Done(Job::Export(form, path, document), outcome))
            }
            Job::ExportPack(path, text) => {
                let outcome = outside::write(&path, &text).map_err(failure("The pack was not written."));
                Some(News::Done(Job::ExportPack(path, text), outcome))
            }
            Job::ReadImport(path) => {
                let bytes = outside::read(&path).map_err(failure("The file could not be read."));
                Some(News::ImportRead(path, bytes))
            }
            // That is done without this thread.
            Job::OpenPhoto(_) => None,
            Job::AddPhoto(name, bytes) => {
                let kept = self.store.add_photo(&name, &bytes).map_err(failure("The photo was not kept."));
                Some(News::PhotoAdded(name, kept))
            }
            Job::ReadPhoto(name) => self.read_photo(name),
            Job::DiscardPhotos(names) => {
                let outcomes: Vec<_> = names.iter().map(|name| self.store.discard_photo(name)).collect();
                let outcome = outcomes.into_iter().collect::<Result<(), _>>();
                let outcome = outcome.map_err(failure("A photo that was removed still lies in the folder."));
                Some(News::Done(Job::DiscardPhotos(names), outcome))
            }
        };
        if let Some(news) = news {
            self.tell(news);
        }
    }

    /// Reads a photo that was kept; to decode it is the work of another thread, which answers.
    fn read_photo(&self, name: String) -> Option<News> {
        match (self.store.photo(&name), &self.helpers.photo_desk) {
            (Ok(bytes), Some(desk)) => {
                desk.show(name, bytes);
                None
            }
            (Ok(_), None) => None,
            (Err(error), _) => Some(News::PhotoRead(name, Err(failure("The photo cannot be shown.")(error)))),
        }
    }

    /// Remembers what arrived, for documents that do not know it yet.
    fn arrival(&mut self, arrived: Arrived, asked: Asked) -> News {
        let Arrived { before, after, warnings, versions, from } = arrived;
        let difference = Difference::between(&before, &after);
        let findings = words::findings(&warnings, &versions, &self.store.devices());
        let origin = match asked {
            Asked::AtStart => Origin::Start,
            Asked::ByDevices => Origin::Devices(from),
            Asked::ByRepair => Origin::Repair,
        };
        self.arrivals.push(difference.clone());
        News::Arrived(Arrival { difference, origin, findings })
    }

    fn repair(&mut self, path: PathBuf) -> News {
        let backup = self.store.sound_in_backup(&path).map(|file| file.content);
        let outcome = match self.store.repair(&path, backup) {
            Ok(arrived) => {
                let news = self.arrival(arrived, Asked::ByRepair);
                self.tell(news);
                Ok(())
            }
            Err(error) => Err(failure("The file could not be repaired.")(error)),
        };
        News::Done(Job::Repair(path), outcome)
    }

    fn back_up(&mut self, reason: BackupReason, now: &Zoned) -> News {
        let outcome = self.store.back_up(now, words::backup_reason(reason));
        if let Ok(backed) = &outcome {
            for warning in &backed.warnings {
                let text = "The backup was made, but something is to be said of it.".to_owned();
                self.send(Command::Trouble(text, warning.to_string()));
            }
        }
        News::BackedUp(reason, outcome.map(drop).map_err(failure("No backup could be made.")))
    }

    fn backups(&self) -> Backups {
        let second = self.store.backup_folder();
        let list = self.store.backups();
        words::backups(list, second, &self.store.devices())
    }

    fn tell(&self, news: News) {
        self.send(Command::News(Box::new(news)));
    }

    fn send(&self, command: Command) {
        // Where the window is gone, what waits is still done.
        let _ = self.tell.send(command);
    }
}

/// Why news of the files were asked for.
#[derive(Clone, Copy)]
enum Asked {
    /// The program has just been started.
    AtStart,
    /// Something changed in the folder.
    ByDevices,
    /// The person mended something.
    ByRepair,
}

/// What went wrong, and what it means.
fn failure<E: ToString>(text: &str) -> impl Fn(E) -> Failure {
    move |error| Failure { text: text.to_owned(), details: error.to_string() }
}

impl Task {
    /// Whether doing this does all that another task, asked right before it, would have done.
    fn includes(&self, before: &Self) -> bool {
        match (before, self) {
            (Self::Save(_), Self::Save(_)) => true,
            (Self::Job(before), Self::Job(job)) => *before == Job::Refresh && *job == Job::Refresh,
            _ => false,
        }
    }
}
