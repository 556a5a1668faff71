//! Flows of the files through the real program: another device, damage, backups, files out and in.

mod support;

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::Zoned;
use supple::domain::{Body, CheckIn, Document, Edit, Rating, Record, RecordId, RegionRating, Stamp};
use supple::platform::{Appearance, DialogKind, Picked};
use supple::store::{self, Folders, Here, RealFs, Store};
use support::{Session, here, profile};

const WIDE: Vec2 = vec2(1280.0, 800.0);

fn evening() -> Zoned {
    "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment")
}

/// A data folder that several devices share, each with a state folder of its own.
struct Shared {
    data: tempfile::TempDir,
    states: tempfile::TempDir,
}

impl Shared {
    fn new() -> Self {
        Self { data: profile(), states: profile() }
    }

    fn folders(&self, device: &str) -> Folders {
        Folders { data: self.data.path().to_owned(), state: self.states.path().join(device) }
    }

    fn session(&self) -> Session {
        Session::open_folders(self.folders("laptop"), WIDE, evening())
    }

    /// Another device changes what it finds.
    fn elsewhere(&self, change: impl FnOnce(&mut Document)) {
        let here = Here { host: "Desk".to_owned(), random: 99 };
        let (mut store, loaded) = Store::open(RealFs, self.folders("desk"), &here);
        let mut document = loaded.document;
        change(&mut document);
        store.save(&document).expect("the other device can write");
    }

    fn warnings(&self) -> Vec<store::Warning> {
        Store::open(RealFs, self.folders("laptop"), &here()).1.warnings
    }

    /// The one file of records.
    fn month(&self) -> PathBuf {
        let mut months = std::fs::read_dir(self.data.path().join("log/2026")).expect("a year");
        months.next().expect("a month").expect("an entry").path()
    }
}

fn check_in(number: u128, region: &str, soreness: u8) -> Record {
    let rating = RegionRating { soreness: Rating::try_from(soreness).ok(), ..RegionRating::default() };
    let regions = [(region.parse().expect("a region"), rating)].into_iter().collect();
    let body = Body::CheckIn(CheckIn { regions, ..CheckIn::default() });
    let when: Zoned = "2026-11-21T09:00:00+01:00[Europe/Berlin]".parse().expect("a moment");
    Record { id: RecordId::new(when.timestamp(), number), rev: 1, when: Stamp::new(&when), body }
}

#[expect(clippy::disallowed_methods, reason = "the test does the damage that the program must survive")]
fn replace(file: &Path, text: &str) {
    std::fs::write(file, text).expect("a writable file");
}

/// The session, with one check-in of its own on the disk.
fn with_own_check_in(shared: &Shared) -> Session {
    let mut session = shared.session();
    session.rate("left calf", "Soreness", 4);
    session.settle();
    session
}

#[test]
fn what_another_device_writes_arrives_while_the_program_is_open_and_outlives_undo() {
    let shared = Shared::new();
    let mut session = with_own_check_in(&shared);
    assert_eq!(session.machine.watched().as_deref(), Some(shared.data.path()));
    shared.elsewhere(|document| {
        for number in 1..=3 {
            document.apply(Edit::Put(Box::new(check_in(number, "quads_left", 6))));
        }
    });
    session.machine.touch_folder();
    session.wait_until("the records arrive", |session| session.document().record_count() == 4);
    assert!(session.says("3 records from Desk arrived."));
    session.press(Role::Tab, "Journal");
    assert!(session.harness.query_all_by_label_contains("Check-in, 21 Nov").count() == 3);
    session.look("data_arrived");

    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(session.document().record_count(), 3, "only the own check-in is taken back");
    session.settle();
    session.open_page("Your files");
    assert!(session.says("laptop (this one)") && session.says("Desk"));
    session.look("data_files");
    drop(session);
    assert_eq!(shared.session().document().record_count(), 3);
}

#[test]
fn a_change_made_while_other_records_arrive_is_saved_beside_them() {
    let shared = Shared::new();
    let mut session = with_own_check_in(&shared);
    shared.elsewhere(|document| document.apply(Edit::Put(Box::new(check_in(1, "quads_left", 6)))));
    // The keeper looks at the folder before it is asked to save, and the model hears of it only after that.
    session.machine.touch_folder();
    session.harness.get_by_label_contains("your right calf,").click_accesskit();
    session.harness.step();
    session.rate("right calf", "Soreness", 5);
    drop(session);
    let again = shared.session();
    assert_eq!(again.document().record_count(), 2);
    assert!(again.says("your right calf, soreness 5"));
}

#[test]
fn a_damaged_file_is_looked_at_and_mended() {
    let shared = Shared::new();
    let mut session = with_own_check_in(&shared);
    session.open_page("Backups");
    session.press(Role::Button, "Back up now");
    session.settle();
    drop(session);
    let text = std::fs::read_to_string(shared.month()).expect("text");
    replace(&shared.month(), &text.replace("Some(4)", "Some(44)"));

    let mut session = shared.session();
    assert_eq!(session.document().record_count(), 0);
    assert!(session.says("A file needs attention. What can be read of it is shown."));
    session.press(Role::Button, "Look");
    assert!(session.says("A file is damaged"));
    session.look("data_damaged");
    session.press(Role::Button, "Repair");
    session.settle();
    assert!(session.says("What could be read lies whole on the disk again."));
    assert!(!session.says("A file is damaged"));
    assert_eq!(session.document().record_count(), 1, "the backup knew the record");
    drop(session);
    assert_eq!(shared.warnings(), []);
}

#[test]
fn a_file_that_is_damaged_while_the_program_is_open_is_found_by_the_next_save_and_left_alone() {
    let shared = Shared::new();
    let mut session = with_own_check_in(&shared);
    let month = shared.month();
    let damaged = std::fs::read_to_string(&month).expect("text").replace("Some(4)", "Some(44)");
    replace(&month, &damaged);
    session.rate("right calf", "Soreness", 5);
    session.settle();
    assert!(session.says("A file needs attention. What can be read of it is shown."));
    session.press(Role::Button, "Look");
    assert!(session.says("A file is damaged"));
    drop(session);
    assert_eq!(std::fs::read_to_string(&month).expect("text"), damaged, "it is never written over");
    let again = shared.session();
    assert!(again.says("your left calf, soreness 4") && again.says("your right calf, soreness 5"));
}

#[test]
fn a_missing_file_is_a_question_and_a_backup_brings_its_records_back() {
    let shared = Shared::new();
    let mut session = with_own_check_in(&shared);
    session.open_page("Backups");
    session.press(Role::Button, "Back up now");
    session.settle();
    drop(session);
    std::fs::remove_file(shared.month()).expect("removed");

    let mut session = shared.session();
    session.press(Role::Button, "Look");
    assert!(session.says("A file is missing"));
    session.look("data_missing");
    session.press(Role::Button, "Restore from a backup");
    session.settle();
    session.harness.get_by_label_contains("Asked for").click_accesskit();
    session.settle();
    assert!(session.says("1 would come back"));
    session.press(Role::Button, "Restore");
    session.settle();
    assert_eq!(session.document().record_count(), 1);
    assert!(!session.says("A file needs attention"), "that was the answer");
    session.press(Role::Button, "Back to Settings");
    session.press(Role::Button, "Your files");
    assert!(!session.says("A file is missing"));
    drop(session);
    assert!(shared.month().is_file(), "the records lie in the file that was missed");
    assert_eq!(shared.warnings(), []);
    assert_eq!(shared.session().document().record_count(), 1);
}

#[test]
fn a_backup_shows_what_it_would_change_before_it_does_and_undo_takes_it_back() {
    let shared = Shared::new();
    let mut session = with_own_check_in(&shared);
    session.open_page("Backups");
    session.look("data_backups");
    session.press(Role::Button, "Back up now");
    session.settle();
    session.press(Role::Tab, "Today");
    session.rate("left calf", "Soreness", 7);
    session.settle();
    let changed = session.document().clone();

    session.open_page("Backups");
    session.harness.get_by_label_contains("Asked for").click_accesskit();
    session.settle();
    assert!(session.says("1 would change back"));
    session.look("data_preview");
    session.press(Role::Button, "Restore");
    session.settle();
    assert!(session.says("1 record restored."));
    session.press(Role::Tab, "Today");
    assert!(session.says("your left calf, soreness 4"));
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(*session.document(), changed);
}

#[test]
fn a_second_folder_for_backups_is_chosen_by_dialog_or_typed() {
    let shared = Shared::new();
    let (first, second) = (profile(), profile());
    let mut session = with_own_check_in(&shared);
    session.open_page("Backups");
    session.machine.answer_dialog(Picked::Path(first.path().to_owned()));
    session.press(Role::Button, "Choose a folder…");
    session.settle();
    assert_eq!(session.machine.take_dialogs().first().map(|dialog| dialog.kind), Some(DialogKind::Folder));
    assert!(session.says(&first.path().display().to_string()));
    session.press(Role::Button, "No second folder");
    session.settle();
    session.type_into("Path of the second folder", &second.path().display().to_string());
    session.press(Role::Button, "Use it");
    session.settle();
    session.press(Role::Button, "Back up now");
    session.settle();
    let copies = std::fs::read_dir(second.path()).expect("a folder").count();
    assert!(copies > 0, "the backup has a copy");
}

#[test]
fn where_the_desktop_shows_no_dialogs_a_path_is_typed() {
    let shared = Shared::new();
    let out = profile();
    let mut session = with_own_check_in(&shared);
    session.open_page("Export and import");
    session.look("data_exchange");
    session.press(Role::Button, "Choose where…");
    assert!(session.says("This desktop shows no dialogs"));
    session.look("data_no_dialogs");
    let file = out.path().join("all.ron");
    session.type_into("Path of the new file, ending in .ron", &file.display().to_string());
    session.key(Modifiers::NONE, Key::Enter);
    session.settle();
    assert!(session.says("Everything was written to"));
    assert!(std::fs::read_to_string(file).expect("the export").contains("calf_left"));
}

#[test]
fn an_export_comes_into_an_empty_profile_as_one_change() {
    let (shared, empty, out) = (Shared::new(), Shared::new(), profile());
    let files = [out.path().join("all.ron"), out.path().join("again.ron")];
    let export = |session: &mut Session, file: &Path| {
        session.open_page("Export and import");
        session.type_into("Path of the new file, ending in .ron", &file.display().to_string());
        session.key(Modifiers::NONE, Key::Enter);
        session.settle();
    };
    let mut session = with_own_check_in(&shared);
    export(&mut session, &files[0]);

    let mut session = empty.session();
    session.open_page("Export and import");
    session.type_into("Path of the file to import", &files[0].display().to_string());
    session.press(Role::Button, "Look");
    session.settle();
    assert!(session.says("1 new"));
    session.look("data_import");
    session.press(Role::Button, "Import");
    session.settle();
    assert_eq!(session.document().record_count(), 1);
    export(&mut session, &files[1]);
    let [first, second] = files.map(|file| std::fs::read(file).expect("an export"));
    assert_eq!(first, second, "nothing was lost on the way");
    session.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(session.document().record_count(), 0);
}

#[test]
fn a_file_dropped_on_the_window_is_looked_at_and_not_brought_in_until_asked() {
    let shared = Shared::new();
    let out = profile();
    let file = out.path().join("odd.ron");
    replace(&file, "(version: 1, records: [oops])");
    let mut session = with_own_check_in(&shared);
    for (path, says) in [(file, "could not be read"), (out.path().join("gone.ron"), "The file could not be read.")] {
        session.drop_file(&path);
        assert!(session.says("Export and import") || session.says("Import"));
        assert!(session.says(says), "{says}");
    }
    assert_eq!(session.document().record_count(), 1);
}

#[test]
fn measurements_are_mapped_refused_rows_are_named_and_the_choice_is_remembered() {
    let shared = Shared::new();
    let out = profile();
    let file = out.path().join("jumps.csv");
    replace(&file, "Tag,Sprung\n20.11.2026,31\n21.11.2026,hoch\n");
    let mut session = with_own_check_in(&shared);
    session.open_page("Export and import");
    session.type_into("Path of the file to import", &file.display().to_string());
    session.press(Role::Button, "Look");
    session.settle();
    for (field, choice) in [
        ("What Tag holds", "the day"),
        ("Order of day, month and year in Tag", "day, month, year"),
        ("What Sprung holds", "Jump height"),
        ("Unit of Sprung", "cm"),
    ] {
        session.press(Role::ComboBox, field);
        session.press(Role::Button, choice);
    }
    session.harness.run();
    assert!(session.says("1 new") && session.says("1 refused"));
    assert!(session.says("line 3, refused"));
    session.look("data_columns");
    session.press(Role::Button, "Import");
    session.settle();
    assert_eq!(session.document().record_count(), 2);
    assert_eq!(session.document().settings.csv_columns.len(), 1);
}

#[test]
fn two_versions_stand_side_by_side_until_one_is_chosen() {
    let shared = Shared::new();
    let (mine, theirs) = (check_in(1, "quads_left", 2), check_in(1, "quads_left", 6));
    shared.elsewhere(|document| document.apply(Edit::Put(Box::new(theirs))));
    // The same record, made apart: as a copy that a synchroniser left behind.
    let text = std::fs::read_to_string(shared.month()).expect("text");
    replace(&shared.month().with_extension("conflict.ron"), &text.replace("Some(6)", "Some(2)"));

    let mut session = shared.session();
    session.press(Role::Tab, "Journal");
    session.harness.get_by_label_contains("09:00. 2 versions").click_accesskit();
    session.harness.run();
    assert!(session.says("soreness 2") && session.says("soreness 6"));
    session.look("data_versions");
    let shown = session.document().record(mine.id).expect("one is shown").clone();
    session.press(Role::Button, "Keep the other version");
    session.settle();
    let chosen = session.document().record(mine.id).expect("one is chosen").clone();
    assert!(!chosen.says_the_same(&shown) && chosen.rev > shown.rev);
    assert!(!session.says("2 versions"));
    session.key(Modifiers::COMMAND, Key::Z);
    assert!(session.says("2 versions"), "undone, it is open again");
    session.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    session.settle();
    drop(session);
    let again = shared.session();
    assert!(!again.says("2 versions") && again.document().record(mine.id).is_some_and(|it| it.says_the_same(&chosen)));
}

#[test]
fn a_second_window_on_the_same_files_says_why_it_cannot_write() {
    let shared = Shared::new();
    let first = with_own_check_in(&shared);
    let mut second = shared.session();
    assert!(second.says("Changes are kept in memory only"));
    second.open_page("Your files");
    assert!(second.says("Supple is already open with these files"));
    second.look("data_read_only");
    assert_eq!(second.document().record_count(), 1);
    drop(first);
}

#[test]
fn what_cannot_be_saved_is_copied_elsewhere_and_saved_again_when_that_is_possible() {
    let shared = Shared::new();
    let out = profile();
    let mut session = shared.session();
    let in_the_way = shared.data.path().join("log");
    replace(&in_the_way, "a file where a folder is needed");
    session.rate("left calf", "Soreness", 4);
    session.settle();
    assert!(session.says("Not saved. Your changes are kept in memory."));
    session.press(Role::Button, "Save a copy…");
    assert!(session.says("Some changes could not be saved."));
    let copy = out.path().join("copy.ron");
    session.type_into("Path of the new file, ending in .ron", &copy.display().to_string());
    session.key(Modifiers::NONE, Key::Enter);
    session.settle();
    assert!(std::fs::read_to_string(copy).expect("the copy").contains("calf_left"));

    session.press(Role::Tab, "Today");
    session.rate("right calf", "Soreness", 5);
    session.settle();
    std::fs::remove_file(in_the_way).expect("removed");
    session.press(Role::Button, "Try again");
    session.settle();
    assert!(!session.says("Not saved."));
    drop(session);
    assert!(shared.session().says("your right calf, soreness 5"));
}

#[test]
fn what_is_typed_into_a_record_outlives_an_arrival_and_both_versions_are_kept() {
    let shared = Shared::new();
    let mut session = with_own_check_in(&shared);
    session.open_check_in();
    session.press(Role::RadioButton, "left calf soreness 7");
    shared.elsewhere(|document| {
        let mut record = document.records().next().map(|record| Record::clone(record)).expect("the check-in");
        record.rev += 1;
        record.body = check_in(1, "calf_left", 2).body;
        document.apply(Edit::Put(Box::new(record)));
    });
    session.machine.touch_folder();
    session.wait_until("it arrives", |session| session.says("changed elsewhere while you were editing"));
    session.look("data_edited");
    session.press(Role::Button, "Save changes");
    session.settle();
    assert!(session.says("soreness 7") && session.says("soreness 2"));
    session.press(Role::Button, "Keep the version shown now");
    session.settle();
    drop(session);
    let again = shared.session();
    assert!(again.says("your left calf, soreness 7"));
}

#[test]
fn the_pages_are_reached_from_the_palette() {
    let shared = Shared::new();
    let mut session = shared.session();
    for page in ["Your files", "Backups", "Export and import"] {
        session.key(Modifiers::COMMAND, Key::K);
        session.harness.get_by_label_contains(&format!("Go to {page}")).click_accesskit();
        session.settle();
        assert!(session.says("Back to Settings") && session.says(page), "{page}");
    }
}

#[test]
fn the_pages_fit_a_small_window_in_light_and_dark() {
    let shared = Shared::new();
    shared.elsewhere(|document| {
        for number in 1..=40 {
            document.apply(Edit::Put(Box::new(check_in(number, "quads_left", 6))));
        }
    });
    let text = std::fs::read_to_string(shared.month()).expect("text");
    replace(&shared.month().with_extension("conflict.ron"), &text.replacen("Some(6)", "Some(2)", 1));
    replace(&shared.month().with_extension("damaged.ron"), &text.replacen("Some(6)", "Some(66)", 1));
    let out = profile();
    let file = out.path().join("a_rather_long_name_of_a_table_with_jumps_and_sleep.csv");
    let row = |day: u32| format!("2026-02-{day:02},{day},7:30,a note that is not imported");
    let rows = (1..=28).map(row).collect::<Vec<_>>().join("\n");
    replace(&file, &format!("Date,Jump height (cm),Sleep,Comment\n{rows}\n2026-02-30,31,8:00,\n"));

    for (name, size, appearance) in [
        ("wide_dark", WIDE, Appearance::Dark),
        ("small_light", vec2(900.0, 700.0), Appearance::Light),
        ("small_dark", vec2(900.0, 700.0), Appearance::Dark),
        ("narrow_light", vec2(560.0, 760.0), Appearance::Light),
    ] {
        let mut session = Session::open_folders(shared.folders("laptop"), size, evening());
        session.machine.set_appearance(Some(appearance));
        session.rate("left calf", "Soreness", if name == "wide_dark" { 4 } else { 5 });
        session.settle();
        if session.harness.query_by_role_and_label(Role::Button, "Dismiss").is_some() {
            session.press(Role::Button, "Dismiss");
        }
        session.press(Role::Tab, "Settings");
        let check = |session: &mut Session, page: &str| {
            session.look(&format!("data_{page}_{name}"));
            let outside = session.harness.root().children_recursive().filter(|node| {
                let node = node.accesskit_node();
                let is_shown = matches!(node.role(), Role::Button | Role::Label | Role::TextInput | Role::ComboBox);
                is_shown && node.bounding_box().is_some_and(|bounds| bounds.x1 > f64::from(size.x) + 1.0)
            });
            let names: Vec<String> =
                outside.filter_map(|node| node.accesskit_node().label().or(node.accesskit_node().value())).collect();
            assert!(names.is_empty(), "{page} {name}: {names:?} stand outside the window");
        };
        check(&mut session, "settings");
        session.open_page("Your files");
        check(&mut session, "files");
        session.open_page("Backups");
        session.press(Role::Button, "Back up now");
        session.settle();
        check(&mut session, "backups");
        session.harness.query_all_by_label_contains("Backup of 22 Nov").last().expect("a backup").click_accesskit();
        session.settle();
        check(&mut session, "preview");
        session.open_page("Export and import");
        check(&mut session, "exchange");
        session.type_into("Path of the file to import", &file.display().to_string());
        session.key(Modifiers::NONE, Key::Enter);
        session.settle();
        check(&mut session, "import");
        session.open_page("Your files");
        session.press(Role::Button, "Look at check-in, 21 Nov");
        check(&mut session, "versions");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test leaves behind what a run that could not save leaves")]
fn changes_that_could_not_be_saved_the_last_time_are_shown_and_saved_without_being_asked_and_after_a_backup() {
    let data = profile();
    drop({
        let mut session = Session::open(data.path(), WIDE);
        session.rate("left calf", "Soreness", 4);
        session
    });
    let drafts = data.path().join(".state/drafts");
    std::fs::create_dir_all(&drafts).expect("a folder");
    let unsaved = "(version: 2, records: [(id: \"00000000000000000000000009\", rev: 1, when: (at: \
                   \"2026-11-20T10:00:00Z\", offset_secs: 0), body: CheckIn((note: \"not saved\")))])";
    std::fs::write(drafts.join("unsaved-records.ron"), unsaved).expect("a file");
    let backups = || std::fs::read_dir(data.path().join(".state/backups")).map_or(0, Iterator::count);
    let before = backups();

    let next_day = "2026-11-23T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let session = Session::open_at(data.path(), WIDE, next_day);
    assert_eq!(session.document().record_count(), 2);
    drop(session);
    assert_eq!(std::fs::read_dir(&drafts).expect("a folder").count(), 0);
    assert_eq!(backups(), before + 1);
    assert_eq!(Session::open(data.path(), WIDE).document().record_count(), 2);
}
