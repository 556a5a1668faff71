//! The real program in a test: a fake machine, real files, and only what a person can see and press.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Theme, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::Zoned;
use supple::app::{Launch, Supple};
use supple::domain::Document;
use supple::model::{Model, Saving};
use supple::platform::Fake;
use supple::store::{Folders, Here, RealFs, Store};

use super::{Rasterizer, save_picture};

/// The program in a window of its own, on a machine whose clock stands until it is moved.
pub struct Session {
    pub harness: Harness<'static, Supple>,
    pub machine: Fake,
}

impl Session {
    /// Opens the profile in `data` on a Sunday evening.
    pub fn open(data: &Path, size: Vec2) -> Self {
        let evening: Zoned = "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
        Self::open_at(data, size, evening)
    }

    /// Opens it at another moment.
    pub fn open_at(data: &Path, size: Vec2, now: Zoned) -> Self {
        Self::open_folders(Folders::under(data.to_owned()), size, now)
    }

    /// Opens a profile whose state lies elsewhere.
    pub fn open_folders(folders: Folders, size: Vec2, now: Zoned) -> Self {
        let machine = Fake::new(now);
        let folder = folders.data.clone();
        let opening = Store::begin(RealFs, folders, &here());
        let launch = Launch { platform: Box::new(machine.clone()), opening, folder, demo: false };
        let builder = Harness::builder().with_size(size).with_theme(egui::Theme::Light).with_max_steps(16);
        let mut harness = builder.renderer(Rasterizer::default()).build_eframe(move |cc| {
            let wake = Arc::new(|| {});
            Supple::new(&cc.egui_ctx, launch, wake).expect("the built-in files parse")
        });
        harness.run();
        let mut session = Self { harness, machine };
        session.settle();
        session
    }

    /// What the person has written down.
    pub fn document(&self) -> &Document {
        self.harness.state().model().document()
    }

    /// Presses what has this role and this name.
    pub fn press(&mut self, role: Role, name: &str) {
        self.harness.get_by_role_and_label(role, name).click_accesskit();
        self.harness.run();
    }

    /// Presses a key.
    pub fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    /// Whether something on screen has this text in its name.
    pub fn says(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }

    /// Lets the clock run, a second at a time, until something of this name is on screen.
    pub fn wait_for(&mut self, name: &str, at_most: Duration) {
        for _ in 0..at_most.as_secs() {
            if self.harness.query_by_label(name).is_some() {
                return;
            }
            self.machine.advance(Duration::from_secs(1));
            self.harness.step();
        }
        assert!(self.harness.query_by_label(name).is_some(), "«{name}» did not appear in {at_most:?}");
    }

    /// Rates a region on the map.
    pub fn rate(&mut self, region: &str, scale: &str, value: u8) {
        let name = format!("your {region},");
        self.harness.get_by_label_contains(&name).click_accesskit();
        self.harness.run();
        self.press(Role::RadioButton, &format!("{scale} {value}"));
        self.key(Modifiers::NONE, Key::Escape);
    }

    /// Opens the check-in of today in the journal.
    pub fn open_check_in(&mut self) {
        self.press(Role::Tab, "Journal");
        self.harness.get_by_label_contains("Check-in, 22 Nov").click_accesskit();
        self.harness.run();
    }

    /// Saves a picture of the window.
    pub fn look(&mut self, name: &str) {
        let picture = self.harness.render().expect("the CPU renderer draws");
        save_picture(name, &picture);
    }

    /// Switches to the dark colours, as the settings do.
    pub fn dark(&mut self) {
        self.harness.ctx.set_theme(Theme::Dark);
        self.harness.run();
    }

    /// What the program knows.
    pub fn model(&self) -> &Model {
        self.harness.state().model()
    }

    /// Waits for the thread that keeps the files, until something is so.
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        for _ in 0..2_000 {
            self.harness.run();
            if is_so(self) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("it never happened: {what}");
    }

    /// Waits until nothing is going on any more.
    pub fn settle(&mut self) {
        let is_settled = |session: &Self| {
            let model = session.model();
            *model.saving() != Saving::Pending && model.data().under_way().is_none()
        };
        self.wait_until("everything is done", is_settled);
        self.harness.run();
    }

    /// Types into a field.
    pub fn type_into(&mut self, field: &str, text: &str) {
        self.harness.get_by_role_and_label(Role::TextInput, field).focus();
        self.harness.run();
        self.harness.get_by_role_and_label(Role::TextInput, field).type_text(text);
        self.harness.run();
    }

    /// Opens a page of the settings.
    pub fn open_page(&mut self, page: &str) {
        self.press(Role::Tab, "Settings");
        self.press(Role::Button, page);
        self.settle();
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: &Path) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
        self.harness.run();
        self.settle();
    }
}

/// What the machine says of itself.
pub fn here() -> Here {
    Here { host: "laptop".to_owned(), random: 1 }
}

/// A folder for the files of a test.
pub fn profile() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A file that lands on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the program reads it by its path".to_owned())
    }
}

/// A file of somebody else, with this text.
#[expect(clippy::disallowed_methods, reason = "a file of somebody else, half-written or not")]
pub fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a writable file");
    path
}
