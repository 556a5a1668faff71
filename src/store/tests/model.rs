//! The store against a plain map.
//!
//! The contract, as long as one device is used after the other and the sync tool has finished in between:
//!
//! - the document holds for each id what was last done to it, on whichever device: added, changed, moved to another
//!   day, deleted, brought back by undo, or changed by hand in a text editor while the program did not run;
//! - ending and starting the program changes nothing, and saving an unchanged document writes nothing;
//! - a save that fails can be made again, and is then as if it had never failed;
//! - a device set up as a copy of another (its state folder copied along) is one more device;
//! - what another device adds or changes while the program runs here is shown after the next look at the files.

use proptest::prelude::*;
use proptest::sample::Index;

use super::memory_fs::{Errno, Fault, Lasts};
use super::*;
use crate::store::{Saved, Warning};

/// What someone does.
#[derive(Clone, Debug)]
enum Step {
    Add {
        day: i64,
    },
    Edit {
        which: Index,
    },
    Move {
        which: Index,
        day: i64,
    },
    Delete {
        which: Index,
    },
    Undo,
    Restart,
    /// Ends the program, waits for the sync tool, and goes on at another device.
    GoTo {
        device: usize,
    },
    /// Ends the program, changes the note of a record in a text editor, and starts the program again.
    EditByHand {
        which: Index,
    },
    /// While the program runs here, someone adds a record on another device, or changes one, and the sync tool brings it.
    Arrive {
        device: usize,
        which: Option<Index>,
    },
    /// Sets up the last device as a copy of this one, with its state folder, and goes on there.
    CloneDevice,
    /// The next save fails at this call, once.
    Fault {
        call: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let day = || 0..500_i64;
    prop_oneof![
        4 => day().prop_map(|day| Step::Add { day }),
        4 => any::<Index>().prop_map(|which| Step::Edit { which }),
        3 => (any::<Index>(), day()).prop_map(|(which, day)| Step::Move { which, day }),
        3 => any::<Index>().prop_map(|which| Step::Delete { which }),
        3 => Just(Step::Undo),
        2 => Just(Step::Restart),
        3 => (0..DEVICES).prop_map(|device| Step::GoTo { device }),
        2 => any::<Index>().prop_map(|which| Step::EditByHand { which }),
        3 => (0..DEVICES, proptest::option::of(any::<Index>()))
            .prop_map(|(device, which)| Step::Arrive { device, which }),
        1 => Just(Step::CloneDevice),
        2 => (0..40_usize).prop_map(|call| Step::Fault { call }),
    ]
}

const DEVICES: usize = 3;

/// The plain map: day and note of each record.
type Map = BTreeMap<RecordId, (i64, String)>;

struct World {
    devices: [MemoryFs; DEVICES],
    current: usize,
    store: Option<Store>,
    document: Document,
    undo: Vec<(Document, Map)>,
    map: Map,
    steps: u128,
    /// Whether a call of the next save may fail.
    has_fault: bool,
}

impl World {
    fn new() -> Self {
        let devices = Default::default();
        let (document, map) = Default::default();
        let mut world =
            Self { devices, current: 0, store: None, document, undo: Vec::new(), map, steps: 0, has_fault: false };
        world.start();
        world
    }

    fn fs(&self) -> &MemoryFs {
        &self.devices[self.current]
    }

    /// Ends the program and starts it again; what it shows must be what the map holds.
    fn start(&mut self) {
        self.store = None;
        self.clear_fault();
        self.undo.clear();
        let (store, document) = self.open_on(self.current);
        self.store = Some(store);
        self.document = document;
        self.check();
    }

    fn open_on(&self, device: usize) -> (Store, Document) {
        let here = Here { host: format!("laptop {device}"), random: device as u64 };
        // One that was to fail when someone left for another device does not fail any more.
        self.devices[device].set_fault(None);
        let (store, Loaded { document, warnings, .. }) = Store::open(self.devices[device].clone(), folders(), &here);
        assert!(matches!(store.access(), Access::ReadWrite(_)), "{:?}", store.access());
        assert_eq!(warnings, [], "step {}", self.steps);
        (store, document)
    }

    fn clear_fault(&mut self) -> bool {
        self.fs().set_fault(None);
        std::mem::take(&mut self.has_fault)
    }

    fn check(&self) {
        let shown: Map = self.document.records().map(|record| (record.id, (day_of(record), note(record)))).collect();
        assert_eq!(shown, self.map, "step {}", self.steps);
    }

    fn save(&mut self) {
        let store = self.store.as_mut().expect("it runs");
        let saved = store.save(&self.document);
        let had_fault = self.clear_fault();
        let store = self.store.as_mut().expect("it runs");
        let Saved { written: _, warnings } =
            saved.or_else(|_| store.save(&self.document)).expect("saved, if at the second try");
        let again = store.save(&self.document).expect("saved");
        assert!(again.written.is_empty(), "an unchanged document writes nothing");
        // What could not be looked at is said, and all the rest is saved.
        let is_expected = |warning: &Warning| had_fault && matches!(warning, Warning::Skipped { .. });
        let odd: Vec<&Warning> = warnings.iter().filter(|warning| !is_expected(warning)).collect();
        assert!(odd.is_empty(), "step {}: {odd:?}", self.steps);
        self.check();
    }

    fn change(&mut self, id: RecordId, record: Option<Record>) {
        self.undo.push((self.document.clone(), self.map.clone()));
        if let Some(record) = record {
            self.map.insert(id, (day_of(&record), note(&record)));
            put(&mut self.document, record);
        } else {
            self.map.remove(&id);
            self.document.apply(Edit::Delete(id));
        }
        self.save();
    }

    fn pick(&self, which: Index) -> Option<Record> {
        let count = self.document.record_count();
        let nth = (count > 0).then(|| self.document.records().nth(which.index(count)))?;
        nth.map(|record| Record::clone(record))
    }

    fn run(&mut self, step: &Step) {
        self.steps += 1;
        let new_note = format!("step {}.", self.steps);
        match *step {
            Step::Add { day } => {
                let record = record(self.steps, 1, &at(day).to_string(), &new_note);
                self.change(record.id, Some(record));
            }
            Step::Edit { which } => {
                let Some(before) = self.pick(which) else { return };
                let edited = record(0, before.rev + 1, &before.when.at.to_string(), &new_note);
                self.change(before.id, Some(Record { id: before.id, ..edited }));
            }
            Step::Move { which, day } => {
                let Some(mut moved) = self.pick(which) else { return };
                moved.rev += 1;
                moved.when.at = at(day);
                self.change(moved.id, Some(moved));
            }
            Step::Delete { which } => {
                let Some(record) = self.pick(which) else { return };
                self.change(record.id, None);
            }
            Step::Undo => {
                let Some((document, map)) = self.undo.pop() else { return };
                (self.document, self.map) = (document, map);
                self.save();
            }
            Step::Restart => self.start(),
            Step::GoTo { device } => {
                self.sync_to(device);
                self.start();
            }
            Step::EditByHand { which } => {
                let Some(record) = self.pick(which) else { return };
                self.store = None;
                for (path, text) in self.fs().files("/data/log") {
                    let edited = text.replace(&format!("\"{}\"", note(&record)), &format!("\"{new_note}\""));
                    if edited != text {
                        self.fs().put(path, edited);
                    }
                }
                self.map.insert(record.id, (day_of(&record), new_note));
                self.start();
            }
            Step::Arrive { device, which } => self.arrive(device, which, &new_note),
            Step::CloneDevice => {
                self.store = None;
                let last = DEVICES - 1;
                if self.current != last {
                    self.devices[last] = self.fs().copied();
                    self.current = last;
                }
                self.start();
            }
            Step::Fault { call } => {
                let fault = Fault { step: call, error: Errno::NoSpace, lasts: Lasts::Once };
                self.fs().set_fault(Some(fault));
                self.has_fault = true;
            }
        }
    }

    /// See [`Step::Arrive`].
    fn arrive(&mut self, device: usize, which: Option<Index>, new_note: &str) {
        if device == self.current {
            return;
        }
        self.clear_fault();
        self.sync(self.current, device);
        let new = record(self.steps, 1, &at(0).to_string(), new_note);
        let known = which.and_then(|which| self.pick(which));
        let new =
            known.map_or(new.clone(), |Record { id, rev, when, body: _ }| Record { id, rev: rev + 1, when, ..new });
        let (mut there, mut theirs) = self.open_on(device);
        assert_eq!(contents(&theirs), contents(&self.document), "step {}", self.steps);
        put(&mut theirs, new.clone());
        there.save(&theirs).expect("saved");
        drop(there);
        self.sync(device, self.current);
        let arrived = self.store.as_mut().and_then(Store::refresh).expect("something has come");
        assert_eq!((arrived.warnings, arrived.versions), (Vec::new(), Vec::new()), "step {}", self.steps);
        assert_eq!(arrived.before, self.document, "step {}", self.steps);
        self.document = arrived.after;
        self.map.insert(new.id, (day_of(&new), note(&new)));
        // To undo beyond what has arrived is another story: `domain::Difference` tells it.
        self.undo.clear();
        self.check();
    }

    /// Ends the program and goes to another device with all files.
    fn sync_to(&mut self, device: usize) {
        self.store = None;
        self.sync(self.current, device);
        self.current = device;
    }

    /// All files of the data folder as they are on one device lie on the other too.
    fn sync(&self, from: usize, to: usize) {
        let files = self.devices[from].files("/data/log");
        let there = &self.devices[to];
        for path in there.files("/data/log").into_keys().filter(|path| !files.contains_key(path)) {
            there.remove(&path);
        }
        for (path, text) in files {
            there.put(path, text);
        }
    }
}

fn at(day: i64) -> Timestamp {
    Timestamp::from_second((20_500 + day) * 86_400 + 36_000).expect("in range")
}

fn day_of(record: &Record) -> i64 {
    record.when.at.as_second().div_euclid(86_400) - 20_500
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_store_is_a_plain_map_to_whoever_uses_one_device_after_the_other(
        steps in proptest::collection::vec(step(), 0..40),
    ) {
        let mut world = World::new();
        for step in &steps {
            world.run(step);
        }
        world.start();
    }
}
