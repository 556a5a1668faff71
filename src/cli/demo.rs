//! `supple demo` and `--demo`: sample data.

use std::path::Path;

use jiff::civil::Date;
use jiff::{ToSpan as _, Zoned};

use super::{CliError, Profile, StartError};
use crate::catalog::Catalog;
use crate::domain::{Document, around};
use crate::sample;
use crate::store::{Access, Folders, Here, RealFs, Store};

/// How many months of sample data `--demo` shows.
pub(super) const DEMO_MONTHS: u32 = 18;
/// The seed of those data.
pub(super) const DEMO_SEED: u64 = 1;

/// Opens the sandbox; sample data that do not reach to today are made anew.
pub(super) fn open_demo(folders: Folders, now: &Zoned, here: &Here) -> Result<Profile, StartError> {
    let folder = folders.data.clone();
    let (mut store, mut loaded) = Store::open(RealFs, folders, here);
    let today = now.date();
    let fresh = loaded.document.check_ins(around(today..=today)).any(|(record, _)| record.when.day() == today);
    if !fresh && matches!(store.access(), Access::ReadWrite(_)) {
        let settings = loaded.document.settings.clone();
        let mut document = sample::document(&Catalog::built_in()?, now, DEMO_MONTHS, DEMO_SEED);
        // The look chosen in the sandbox outlives its data.
        document.settings = settings;
        store.save(&document)?;
        loaded.document = document;
    }
    Ok(Profile { store, loaded, folder, demo: true })
}

/// The sample data that end in the evening of a day, whatever the clock says now: the same call, the same bytes.
pub(super) fn demo_document(day: Date, months: u32, seed: u64, now: &Zoned) -> Result<Document, StartError> {
    let evening = day.at(18, 10, 0, 0).to_zoned(now.time_zone().clone());
    let evening = evening.map_err(|_out_of_range| CliError::Day(day))?;
    evening.checked_sub(i64::from(months).months()).map_err(|_out_of_range| CliError::Day(day))?;
    Ok(sample::document(&Catalog::built_in()?, &evening, months, seed))
}

pub(super) fn write_demo(dir: &Path, document: &Document, seed: u64) -> Result<(), StartError> {
    let is_empty = match std::fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_none(),
        // A folder that is missing is made by the store; any other trouble is said by it, with its cause.
        Err(_) => true,
    };
    if !is_empty {
        return Err(CliError::NotEmpty(dir.to_owned()).into());
    }
    // The device in the files' names comes from the seed, so that the same call gives the same files. Without the name
    // of a machine, whoever opens the folder goes on under that id.
    let here = Here { host: String::new(), random: seed };
    let (mut store, _) = Store::open(RealFs, Folders::under(dir.to_owned()), &here);
    if let Access::ReadOnly(why) = store.access() {
        return Err(CliError::NotWritable(why.to_string()).into());
    }
    store.save(document)?;
    Ok(())
}
