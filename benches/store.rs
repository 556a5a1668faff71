//! How long the journal of ten years takes to load and to save, beside the same records in one RON file, in JSON and in
//! `SQLite`: `cargo bench --bench store`.
//!
//! All figures are of one run on one machine, so only their ratios mean something.

#![expect(clippy::print_stdout, reason = "a benchmark reports to the terminal")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::Zoned;
use rusqlite::Connection;
use serde::Deserialize;
use supple::catalog::Catalog;
use supple::domain::{Body, CheckIn, Document, Edit, Record, RecordId, Stamp};
use supple::format::{self, Content};
use supple::sample;
use supple::store::{Entry, Folders, Here, Kind, Loaded, Lock, RealFs, Store, Vfs};

const MONTHS: u32 = 120;
/// Set in the process that only loads, to see what that takes of memory: the way to load, and the folder.
const CHILD: &str = "SUPPLE_BENCH_LOAD";

/// What reached the disk.
#[derive(Debug, Default)]
struct Counts {
    bytes: AtomicU64,
    syncs: AtomicU64,
}

/// The file system of the machine, counting.
#[derive(Clone, Debug, Default)]
struct CountingFs(Arc<Counts>);

impl CountingFs {
    fn counted(&self) -> (u64, u64) {
        (self.0.bytes.swap(0, Ordering::Relaxed), self.0.syncs.swap(0, Ordering::Relaxed))
    }
}

impl Vfs for CountingFs {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        RealFs.kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        RealFs.list(folder)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        RealFs.read(file)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        RealFs.create_folder(folder)
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.0.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        self.0.syncs.fetch_add(1, Ordering::Relaxed);
        RealFs.write_new(file, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealFs.rename(from, to)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        RealFs.remove_file(file)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.0.syncs.fetch_add(1, Ordering::Relaxed);
        RealFs.sync_folder(folder)
    }

    fn lock(&self, file: &Path) -> io::Result<Option<Lock>> {
        RealFs.lock(file)
    }
}

/// A way to keep the journal.
trait Keeper {
    const NAME: &str;

    /// In this folder, made if need be.
    fn open(folder: &Path) -> Self;

    fn load(folder: &Path) -> Document;

    /// Makes this document safe on the disk; `new` is the one record that has changed, or all have.
    fn save(&mut self, document: &Document, new: Option<&Record>);

    /// The bytes and the syncs since this was last asked, where they can be counted.
    fn counted(&self) -> Option<(u64, u64)>;
}

struct Supple {
    fs: CountingFs,
    store: Store,
}

impl Supple {
    fn start(fs: CountingFs, folder: &Path) -> (Store, Loaded) {
        Store::open(fs, Self::folders(folder), &Self::here())
    }

    fn folders(folder: &Path) -> Folders {
        Folders { data: folder.join("data"), state: folder.join("state") }
    }

    fn here() -> Here {
        Here { host: "laptop".to_owned(), random: 1 }
    }
}

impl Keeper for Supple {
    const NAME: &str = "Supple, a file a month";

    fn open(folder: &Path) -> Self {
        let fs = CountingFs::default();
        let (store, _) = Self::start(fs.clone(), folder);
        fs.counted();
        Self { fs, store }
    }

    fn load(folder: &Path) -> Document {
        let (_, Loaded { document, warnings, .. }) = Self::start(CountingFs::default(), folder);
        assert!(warnings.is_empty(), "{warnings:?}");
        document
    }

    fn save(&mut self, document: &Document, _: Option<&Record>) {
        self.store.save(document).expect("a writable folder");
    }

    fn counted(&self) -> Option<(u64, u64)> {
        Some(self.fs.counted())
    }
}

/// One file, replaced as a whole and safely.
struct OneFile<T> {
    fs: CountingFs,
    path: PathBuf,
    text: T,
}

impl<T> OneFile<T> {
    fn replace(&self, text: &[u8]) {
        let temp = self.path.with_extension("tmp");
        self.fs.write_new(&temp, text).expect("a writable folder");
        self.fs.rename(&temp, &self.path).expect("a writable folder");
        self.fs.sync_folder(self.path.parent().expect("a folder")).expect("a writable folder");
    }
}

struct Ron;

impl Keeper for OneFile<Ron> {
    const NAME: &str = "one RON file (ron)";

    fn open(folder: &Path) -> Self {
        Self { fs: CountingFs::default(), path: folder.join("all.ron"), text: Ron }
    }

    fn load(folder: &Path) -> Document {
        /// The file, as `ron` reads it without further ado: no checks, no merging, and not the reader of Supple.
        #[derive(Deserialize)]
        struct File {
            #[serde(rename = "version")]
            _version: u32,
            records: Vec<Arc<Record>>,
        }

        let bytes = RealFs.read(&folder.join("all.ron")).expect("it was saved");
        let text = str::from_utf8(&bytes).expect("it is text");
        let File { _version: _, records } = ron::from_str(text).expect("it is sound");
        Document::from_shared(records, Arc::default(), Arc::default())
    }

    fn save(&mut self, document: &Document, _: Option<&Record>) {
        let Self { text: Ron, .. } = self;
        let mut content = Content::default();
        document.records().for_each(|record| content.put(record.clone()));
        self.replace(format::encode(&content).expect("records can be written").as_bytes());
    }

    fn counted(&self) -> Option<(u64, u64)> {
        Some(self.fs.counted())
    }
}

struct Json;

impl Keeper for OneFile<Json> {
    const NAME: &str = "one JSON file (serde_json)";

    fn open(folder: &Path) -> Self {
        Self { fs: CountingFs::default(), path: folder.join("all.json"), text: Json }
    }

    fn load(folder: &Path) -> Document {
        let bytes = RealFs.read(&folder.join("all.json")).expect("it was saved");
        let records: Vec<Arc<Record>> = serde_json::from_slice(&bytes).expect("it is sound");
        Document::from_shared(records, Arc::default(), Arc::default())
    }

    fn save(&mut self, document: &Document, _: Option<&Record>) {
        let Self { text: Json, .. } = self;
        let records: Vec<&Arc<Record>> = document.records().collect();
        self.replace(&serde_json::to_vec(&records).expect("records can be written"));
    }

    fn counted(&self) -> Option<(u64, u64)> {
        Some(self.fs.counted())
    }
}

/// A row for each record, with its body as JSON; a journal ahead (WAL), each commit synced.
struct Sqlite(Connection);

impl Sqlite {
    fn connect(folder: &Path) -> rusqlite::Result<Connection> {
        let connection = Connection::open(folder.join("all.sqlite"))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS record(id TEXT PRIMARY KEY, rev INT, at TEXT, offset_secs INT, zone TEXT, body TEXT) \
             WITHOUT ROWID",
        )?;
        Ok(connection)
    }

    fn put(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
        let Record { id, rev, when: Stamp { at, offset_secs, zone }, body } = record;
        let body = serde_json::to_string(body).expect("a body can be written");
        let mut put = connection.prepare_cached("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?)")?;
        put.execute((id.to_string(), rev, at.to_string(), offset_secs, zone, body)).map(drop)
    }

    fn read(folder: &Path) -> rusqlite::Result<Document> {
        let connection = Self::connect(folder)?;
        let mut select = connection.prepare("SELECT id, rev, at, offset_secs, zone, body FROM record")?;
        let records = select.query_map([], |row| {
            let text = |column: usize| row.get_ref(column).map(|value| value.as_str().expect("text").to_owned());
            let at = text(2)?.parse().expect("a moment");
            let when = Stamp { at, offset_secs: row.get(3)?, zone: text(4)? };
            let body: Body = serde_json::from_str(row.get_ref(5)?.as_str().expect("text")).expect("a body");
            Ok(Arc::new(Record { id: text(0)?.parse().expect("an id"), rev: row.get(1)?, when, body }))
        })?;
        let records: Vec<Arc<Record>> = records.collect::<Result<_, _>>()?;
        Ok(Document::from_shared(records, Arc::default(), Arc::default()))
    }
}

impl Keeper for Sqlite {
    const NAME: &str = "SQLite (rusqlite, WAL)";

    fn open(folder: &Path) -> Self {
        Self(Self::connect(folder).expect("a writable folder"))
    }

    fn load(folder: &Path) -> Document {
        Self::read(folder).expect("it was saved")
    }

    fn save(&mut self, document: &Document, new: Option<&Record>) {
        let transaction = self.0.transaction().expect("nobody else writes");
        match new {
            Some(record) => Self::put(&transaction, record).expect("a row"),
            None => document.records().for_each(|record| Self::put(&transaction, record).expect("a row")),
        }
        transaction.commit().expect("a writable folder");
    }

    fn counted(&self) -> Option<(u64, u64)> {
        None
    }
}

/// The median of some runs.
fn median(mut runs: Vec<Duration>) -> Duration {
    runs.sort_unstable();
    runs[runs.len() / 2]
}

/// How long the work takes, without letting go of what it made.
fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = black_box(work());
    let time = start.elapsed();
    drop(made);
    time
}

/// From the start until the newest months can be shown.
fn first_screen(document: &Document) -> Duration {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Supple::open(folder.path()).save(document, None);
    let begin = || Store::begin(RealFs, Supple::folders(folder.path()), &Supple::here());
    median((0..9).map(|_| timed(begin)).collect())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A check-in of today, as it is saved after a tap.
fn check_in(now: &Zoned, number: u128) -> Record {
    let note = format!("note {number}");
    let id = RecordId::new(now.timestamp(), number);
    Record { id, rev: 1, when: Stamp::new(now), body: Body::CheckIn(CheckIn { note, ..CheckIn::default() }) }
}

struct Figures {
    load: Duration,
    save: Duration,
    /// Bytes and syncs of one save.
    counted: Option<(u64, u64)>,
}

/// Saves all, then one check-in after the other, and loads.
fn measure<K: Keeper>(document: &Document, now: &Zoned) -> Figures {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut keeper = K::open(folder.path());
    keeper.save(document, None);
    keeper.counted();
    let mut counted = None;
    let mut all = document.clone();
    let saves = (0..15).map(|number| {
        let record = check_in(now, number);
        all.apply(Edit::Put(Box::new(record.clone())));
        let time = timed(|| keeper.save(&all, Some(&record)));
        counted = keeper.counted();
        time
    });
    let save = median(saves.collect());
    drop(keeper);
    assert_eq!(K::load(folder.path()).record_count(), all.record_count(), "{}", K::NAME);
    let load = median((0..9).map(|_| timed(|| K::load(folder.path()))).collect());
    let memory_kib = loaded_elsewhere::<K>(folder.path());
    println!(
        "{:<28} load {:>8.1} ms   save {:>8.2} ms   {:>20}   {:>14}",
        K::NAME,
        millis(load),
        millis(save),
        counted.map_or("(not counted)".to_owned(), |(bytes, syncs)| format!("{bytes} bytes, {syncs} fsyncs")),
        memory_kib.map_or(String::new(), |kib| format!("{:.1} MiB", kib as f64 / 1024.0)),
    );
    Figures { load, save, counted }
}

/// The memory that this process holds, in KiB, where the system says so.
fn resident_kib() -> Option<u64> {
    let status = RealFs.read(Path::new("/proc/self/status")).ok()?;
    let status = String::from_utf8(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// By how many KiB a fresh process grows when it loads.
fn loaded_elsewhere<K: Keeper>(folder: &Path) -> Option<u64> {
    let this = std::env::current_exe().ok()?;
    let output = Command::new(this).env(CHILD, format!("{}|{}", K::NAME, folder.display())).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn load_here<K: Keeper>(task: &str) {
    let Some(folder) = task.strip_prefix(K::NAME).and_then(|rest| rest.strip_prefix('|')) else { return };
    let before = resident_kib();
    let document = K::load(Path::new(folder));
    if let (Some(before), Some(after)) = (before, resident_kib()) {
        println!("{}", after - before);
    }
    drop(document);
}

fn bar(name: &str, measured: f64, most: f64, unit: &str) {
    let verdict = if measured <= most { "kept" } else { "MISSED" };
    println!("{name:<52} {measured:>8.2} {unit:<3} at most {most:>6.2} {unit:<3} {verdict}");
}

fn main() {
    if let Ok(task) = std::env::var(CHILD) {
        load_here::<Supple>(&task);
        load_here::<OneFile<Ron>>(&task);
        load_here::<OneFile<Json>>(&task);
        load_here::<Sqlite>(&task);
        return;
    }
    let now: Zoned = "2026-11-22T18:10:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let catalog = Catalog::built_in().expect("the built-in catalogue parses");
    let ten_years = sample::document(&catalog, &now, MONTHS, 1);
    println!(
        "{} records in ten years; medians; memory is the growth of a process that loads\n",
        ten_years.record_count()
    );
    let supple = measure::<Supple>(&ten_years, &now);
    let ron = measure::<OneFile<Ron>>(&ten_years, &now);
    measure::<OneFile<Json>>(&ten_years, &now);
    measure::<Sqlite>(&ten_years, &now);
    println!("\nwith the last year of it alone");
    let a_year_ago = now.timestamp() - Duration::from_hours(365 * 24);
    let last_year = ten_years.records().filter(|record| record.when.at > a_year_ago).cloned();
    let one_year = measure::<Supple>(&Document::from_shared(last_year, Arc::default(), Arc::default()), &now);

    println!();
    bar("first months of ten years", millis(first_screen(&ten_years)), 10.0, "ms");
    bar("load of ten years", millis(supple.load), 100.0, "ms");
    bar("load against one RON file", supple.load.as_secs_f64() / ron.load.as_secs_f64(), 1.2, "");
    if let (Some((ten, _)), Some((one, _))) = (supple.counted, one_year.counted) {
        bar("bytes of a save, ten years against one", ten as f64 / one as f64, 1.01, "");
    }
    bar("time that nine more years add to a save", millis(supple.save) - millis(one_year.save), 5.0, "ms");
}
