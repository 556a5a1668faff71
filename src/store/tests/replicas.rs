//! Three devices with clocks off by years, one data folder each, and a sync tool between them that comes when it likes.
//!
//! The contract: once every file has reached every device, all of them show the same document, to the revision and the
//! byte; and it is what one gets by merging everything that any of them ever wrote, so nothing that was saved is lost
//! unless a later edit or a deletion of that very record took its place.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::format::{self, Content};
use crate::store::layout::DeviceId;
use crate::store::{Arrived, Saved};

/// The randomness of the three device ids, and by how many days their clocks are off.
const DEVICES: [(u64, i64); 3] = [(1, 0), (2, -3 * 365), (3, 20 * 365)];

/// What one of them does.
#[derive(Clone, Debug)]
enum Step {
    /// Writes a new record.
    Add { device: usize, day: i64 },
    /// Changes the note of one of the records it shows.
    Edit { device: usize, which: prop::sample::Index },
    /// Moves a record to another day, often in another month.
    Move { device: usize, which: prop::sample::Index, day: i64 },
    /// Deletes one.
    Delete { device: usize, which: prop::sample::Index },
    /// Takes back its last change.
    Undo { device: usize },
    /// Ends and starts the program.
    Restart { device: usize },
    /// The running program takes in what the sync tool brought.
    Refresh { device: usize },
    /// The sync tool brings one device's newer files to another, while the program runs there.
    Sync { from: usize, to: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let device = || 0..DEVICES.len();
    let which = any::<prop::sample::Index>;
    let day = || 0..100_i64;
    prop_oneof![
        3 => (device(), day()).prop_map(|(device, day)| Step::Add { device, day }),
        3 => (device(), which()).prop_map(|(device, which)| Step::Edit { device, which }),
        2 => (device(), which(), day()).prop_map(|(device, which, day)| Step::Move { device, which, day }),
        2 => (device(), which()).prop_map(|(device, which)| Step::Delete { device, which }),
        2 => device().prop_map(|device| Step::Undo { device }),
        2 => device().prop_map(|device| Step::Restart { device }),
        3 => device().prop_map(|device| Step::Refresh { device }),
        4 => (device(), device()).prop_map(|(from, to)| Step::Sync { from, to }),
    ]
}

/// One device.
struct Replica {
    fs: MemoryFs,
    random: u64,
    clock_off_days: i64,
    store: Option<Store>,
    document: Document,
    undo: Vec<Document>,
    /// How often the device that owns a file had saved when it wrote the version that lies here.
    versions: BTreeMap<PathBuf, usize>,
    saves: usize,
    /// What it has written since it was last asked.
    wrote: Vec<Content>,
}

impl Replica {
    fn new((random, clock_off_days): (u64, i64)) -> Self {
        let fs = MemoryFs::default();
        let (versions, undo) = Default::default();
        let document = Document::default();
        let mut replica =
            Self { fs, random, clock_off_days, store: None, document, undo, versions, saves: 0, wrote: Vec::new() };
        replica.restart();
        replica
    }

    fn restart(&mut self) {
        self.store = None;
        let (store, Loaded { document, warnings, .. }) = Store::open(self.fs.clone(), folders(), &here(self.random));
        assert_eq!(warnings, []);
        self.store = Some(store);
        self.document = document;
        self.undo.clear();
    }

    fn refresh(&mut self) {
        let store = self.store.as_mut().expect("it runs");
        if let Some(Arrived { before, after, warnings, .. }) = store.refresh() {
            assert_eq!((&before, warnings), (&self.document, Vec::new()));
            self.document = after;
            // The program puts what arrived under each step of undo; here it is forgotten instead.
            self.undo.clear();
        }
    }

    fn save(&mut self, document: Document) {
        let store = self.store.as_mut().expect("it runs");
        let Saved { written, warnings } = store.save(&document).expect("saved");
        assert_eq!(warnings, []);
        self.saves += 1;
        let read = |path: &PathBuf| format::decode(self.fs.text(path).as_bytes()).expect("a sound file");
        self.wrote.extend(written.iter().map(read));
        self.versions.extend(written.into_iter().map(|path| (path, self.saves)));
        self.document = document;
    }

    fn change(&mut self, edit: Edit) {
        self.undo.push(self.document.clone());
        let mut document = self.document.clone();
        document.apply(edit);
        self.save(document);
    }

    fn at(&self, day: i64) -> Timestamp {
        Timestamp::from_second((20_500 + self.clock_off_days + day) * 86_400 + 36_000).expect("in range")
    }

    fn pick(&self, which: prop::sample::Index) -> Option<Record> {
        let count = self.document.record_count();
        (count > 0).then(|| self.document.records().nth(which.index(count)).map(|record| Record::clone(record)))?
    }

    /// Brings over what this device does not write itself and has only in an older version.
    fn take_from(&mut self, files: &[(PathBuf, String, usize)]) {
        let own = format!(".{}.", DeviceId::from_random(self.random).as_str());
        for (path, text, version) in files {
            let is_own = path.to_string_lossy().contains(&own);
            if !is_own && self.versions.get(path).is_none_or(|known| known < version) {
                self.fs.put(path, text);
                self.versions.insert(path.clone(), *version);
            }
        }
    }

    fn files(&self) -> Vec<(PathBuf, String, usize)> {
        let files = self.fs.files("/data/log").into_iter();
        files.map(|(path, text)| (self.versions[&path], path, text)).map(|(v, path, text)| (path, text, v)).collect()
    }
}

/// All three, and everything that was ever written.
struct World {
    replicas: Vec<Replica>,
    ever: Content,
    made: u128,
}

impl World {
    fn new() -> Self {
        Self { replicas: DEVICES.map(Replica::new).into(), ever: Content::default(), made: 0 }
    }

    fn run(&mut self, step: &Step) {
        self.made += 1;
        let made = self.made;
        let note = format!("step {made}");
        match *step {
            Step::Add { device, day } => {
                let replica = &mut self.replicas[device];
                let record = record(made, 1, &replica.at(day).to_string(), &note);
                replica.change(Edit::Put(Box::new(record)));
            }
            Step::Edit { device, which } => self.edit(device, which, |_, record| {
                record.body = Body::CheckIn(CheckIn { note: note.clone(), ..CheckIn::default() });
            }),
            Step::Move { device, which, day } => self.edit(device, which, |replica, record| {
                record.when.at = replica.at(day);
            }),
            Step::Delete { device, which } => {
                let replica = &mut self.replicas[device];
                if let Some(record) = replica.pick(which) {
                    replica.change(Edit::Delete(record.id));
                }
            }
            Step::Undo { device } => {
                let replica = &mut self.replicas[device];
                if let Some(before) = replica.undo.pop() {
                    replica.save(before);
                }
            }
            Step::Restart { device } => self.replicas[device].restart(),
            Step::Refresh { device } => self.replicas[device].refresh(),
            Step::Sync { from, to } => {
                let files = self.replicas[from].files();
                self.replicas[to].take_from(&files);
            }
        }
        for replica in &mut self.replicas {
            replica.wrote.drain(..).for_each(|content| self.ever.merge(&content));
        }
    }

    fn edit(&mut self, device: usize, which: prop::sample::Index, change: impl Fn(&Replica, &mut Record)) {
        let replica = &mut self.replicas[device];
        if let Some(mut record) = replica.pick(which) {
            record.rev += 1;
            change(replica, &mut record);
            replica.change(Edit::Put(Box::new(record)));
        }
    }

    /// Every file reaches every device, and each starts anew.
    fn exchange_all(&mut self) {
        for from in 0..self.replicas.len() {
            let files = self.replicas[from].files();
            self.replicas.iter_mut().for_each(|replica| replica.take_from(&files));
        }
        self.replicas.iter_mut().for_each(Replica::restart);
    }
}

/// What a document would be as one file.
fn text(document: &Document) -> String {
    let mut content = Content::default();
    document.records().for_each(|record| content.put(record.clone()));
    format::encode(&content).expect("records can be written")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn three_devices_show_the_same_once_their_files_have_met(
        steps in proptest::collection::vec(step(), 0..50),
        which in any::<prop::sample::Index>(),
    ) {
        let mut world = World::new();
        for step in &steps {
            world.run(step);
        }
        world.exchange_all();
        let mut expected = Content::default();
        world.ever.living().for_each(|record| expected.put(record.clone()));
        let expected = format::encode(&expected).expect("records can be written");
        for replica in &mut world.replicas {
            prop_assert_eq!(&text(&replica.document), &expected);
            let document = replica.document.clone();
            let saved = replica.store.as_mut().expect("it runs").save(&document).expect("saved");
            prop_assert_eq!(saved, Saved::default());
        }
        // An edit after that is seen by all, whatever the clock of its device says.
        for device in 0..DEVICES.len() {
            world.run(&Step::Edit { device, which });
            world.exchange_all();
            let shown: Vec<String> = world.replicas.iter().map(|replica| text(&replica.document)).collect();
            prop_assert!(shown.iter().all(|text| *text == shown[0]));
            let is_empty = world.replicas[0].document.record_count() == 0;
            let edited = format!("step {}", world.made);
            prop_assert!(is_empty || shown[0].contains(&edited));
        }
    }
}
