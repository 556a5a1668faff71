//! Single flipped bits that still parse, in a file with the date it had: what the text cannot know, the hash does.

use fastrand::Rng;

use super::*;
use crate::format;
use crate::store::Warning;

#[test]
#[expect(clippy::print_stdout, reason = "the shares are for people to read")]
fn a_bit_that_flips_on_the_disk_is_told_even_where_the_file_still_parses() {
    let fs = MemoryFs::default();
    let (mut store, mut document) = open_sound(&fs);
    for (id, day) in (1..).zip(10..20) {
        put(&mut document, record(id, 1, &format!("2026-03-{day}T10:00:00Z"), "slept well, left calf stiff"));
    }
    store.save(&document).expect("saved");
    drop(store);
    let march = month("2026-03.11111");
    let sound = fs.text(&march).into_bytes();
    let (mut parses_differently, mut told) = (0, 0);
    let cases = 500;
    for case in 0..cases {
        let mut rng = Rng::with_seed(case);
        let mut bytes = sound.clone();
        bytes[rng.usize(..sound.len())] ^= 1 << rng.u32(..8);
        parses_differently += u32::from(format::decode(&bytes).is_ok());
        let fs = fs.copied();
        fs.rot(&march, &bytes);
        let (_, Loaded { warnings, .. }) = open(&fs);
        let is_told = warnings.iter().any(|warning| match warning {
            Warning::Damaged { path, .. } | Warning::Newer { path, .. } => *path == march,
            _ => false,
        });
        assert!(is_told, "case {case}: {warnings:?}");
        told += 1;
    }
    println!("{cases} single flipped bits: {parses_differently} still parse, {told} are told");
}
