//! The one thread that owns the person's files: what is asked of them is done in order, and no frame waits for the disk.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use jiff::Zoned;

use super::words;
use crate::domain::{Difference, Document};
use crate::model::{Command, Job, News};
use crate::platform::Wake;
use crate::store::Store;

/// The thread that keeps the files.
pub struct Keeper {
    work: Option<Sender<Work>>,
    news: Receiver<Command>,
    thread: Option<JoinHandle<()>>,
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
    /// Starts the thread; `wake` is called when there is news.
    #[expect(clippy::disallowed_methods, reason = "the one thread that writes the user's files; joined when dropped")]
    pub fn start(store: Store, wake: Wake) -> Self {
        let (work, waiting) = channel();
        let (tell, news) = channel();
        let desk = Desk { store, arrivals: Arrivals::default(), tell, wake };
        let thread = std::thread::spawn(move || desk.work_off(&waiting));
        Self { work: Some(work), news, thread: Some(thread) }
    }

    /// Asks to save a document.
    pub fn save(&self, draft: Draft, now: Zoned) {
        self.ask(Task::Save(draft), now);
    }

    /// Asks for anything else.
    pub fn keep(&self, job: Job, now: Zoned) {
        self.ask(Task::Job(job), now);
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

/// Where the work is done.
struct Desk {
    store: Store,
    arrivals: Arrivals,
    tell: Sender<Command>,
    wake: Wake,
}

impl Desk {
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
            Task::Job(job) => self.tell(News::Done(job, Ok(()))),
        }
    }

    fn save(&mut self, draft: &Draft, _now: &Zoned) {
        let document = self.arrivals.bring_up_to_date(draft);
        match self.store.save(&document) {
            Ok(saved) => {
                if !saved.warnings.is_empty() {
                    self.tell(News::Found(words::findings(&saved.warnings)));
                }
                self.send(Command::Saved(draft.revision));
            }
            Err(error) => {
                let text = "Not saved. Your changes are kept in memory.".to_owned();
                self.send(Command::SaveFailed(text, error.to_string()));
            }
        }
    }

    fn tell(&self, news: News) {
        self.send(Command::News(Box::new(news)));
    }

    fn send(&self, command: Command) {
        // Where the window is gone, what waits is still done.
        let _ = self.tell.send(command);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Edit, Profile, Settings};

    fn with_minutes(document: &Document, minutes: u32) -> Document {
        let mut document = document.clone();
        document.apply(Edit::Profile(Profile { minutes, ..Profile::default() }));
        document
    }

    fn with_gap(document: &Document, switch_secs: u32) -> Document {
        let mut document = document.clone();
        document.apply(Edit::Settings(Settings { switch_secs, ..Settings::default() }));
        document
    }

    #[test]
    fn a_document_of_before_is_saved_with_all_that_arrived_since() {
        let start = Document::default();
        let first = with_minutes(&start, 20);
        let second = with_minutes(&first, 30);
        let mut arrivals = Arrivals::default();
        arrivals.push(Difference::between(&start, &first));
        arrivals.push(Difference::between(&first, &second));
        // What the person did, in a document that knows none, one or both of them.
        for (knows, document) in [(0, &start), (1, &first), (2, &second), (2, &second)] {
            let draft = Draft { document: with_gap(document, 9), revision: 1, arrivals: knows };
            assert_eq!(arrivals.bring_up_to_date(&draft), with_gap(&second, 9), "with {knows}");
        }
        let third = with_minutes(&second, 40);
        arrivals.push(Difference::between(&second, &third));
        let draft = Draft { document: with_gap(&second, 9), revision: 2, arrivals: 2 };
        assert_eq!(arrivals.bring_up_to_date(&draft), with_gap(&third, 9));
    }
}
