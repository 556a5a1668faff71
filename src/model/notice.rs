//! Short messages to the person: what happened, and what can be done about it.

use std::time::Duration;

use super::Command;

/// How long a notice without a lasting cause stays.
const STAY: Duration = Duration::from_secs(8);

/// The id of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NoticeId(u64);

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know; goes by itself.
    Quiet,
    /// Something needs attention; stays until dismissed.
    Caution,
    /// Something failed; stays until dismissed.
    Stop,
}

/// A button on a notice.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeAction {
    /// The word on the button.
    pub label: &'static str,
    /// What it asks for.
    pub command: Box<Command>,
}

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// How grave.
    pub tone: Tone,
    /// What happened, in plain words.
    pub text: String,
    /// Details, folded on screen; empty where there are none.
    pub details: String,
    /// What can be done about it.
    pub actions: Vec<NoticeAction>,
    /// Monotonic time at which it goes by itself.
    until: Option<Duration>,
}

/// The messages on show, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
    next_id: u64,
}

impl Notices {
    /// The messages, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.list.iter()
    }

    /// When the next one goes by itself, on the monotonic scale.
    pub fn next_deadline(&self) -> Option<Duration> {
        self.list.iter().filter_map(|notice| notice.until).min()
    }

    /// Shows a message; one with the same words is replaced, so that a repeated failure is said once.
    pub(super) fn show(
        &mut self,
        tone: Tone,
        text: String,
        details: String,
        actions: Vec<NoticeAction>,
        now: Duration,
    ) {
        self.list.retain(|notice| notice.text != text && !(tone == Tone::Quiet && notice.tone == Tone::Quiet));
        let id = NoticeId(self.next_id);
        self.next_id += 1;
        let until = (tone == Tone::Quiet).then(|| now + STAY);
        self.list.push(Notice { id, tone, text, details, actions, until });
    }

    /// Takes one away.
    pub(super) fn dismiss(&mut self, id: NoticeId) {
        self.list.retain(|notice| notice.id != id);
    }

    /// Takes away all that offer this command: it has been done.
    pub(super) fn dismiss_answered(&mut self, command: &Command) {
        self.list.retain(|notice| notice.actions.iter().all(|action| *action.command != *command));
    }

    /// Takes away those whose time is over.
    pub(super) fn expire(&mut self, now: Duration) {
        self.list.retain(|notice| notice.until.is_none_or(|until| now < until));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiet_notice_goes_after_eight_seconds_and_a_failure_stays() {
        let mut notices = Notices::default();
        notices.show(Tone::Quiet, "Deleted".to_owned(), String::new(), Vec::new(), Duration::ZERO);
        notices.show(Tone::Stop, "Not saved".to_owned(), String::new(), Vec::new(), Duration::ZERO);
        notices.expire(Duration::from_millis(7_999));
        assert_eq!(notices.iter().count(), 2);
        notices.expire(Duration::from_secs(8));
        let left: Vec<&str> = notices.iter().map(|notice| notice.text.as_str()).collect();
        assert_eq!(left, ["Not saved"]);
    }

    #[test]
    fn the_same_failure_is_said_once() {
        let mut notices = Notices::default();
        for _ in 0..3 {
            notices.show(Tone::Stop, "Not saved".to_owned(), String::new(), Vec::new(), Duration::ZERO);
        }
        assert_eq!(notices.iter().count(), 1);
    }
}
