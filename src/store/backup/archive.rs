//! The archive of a backup: a tar of the files, compressed with zstd.
//!
//! Any tool for such archives can unpack it, so the backups outlive the program.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use tar::EntryType;
use zstd::zstd_safe::CParameter;

use crate::store::disk::MAX_FILE_BYTES;

/// Files by their path from the data folder.
pub(super) type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// All files of a backup together. Centuries of records do not come near it, and no archive must fill the memory.
pub(super) const MAX_TREE_BYTES: u64 = 256 * 1024 * 1024;

/// The zstd level: higher ones take several times as long for a tenth less.
const LEVEL: i32 = 3;

/// Each file has a header and is filled up to whole blocks, which small files notice.
const MAX_TAR_BYTES: u64 = MAX_TREE_BYTES + 64 * 1024 * 1024;

/// Two blocks of zeros close a tar.
const TAR_END: [u8; 1024] = [0; 1024];

/// The bytes of an archive. The same files give the same bytes, whenever and by whomever it is made.
pub(super) fn pack(tree: &Tree) -> io::Result<Vec<u8>> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, bytes) in tree {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o600);
        header.set_mtime(0);
        header.set_uid(0);
        header.set_gid(0);
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, path, bytes.as_slice())?;
    }
    let mut compressor = zstd::bulk::Compressor::new(LEVEL)?;
    compressor.set_parameter(CParameter::ChecksumFlag(true))?;
    compressor.compress(&builder.into_inner()?)
}

/// The files in an archive, or in plain words why it cannot be read. Nothing but files at paths inside is accepted.
pub(super) fn unpack(archive: &[u8]) -> Result<Tree, String> {
    const DAMAGED: &str = "the archive is damaged or incomplete";
    // What the errors of the archive's own parts say is cut from its bytes, and those are nobody's business.
    let damaged = |_: io::Error| DAMAGED.to_owned();
    let tar = decompress(archive, MAX_TAR_BYTES).map_err(damaged)?;
    if !tar.ends_with(&TAR_END) {
        return Err(DAMAGED.to_owned());
    }
    let mut tree = Tree::new();
    let mut left = MAX_TREE_BYTES;
    for entry in tar::Archive::new(tar.as_slice()).entries().map_err(damaged)? {
        let entry = entry.map_err(damaged)?;
        let size = entry.size();
        if size > MAX_FILE_BYTES || size > left {
            return Err("a file in the archive is too large".to_owned());
        }
        left -= size;
        if entry.header().entry_type() != EntryType::Regular {
            return Err("the archive holds something that is no file".to_owned());
        }
        let path = inside(&entry.path().map_err(damaged)?).ok_or("a path in the archive leads out of it")?;
        let mut bytes = Vec::new();
        entry.take(size).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 != size || tree.insert(path, bytes).is_some() {
            return Err(DAMAGED.to_owned());
        }
    }
    Ok(tree)
}

/// The tar within, which zstd's checksum has proved whole.
fn decompress(archive: &[u8], most: u64) -> io::Result<Vec<u8>> {
    let mut tar = Vec::new();
    zstd::stream::read::Decoder::with_buffer(archive)?.take(most + 1).read_to_end(&mut tar)?;
    if tar.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(tar) }
}

/// A path of plain names only.
fn inside(path: &Path) -> Option<PathBuf> {
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let plain: PathBuf = path.components().collect();
    (is_plain && !plain.as_os_str().is_empty()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;

    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect()
    }

    fn header(path: &str, size: u64, entry_type: EntryType) -> tar::Header {
        let mut header = tar::Header::new_gnu();
        // Past the checks of the crate: a path that it would refuse to write.
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_size(size);
        header.set_entry_type(entry_type);
        header.set_cksum();
        header
    }

    fn archive(headers: &[tar::Header], blocks: usize) -> Vec<u8> {
        let mut tar: Vec<u8> = headers.iter().flat_map(|header| header.as_bytes().to_vec()).collect();
        tar.resize(tar.len() + 512 * blocks, 0);
        zstd::bulk::compress(&tar, LEVEL).expect("compressed")
    }

    #[test]
    fn the_same_files_give_the_same_bytes_and_come_back() {
        let long = format!("log/2026/{}.ron", "long ".repeat(60));
        let files = tree(&[
            ("README.txt", "read me"),
            ("log/2026/2026-03.11111.ron", "\u{0}\r\n"),
            (&long, ""),
            ("ü.ron", "ü"),
        ]);
        let packed = pack(&files).expect("packed");
        assert_eq!(pack(&files).expect("packed"), packed);
        assert_eq!(unpack(&packed), Ok(files));
        assert_eq!(unpack(&pack(&Tree::new()).expect("packed")), Ok(Tree::new()));
    }

    #[test]
    fn what_is_no_archive_of_files_inside_is_refused() {
        let check = |archive: &[u8], cause: &str| {
            let said = unpack(archive).expect_err("refused");
            assert!(said.contains(cause), "{said}");
        };
        check(b"", "damaged");
        check(b"not an archive", "damaged");
        check(&zstd::bulk::compress(b"not a tar", LEVEL).expect("compressed"), "damaged");
        for path in ["/etc/passwd", "../a.ron", "log/../../a.ron", ".."] {
            check(&archive(&[header(path, 0, EntryType::Regular)], 2), "leads out");
        }
        check(&archive(&[header(".", 0, EntryType::Regular)], 2), "leads out");
        for odd in [EntryType::Symlink, EntryType::Link, EntryType::Directory, EntryType::Fifo] {
            check(&archive(&[header("a.ron", 0, odd)], 2), "no file");
        }
        check(&archive(&[header("a.ron", 0, EntryType::GNUSparse)], 2), "damaged");
        let a = || header("a.ron", 0, EntryType::Regular);
        check(&archive(&[a(), a()], 2), "damaged");
        check(&archive(&[a()], 1), "damaged");
        check(&archive(&[header("a.ron", MAX_FILE_BYTES + 1, EntryType::Regular)], 2), "too large");
        check(&archive(&[header("a.ron", 4096, EntryType::Regular)], 2), "damaged");
        assert_eq!(unpack(&archive(&[a()], 2)), Ok(tree(&[("a.ron", "")])));
    }

    #[test]
    fn an_archive_that_swells_without_end_is_refused() {
        const MOST: u64 = 1024 * 1024;
        for (len, is_read) in [(MOST, true), (MOST + 1, false), (40 * MOST, false)] {
            let archive = zstd::bulk::compress(&vec![0; len as usize], LEVEL).expect("compressed");
            assert!(archive.len() < 10_000, "{}", archive.len());
            assert_eq!(decompress(&archive, MOST).is_ok(), is_read, "{len}");
        }
    }

    fn any_tree() -> impl Strategy<Value = Tree> {
        let path = "[a-z0-9 ü-]{1,20}(/[a-z.]{1,120}[a-z]){0,2}".prop_map(PathBuf::from);
        btree_map(path, vec(any::<u8>(), 0..2_000), 0..6)
    }

    proptest! {
        #[test]
        fn any_files_come_back(tree in any_tree()) {
            let packed = pack(&tree).expect("packed");
            prop_assert_eq!(unpack(&packed), Ok(tree));
        }

        #[test]
        fn damage_is_reported_or_harmless_and_never_a_panic(
            tree in any_tree(),
            at in any::<prop::sample::Index>(),
            mask in 1_u8..,
            cut in any::<prop::sample::Index>(),
        ) {
            let sound = pack(&tree).expect("packed");
            let mut flipped = sound.clone();
            flipped[at.index(sound.len())] ^= mask;
            // A hint in the frame's header may change without changing the content.
            prop_assert!(unpack(&flipped).is_ok_and(|read| read == tree) || unpack(&flipped).is_err());
            prop_assert!(unpack(&sound[..cut.index(sound.len())]).is_err());
            let mut longer = sound.clone();
            longer.push(mask);
            prop_assert!(unpack(&longer).is_err());
        }

        #[test]
        fn bytes_at_random_are_no_archive(bytes in vec(any::<u8>(), 0..500)) {
            prop_assert!(unpack(&bytes).is_err());
        }
    }
}
