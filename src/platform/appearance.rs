//! Light or dark, as the desktop asks for it.
//!
//! On Windows and macOS winit reports this and egui follows by itself. On Linux it does not, so the desktop portal is
//! asked: in a thread, because a bus that has to start the portal first may take seconds to answer.

use std::cell::Cell;
use std::sync::mpsc::{self, Receiver, Sender};

use super::Wake;
#[cfg(target_os = "linux")]
use super::{portal, worker};

/// The desktop's wish for a light or a dark theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appearance {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

/// What the desktop asks for, kept up to date by a thread that ends some time after this is dropped.
pub(super) struct Watch {
    news: Receiver<Option<Appearance>>,
    last: Cell<Option<Appearance>>,
}

impl Watch {
    /// Begins to listen; `wake` is called after each change.
    pub(super) fn start(wake: Wake) -> Watch {
        let (sender, news) = mpsc::channel();
        listen(sender, wake);
        Watch { news, last: Cell::new(None) }
    }

    /// What the desktop asks for; `None` until it has said so, or when it leaves the choice open.
    pub(super) fn appearance(&self) -> Option<Appearance> {
        if let Some(latest) = self.news.try_iter().last() {
            self.last.set(latest);
        }
        self.last.get()
    }
}

#[cfg(target_os = "linux")]
fn listen(news: Sender<Option<Appearance>>, wake: Wake) {
    let listener = worker::spawn("appearance", move || {
        if let Err(error) = portal::follow(&news, &wake) {
            log::info!("The desktop does not say whether it is light or dark: {error}");
        }
    });
    if let Err(error) = listener {
        log::warn!("The desktop's theme cannot be followed: {error}");
    }
}

#[cfg(not(target_os = "linux"))]
fn listen(_news: Sender<Option<Appearance>>, _wake: Wake) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_word_of_the_desktop_counts_and_is_remembered() {
        let (news, received) = mpsc::channel();
        let watch = Watch { news: received, last: Cell::new(None) };
        assert_eq!(watch.appearance(), None);
        let says = |words: &[Option<Appearance>], expected| {
            for word in words {
                news.send(*word).expect("the watch listens");
            }
            assert_eq!(watch.appearance(), expected);
            assert_eq!(watch.appearance(), expected, "asked again");
        };
        says(&[Some(Appearance::Dark)], Some(Appearance::Dark));
        says(&[Some(Appearance::Light), Some(Appearance::Dark), Some(Appearance::Light)], Some(Appearance::Light));
        says(&[None], None);
    }
}
