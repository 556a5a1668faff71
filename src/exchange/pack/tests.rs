//! Packs there and back, and packs that nobody should have written.

use std::sync::Arc;

use super::super::{Take, VerdictKind};
use super::*;
use crate::domain::{Group, own_id};

const HEEL_DROP: &str = r#"
    Drill((
      id: "heel-drop",
      name: "Heel drop",
      position: Standing,
      kinds: [Dynamic],
      groups: ["calf", "achilles"],
      planes: [Sagittal],
      laterality: PerSide,
      recovery: (min: 30, usual: 45, max: 60),
      cue: "Rise with both, lower with one.",
      hazards: [],
      source: "A physiotherapist",
    )),"#;

fn pack(entries: &str) -> String {
    format!("(\n  supple_pack: 1,\n  name: \"Ankles\",\n  author: \"Anna\",\n  entries: [{entries}\n  ],\n)\n")
}

fn judged(text: &str, into: &Document) -> Import {
    from_pack(text.as_bytes(), into).expect("it can be read").1
}

fn words(import: &Import) -> Vec<String> {
    let word = |row: &super::super::Row| {
        let reason = if let Verdict::Refused(reason) = &row.verdict { format!(", {reason}") } else { String::new() };
        let line = row.line.map(|line| format!("{line}: ")).unwrap_or_default();
        format!("{line}{}, {}{reason}", row.what, row.verdict.kind().label())
    };
    import.rows().iter().map(word).collect()
}

#[test]
fn what_is_packed_comes_back_the_same_and_stands_aside() {
    let none = Document::default();
    let import = judged(&pack(HEEL_DROP), &none);
    assert_eq!(words(&import), ["6: Drill: Heel drop, new"]);
    let mut document = import.apply(&none, Take::Later);
    let (&place, entry) = document.shelf().iter().next().expect("one entry");
    let Entry::Drill(own) = entry.as_ref() else { panic!("a drill was packed") };
    assert_eq!((own.standing, own.entry.id.as_str()), (Standing::Aside, own_id(place).as_str()));
    assert_eq!(own.entry.groups, [Group::Calf, Group::Achilles]);

    // Prescribed since, it is still the same; and what it says of itself is written.
    let prescribed = Entry::Drill(Own { standing: Standing::Prescribed { secs: 45 }, ..own.clone() });
    document.apply(Edit::Shelve(place, Box::new(prescribed)));
    let head = PackHead { name: "Ankles".to_owned(), author: "Anna".to_owned() };
    let text = to_pack(&head, &document, &[place].into()).expect("it can be written");
    assert!(is_pack(text.as_bytes()) && !text.contains("Prescribed") && text.contains("hazards: []"), "{text}");
    assert_eq!(words(&judged(&text, &document)), ["6: Drill: Heel drop, already there"]);
    assert_eq!(words(&judged(&pack(HEEL_DROP), &document)), ["6: Drill: Heel drop, already there"]);
    let (read, import) = from_pack(text.as_bytes(), &none).expect("it can be read");
    assert_eq!(read, head);
    assert_eq!(to_pack(&head, &import.apply(&none, Take::Later), &[place].into()), Ok(text));
}

#[test]
fn what_takes_the_place_of_another_says_so_and_stands_aside_again() {
    let mut document = judged(&pack(HEEL_DROP), &Document::default()).apply(&Document::default(), Take::Later);
    let place = *document.shelf().keys().next().expect("one entry");
    let Entry::Drill(own) = document.shelf()[&place].as_ref().clone() else { panic!("a drill was packed") };
    document.apply(Edit::Shelve(place, Box::new(Entry::Drill(Own { standing: Standing::Offered, ..own }))));
    let changed = pack(&HEEL_DROP.replace("name: \"Heel drop\"", "name: \"Slow heel drop\""));
    let import = judged(&changed, &document);
    assert_eq!(words(&import), ["6: Drill: Slow heel drop, in the place of Heel drop, changed"]);
    let after = import.apply(&document, Take::Later);
    let Entry::Drill(own) = after.shelf()[&place].as_ref() else { panic!("a drill was packed") };
    assert_eq!((own.standing, own.entry.name.as_str()), (Standing::Aside, "Slow heel drop"));
}

#[test]
fn an_entry_that_was_never_asked_for_hazards_has_all_of_them() {
    let import = judged(&pack(&HEEL_DROP.replace("      hazards: [],\n", "")), &Document::default());
    let document = import.apply(&Document::default(), Take::Later);
    let entry: &Arc<Entry> = document.shelf().values().next().expect("one entry");
    let Entry::Drill(own) = entry.as_ref() else { panic!("a drill was packed") };
    assert_eq!(own.entry.hazards, Hazard::ALL.into());
}

#[test]
fn one_entry_that_is_wrong_is_refused_at_its_line_and_field_and_the_others_come_in() {
    let check = |from: &str, to: &str, expected: &str| {
        assert!(HEEL_DROP.contains(from), "{from}");
        let wrong = HEEL_DROP.replace(from, to);
        let sound = HEEL_DROP.replace("heel-drop", "other");
        let import = judged(&pack(&format!("{wrong}{sound}")), &Document::default());
        let said = words(&import);
        assert_eq!(said[0], expected);
        assert_eq!((import.count(VerdictKind::New), said.len()), (1, 2), "{said:?}");
    };
    check("\"achilles\"", "\"calve\"", "11: Entry, refused, groups: unknown region \"calve\"");
    check("min: 30", "min: 3", "14: Drill: Heel drop, refused, recovery: The seconds must lie within 5 and 600");
    check("kinds: [Dynamic]", "kinds: [Bounce]", "10: Entry, refused, kinds: unknown word \"Bounce\"");
    check("name: \"Heel drop\"", "name: \"\"", "8: Drill: , refused, name: Give it a name");
    let long = format!("cue: \"{}", "x".repeat(241));
    check(
        "cue: \"Rise with both, lower with one.",
        &long,
        "15: Drill: Heel drop, refused, cue: 241 characters are too many; at most 240 fit",
    );
    check("      source: \"A physiotherapist\",\n", "", "17: Entry, refused, hazards: the field \"source\" is missing");
    check("laterality", "sides", "13: Entry, refused, planes: unknown field \"sides\"");
}

#[test]
fn two_entries_of_one_id_do_not_both_come_in() {
    let said = words(&judged(&pack(&HEEL_DROP.repeat(2)), &Document::default()));
    assert_eq!(said.len(), 2);
    assert!(said[1].ends_with("refused, id: another entry of this pack has the same"), "{said:?}");
}

#[test]
fn a_technique_that_presses_above_the_class_is_refused() {
    let technique = r#"
    Technique((
      id: "t", name: "Rub", position: Floor, groups: ["knee_back"], laterality: PerSide,
      recovery: (min: 30, usual: 45, max: 60), max_pressure: 3, gentle: true, cue: "Rub.", source: "",
    )),"#;
    let said = words(&judged(&pack(technique), &Document::default()));
    assert_eq!(said, ["6: Technique: Rub, refused, groups: The back of the knee is never pressed; take it out"]);
}

#[test]
fn what_is_no_pack_or_too_much_of_one_is_refused_as_a_whole() {
    let check = |text: &str, expected: &str| {
        let refused = from_pack(text.as_bytes(), &Document::default()).map(|_| ()).expect_err(expected);
        assert_eq!(refused.to_string(), expected);
    };
    check(
        "(supple_pack: 3, name: \"x\", entries: [], more: 1)",
        "A later version of Supple wrote this file (format 3). Install the later version to bring it in.",
    );
    check(
        "(\n  supple_pack: 1,\n  name: \"x\",\n  entries: [",
        "The file could not be read: the file ends too early (line 4).",
    );
    check("(supple_pack: 1, entries: [])", "The file could not be read: the field `name` is missing (line 1).");
    let nested = format!("(supple_pack: 1, name: \"x\", entries: [{}", "[".repeat(100_000));
    check(&nested, "The file could not be read: the brackets are nested too deep (line 1).");
    check(&"x".repeat(1_000_001), "The file could not be read: a pack has at most 1000 KB.");
    check(
        &format!("(supple_pack: 1, name: \"x\", entries: [{}])", "Drill,".repeat(501)),
        "The file could not be read: a pack has at most 500 entries, and this one has 501.",
    );
    check(
        &format!("(supple_pack: 1, name: \"{}\", entries: [])", "x".repeat(81)),
        "The file could not be read: its name and its author have at most 80 characters and no line breaks.",
    );
}

#[test]
fn a_pack_is_told_by_its_first_field() {
    let check = |text: &str, expected: bool| assert_eq!(is_pack(text.as_bytes()), expected, "{text}");
    check("(supple_pack: 1", true);
    check("\u{feff}// mine\n#![enable(implicit_some)]\n (\n // again\n supple_pack : 1", true);
    check("(version: 4, records: [\"supple_pack\"", false);
    check("date,supple_pack", false);
    check("", false);
    check("//", false);
}

/// A pack of the heel drop and how it is drawn.
fn drawn(figure: &str) -> String {
    let pack = pack(HEEL_DROP).replace("supple_pack: 1", "supple_pack: 2");
    let end = pack.rfind(')').expect("a pack has an end");
    format!("{}  figures: {{\n    \"heel-drop\": {figure},\n  }},\n)\n", &pack[..end])
}

const POSE: &str = "(travel: 1.0, pelvis: (0.0, 0.52, 0.0), leg_r: (to: At(0.0, 0.045, 0.05)), leg_l: (to: At(0.0, 0.045, \
                    -0.05)), arm_r: (to: Angles(0.0, 5.0, 5.0)), arm_l: (to: Angles(0.0, 5.0, 5.0)))";

fn composed(keys: &str) -> String {
    format!("Composed((\n      view: (yaw: 0.0), bounds: (-0.6, -0.1, 1.2, 1.2),\n      keys: [{keys}],\n    ))")
}

#[test]
fn a_figure_goes_with_its_entry_there_and_back() {
    let none = Document::default();
    for figure in ["Like(Drill(\"d42\"))", &composed(POSE)] {
        let text = drawn(figure);
        let import = judged(&text, &none);
        assert_eq!(words(&import), ["6: Drill: Heel drop, new"]);
        let document = import.apply(&none, Take::Later);
        let (&place, entry) = document.shelf().iter().next().expect("one entry");
        assert!(entry.depiction().is_some(), "{figure}");
        let head = PackHead { name: "Ankles".to_owned(), author: "Anna".to_owned() };
        let written = to_pack(&head, &document, &[place].into()).expect("it can be written");
        assert!(written.starts_with("(\n  supple_pack: 2,"), "{written}");
        assert_eq!(words(&judged(&written, &document)), ["6: Drill: Heel drop, already there"]);
        assert_eq!(judged(&written, &none).apply(&none, Take::Later).shelf(), document.shelf());
        let said = words(&judged(&pack(HEEL_DROP), &document));
        assert_eq!(said, ["6: Drill: Heel drop, in the place of Heel drop, changed"], "without it it is another");
    }
}

#[test]
fn a_broken_figure_keeps_its_entry_out_and_says_where_and_why() {
    let check = |figure: &str, expected: &str| {
        assert_eq!(words(&judged(&drawn(figure), &Document::default())), [expected.to_owned()], "{figure}");
    };
    check("Like(Drill(\"d99\"))", "21: Drill: Heel drop, refused, figure: nothing built in is called \"d99\"");
    check("Like(Drill(\"own-a\"))", "21: Drill: Heel drop, refused, figure: nothing built in is called \"own-a\"");
    check("Lik(Drill(\"d42\"))", "21: Drill: Heel drop, refused, figure: unknown word \"Lik\"");
    let what = "21: Drill: Heel drop, refused, figure: The figure cannot be drawn: ";
    check(&composed(""), &format!("{what}it needs 1 to 16 poses"));
    check(&composed(&POSE.replace("0.52", "NaN")), &format!("{what}the pelvis must lie within -10 and 10 (pose 1)"));
    check(&composed(&POSE.replace("0.52", "1e30")), &format!("{what}the pelvis must lie within -10 and 10 (pose 1)"));
    let hand =
        POSE.replace("arm_r: (to: Angles(0.0, 5.0, 5.0))", "arm_r: (to: At(0.0, 0.0, 0.0), rel: Joint(Hand, R))");
    check(&composed(&hand), &format!("{what}its limbs hang on each other in a circle (pose 1)"));
    let unknown = composed(&POSE.replace("pelvis:", "hips:"));
    check(&unknown, "23: Drill: Heel drop, refused, figure: travel: unknown field \"hips\"");
}

#[test]
fn a_figure_of_no_entry_is_named_and_a_pack_of_version_1_has_none() {
    let text = drawn("Like(Drill(\"d42\"))").replace("\"heel-drop\": Like", "\"heel-lift\": Like");
    let said = words(&judged(&text, &Document::default()));
    assert_eq!(said, ["6: Drill: Heel drop, new", "21: Figure: heel-lift, refused, no entry of this pack has this id"]);
    let older = drawn("Like(Drill(\"d42\"))").replace("supple_pack: 2", "supple_pack: 1");
    let refused = from_pack(older.as_bytes(), &Document::default()).map(|_| ()).expect_err("version 1 has no figures");
    assert_eq!(
        refused.to_string(),
        "The file could not be read: a pack of version 1 has no figures; give it `supple_pack: 2`."
    );
}
