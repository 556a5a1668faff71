//! Files outside of the profile: what is brought in, and where everything is exported to.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use crate::domain::Document;
use crate::exchange;
use crate::model::Form;
use crate::store::{self, RealFs};

/// The most that a file to bring in may hold. Centuries of records do not come near it.
const MAX_IMPORT_BYTES: u64 = 64 * 1024 * 1024;

/// The bytes of a file to bring in.
pub fn read(path: &Path) -> Result<Arc<[u8]>, String> {
    let in_words = |error: std::io::Error| format!("{error}. File: {}", path.display());
    let facts = std::fs::metadata(path).map_err(in_words)?;
    if !facts.is_file() || facts.len() > MAX_IMPORT_BYTES {
        return Err(format!("It is no file, or too large. File: {}", path.display()));
    }
    std::fs::read(path).map(Arc::from).map_err(in_words)
}

/// The most that the file of a photo may hold: fifty megapixels that nothing makes smaller, and some more.
const MAX_PHOTO_MEGABYTES: u64 = 250;

/// The bytes of a photo file.
pub fn read_photo(path: &Path) -> Result<Vec<u8>, String> {
    let in_words = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => format!("There is no such file any more. File: {}", path.display()),
        ErrorKind::PermissionDenied => format!("The file may not be read by you. File: {}", path.display()),
        _ => format!("{error}. File: {}", path.display()),
    };
    let facts = std::fs::metadata(path).map_err(in_words)?;
    if !facts.is_file() {
        return Err(format!("It is no file. Path: {}", path.display()));
    }
    let megabytes = facts.len().div_ceil(1_000_000);
    if megabytes > MAX_PHOTO_MEGABYTES {
        let most = format!("up to {MAX_PHOTO_MEGABYTES} can be read. Make it smaller first.");
        return Err(format!("The file has {megabytes} megabytes; {most} File: {}", path.display()));
    }
    std::fs::read(path).map_err(in_words)
}

/// Writes a text to a place where nothing lies yet.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    store::export_file(&RealFs, path, text.as_bytes()).map_err(|error| error.to_string())
}

/// Writes all of a document to a place where nothing lies yet.
pub fn export(form: Form, path: &Path, document: &Document) -> Result<(), String> {
    match form {
        Form::Ron => {
            let text = exchange::to_ron(document).map_err(|error| error.to_string())?;
            write(path, &text)
        }
        Form::Csv => {
            let tables = exchange::to_csv(document);
            let files: Vec<(&str, &[u8])> = tables.iter().map(|table| (table.name, table.text.as_bytes())).collect();
            store::export_folder(&RealFs, path, &files).map_err(|error| error.to_string())
        }
    }
}
