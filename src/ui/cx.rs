//! What every view is given, and what it hands back.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Zoned;

use crate::model::{Command, Model};
use crate::theme::Tokens;
use crate::widgets::body_map::Drawing;

/// What a view may read: the model, the look, and the time. A view changes nothing but its own drafts.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// Everything the app knows.
    pub model: &'a Model,
    /// The colours in use.
    pub tokens: &'a Tokens,
    /// The drawing of the body.
    pub drawing: &'a Drawing,
    /// Clock time of this frame.
    pub now: &'a Zoned,
    /// Monotonic time of this frame, for what is running.
    pub monotonic: Duration,
}

/// The commands of a frame, in the order in which they were given.
#[derive(Debug, Default)]
pub struct Commands(VecDeque<Command>);

impl Commands {
    /// Adds a command; it is carried out before the next frame.
    pub fn push(&mut self, command: Command) {
        self.0.push_back(command);
    }

    /// Adds a command before those already given: closing something must not undo what a tap on something else opened.
    pub fn push_first(&mut self, command: Command) {
        self.0.push_front(command);
    }

    /// Whether there is nothing to carry out.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the oldest command.
    pub fn pop(&mut self) -> Option<Command> {
        self.0.pop_front()
    }
}
