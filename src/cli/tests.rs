//! The command line without a window.

use std::fs;
use std::path::Path;

use super::*;
use crate::domain::Document;
use crate::exchange;
use crate::sample;

fn parse(line: &[&str]) -> Cli {
    Cli::try_parse_from(line).expect("a valid command line")
}

/// Does the task of a command line, in the folder `dir` and with its data there.
fn answer(dir: &Path, line: &[&str]) -> Result<Answer, StartError> {
    let data = dir.join("data").display().to_string();
    let line = line.iter().map(|word| word.replace("DIR", &dir.display().to_string()));
    let line: Vec<String> = ["supple".to_owned(), "--data".to_owned(), data].into_iter().chain(line).collect();
    let cli = Cli::try_parse_from(line).expect("a valid command line");
    let now: Zoned = "2026-11-22T09:00:00+01:00[Europe/Berlin]".parse().expect("a moment");
    let here = Here { host: "laptop".to_owned(), random: 7 };
    run(cli.task.as_ref().expect("a task"), &cli, None, &now, &here)
}

fn said(dir: &Path, line: &[&str]) -> (Verdict, Vec<String>) {
    let Answer { text, verdict } = answer(dir, line).expect("an answer");
    // The name of a backup holds the time.
    let line = |line: &str| line.split(" As it was before: ").next().unwrap_or_default().to_owned();
    (verdict, text.replace(&dir.display().to_string(), "DIR").lines().map(line).collect())
}

fn error(dir: &Path, line: &[&str]) -> String {
    answer(dir, line).expect_err("an error").to_string().replace(&dir.display().to_string(), "DIR")
}

#[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
fn put(dir: &Path, name: &str, text: &str) {
    fs::write(dir.join(name), text).expect("written");
}

fn lines(verdict: Verdict, lines: &[&str]) -> (Verdict, Vec<String>) {
    (verdict, lines.iter().map(|&line| line.to_owned()).collect())
}

#[test]
fn everything_can_be_exported_and_brought_into_an_empty_profile() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let dir = temp.path();
    let ours = dir.join("data").display().to_string();
    said(dir, &["demo", &ours, "--months", "1"]);
    assert_eq!(said(dir, &["export", "DIR/all.ron"]).0, Verdict::Sound);
    let exported = fs::read_to_string(dir.join("all.ron")).expect("a file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(dir.join("all.ron")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let other = tempfile::tempdir().expect("a temporary folder");
    put(other.path(), "all.ron", &exported);
    let (verdict, dry) = said(other.path(), &["import", "DIR/all.ron", "--dry-run"]);
    assert_eq!(verdict, Verdict::Sound);
    assert!(dry[1].ends_with("would be brought in; nothing was changed."), "{dry:?}");
    let (_, real) = said(other.path(), &["import", "DIR/all.ron"]);
    assert_eq!(dry[0], real[0], "the dry run left nothing behind");
    let (_, again) = said(other.path(), &["import", "DIR/all.ron"]);
    assert_eq!(again[1], "Nothing to bring in; nothing was changed.");
    said(other.path(), &["export", "DIR/again.ron"]);
    assert_eq!(fs::read_to_string(other.path().join("again.ron")).expect("a file"), exported);
}

#[test]
fn a_pack_is_looked_at_and_brought_in_and_its_wrong_entries_are_named() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let dir = temp.path();
    let entry = |id: &str, group: &str| {
        format!(
            "Drill((id: \"{id}\", name: \"Heel drop\", position: Standing, kinds: [Dynamic], groups: [\"{group}\"],\n\
             laterality: PerSide, recovery: (min: 30, usual: 45, max: 60), cue: \"Do.\", source: \"\", hazards: [])),\n"
        )
    };
    let entries = entry("a", "calf") + &entry("b", "calve");
    put(dir, "pack.ron", &format!("(supple_pack: 1, name: \"Ankles\", entries: [\n{entries}])"));
    let refused = "line 4: Entry: groups: unknown region \"calve\"";
    let counts = "1 new, 0 changed, 0 older, 0 already there, 1 refused";
    let expected = [counts, refused, "1 would be brought in; nothing was changed."];
    assert_eq!(said(dir, &["import", "DIR/pack.ron", "--dry-run"]), lines(Verdict::Unsound, &expected));
    let (verdict, real) = said(dir, &["import", "DIR/pack.ron"]);
    assert_eq!((verdict, real[0].as_str()), (Verdict::Unsound, counts));
    assert!(real[2].starts_with("1 brought in."), "{real:?}");
    let (_, again) = said(dir, &["import", "DIR/pack.ron"]);
    assert_eq!(again[0], "0 new, 0 changed, 0 older, 1 already there, 1 refused");
}

#[test]
fn a_restore_brings_back_what_an_import_changed_and_keeps_what_it_added() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let dir = temp.path();
    put(dir, "first.csv", "Date,RHR\n2026-03-04,52\n");
    put(dir, "second.csv", "Date,RHR\n2026-03-04,60\n2026-03-05,61\n");
    said(dir, &["import", "DIR/first.csv"]);
    let Answer { text, verdict } = answer(dir, &["backup"]).expect("an answer");
    assert_eq!(verdict, Verdict::Sound);
    let backup = text.strip_prefix("Backed up: ").expect("a backup").to_owned();
    let again = answer(dir, &["backup"]).expect("an answer").text;
    assert_eq!(again, format!("Nothing has changed since {backup}"));

    said(dir, &["import", "DIR/second.csv"]);
    let kept = answer(dir, &["backup"]).expect("an answer").text;
    assert!(kept.starts_with("Backed up: "), "{kept}");
    let (verdict, dry) = said(dir, &["restore", &backup, "--dry-run"]);
    assert_eq!((verdict, dry[1].as_str()), (Verdict::Sound, "1 would be brought in; nothing was changed."));
    assert_eq!(said(dir, &["restore", &backup]).1[1], "1 brought in.");
    said(dir, &["export", "--csv", "DIR/tables"]);
    let text = fs::read_to_string(dir.join("tables/check_ins.csv")).expect("a table");
    let values: Vec<&str> = text.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    assert_eq!(values, ["52", "61"]);
    assert!(error(dir, &["restore", "DIR/first.csv"]).starts_with("This backup cannot be read: "));
}

#[test]
fn an_export_never_takes_the_place_of_a_file() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let dir = temp.path();
    put(dir, "all.ron", "mine");
    let expected = "Nothing was exported: something lies there already. Name another place. Path: DIR/all.ron";
    assert_eq!(error(dir, &["export", "DIR/all.ron"]), expected);
    said(dir, &["export", "--csv", "DIR/tables"]);
    assert!(error(dir, &["export", "--csv", "DIR/tables"]).ends_with("Path: DIR/tables/check_ins.csv"));
    assert_eq!(fs::read_to_string(dir.join("all.ron")).expect("a file"), "mine");
}

#[test]
fn tables_go_out_and_come_back() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let dir = temp.path();
    put(dir, "rhr.csv", "Date,RHR\n2026-03-04,52\n");
    said(dir, &["import", "DIR/rhr.csv"]);
    said(dir, &["export", "--csv", "DIR/tables"]);
    let mut names: Vec<_> =
        fs::read_dir(dir.join("tables")).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["check_ins.csv", "circuits.csv", "columns.txt", "retests.csv", "trainings.csv"]);
    let text = fs::read_to_string(dir.join("tables/check_ins.csv")).expect("a table");
    put(dir, "edited.csv", &text.replace("heart_rate,52", "heart_rate,54"));
    let expected = ["0 new, 1 changed, 0 older, 0 already there, 0 refused", "1 brought in."];
    assert_eq!(said(dir, &["import", "DIR/edited.csv"]), lines(Verdict::Sound, &expected));
    put(dir, "broken.csv", &text.replace("heart_rate,52", "heart_rate,521"));
    let expected = [
        "0 new, 0 changed, 0 older, 0 already there, 1 refused",
        "line 2: Check-in, 4 Mar 2026, 12:00: resting heart rate is outside 20 to 220 /min",
        "Nothing to bring in; nothing was changed.",
    ];
    assert_eq!(said(dir, &["import", "DIR/broken.csv"]), lines(Verdict::Unsound, &expected));
}

#[test]
fn measurements_come_in_where_their_columns_leave_no_doubt() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let dir = temp.path();
    put(dir, "jumps.csv", "Date;CMJ (cm);RHR\n04.03.2026;41,5;52\n05.03.2026;415;53\nsoon;40;\n");
    let expected = [
        "3 new, 0 changed, 0 older, 0 already there, 2 refused",
        "line 3: Jump height, 5 Mar 2026: jump height is outside 1 to 150 cm",
        "line 4: Measurements: the cell is not a date",
    ];
    let dry = [expected.as_slice(), &["2 would be brought in; nothing was changed."]].concat();
    assert_eq!(said(dir, &["import", "DIR/jumps.csv", "--dry-run"]), lines(Verdict::Unsound, &dry));
    let check = |text: &str, expected: &str| {
        put(dir, "doubt.csv", text);
        let error = error(dir, &["import", "DIR/doubt.csv"]);
        assert!(error.starts_with(expected), "{error}");
    };
    check("Date,CMJ\n2026-03-04,20\n", "It is not clear which column holds the jump height, or in which unit. Nothing");
    check("Date,RHR\n03/04/2026,50\n", "The dates do not tell the day from the month. Nothing");
    check("Day of,RHR\nsoon,50\n", "No column of days was found. Nothing");
    check("Date,Weight\n2026-03-04,70\n", "No column was found that holds jump height, bar speed,");
    assert_eq!(error(dir, &["import", "DIR/missing.csv"]).split(". File").nth(1), Some(": DIR/missing.csv"));
    assert_eq!(said(dir, &["export", "DIR/none.ron"]), lines(Verdict::Sound, &["0 records are in DIR/none.ron"]));
}

#[test]
fn a_choice_of_columns_made_in_the_window_holds_here_too() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let dir = temp.path();
    let mut with_choice = Document::default();
    let table = exchange::table_of(b"Date,CMJ\n2026-03-04,20").expect("a table");
    let mut columns = exchange::guess_columns(&table);
    columns.metrics.values_mut().for_each(|column| column.unit = Some(crate::domain::MetricUnit::Inches));
    let settings =
        crate::domain::Settings { csv_columns: [(table.header_line(), columns)].into(), ..Default::default() };
    with_choice.apply(crate::domain::Edit::Settings(settings));
    put(dir, "settings.ron", &exchange::to_ron(&with_choice).expect("text"));
    said(dir, &["import", "DIR/settings.ron"]);
    put(dir, "jumps.csv", "Date,CMJ\n2026-03-05,15\n");
    let expected = ["1 new, 0 changed, 0 older, 0 already there, 0 refused", "1 brought in."];
    assert_eq!(said(dir, &["import", "DIR/jumps.csv"]), lines(Verdict::Sound, &expected));
}

#[test]
fn the_data_folder_may_be_named_before_or_after_a_sub_command() {
    for line in [["supple", "--data", "x", "demo", "y"], ["supple", "demo", "y", "--data", "x"]] {
        assert_eq!(parse(&line).data, Some(PathBuf::from("x")));
    }
}

#[test]
fn more_months_than_can_be_made_are_refused_and_not_cut_short() {
    let months = |count: u32| Cli::try_parse_from(["supple", "demo", "y", "--months", &count.to_string()]);
    assert!(months(sample::MONTHS_MAX).is_ok());
    assert!(months(sample::MONTHS_MAX + 1).is_err());
}

#[test]
fn sample_data_never_open_in_a_named_folder() {
    assert!(Cli::try_parse_from(["supple", "--demo", "--data", "x"]).is_err());
}

#[test]
fn sample_data_are_the_same_bytes_for_the_same_call_and_never_go_into_a_used_folder() {
    let now: Zoned = "2026-11-22T09:00:00+00:00[UTC]".parse().expect("a moment");
    let here = Here { host: "laptop".to_owned(), random: 7 };
    let run_task = |task: &Task| run(task, &parse(&["supple"]), None, &now, &here);
    let temp = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str| {
        let dir = temp.path().join(name);
        let task = Task::Demo { dir: dir.clone(), months: 2, seed: 7, until: None };
        run_task(&task).expect("sample data are written");
        dir
    };
    let files = |dir: &Path| {
        let mut found = Vec::new();
        let mut open = vec![dir.join("log")];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(dir).expect("inside").to_owned();
                    found.push((name, std::fs::read(&path).expect("a file")));
                }
            }
        }
        found.sort();
        found
    };
    let (first, second) = (write("first"), write("second"));
    assert!(!files(&first).is_empty());
    assert_eq!(files(&first), files(&second));
    let again = Task::Demo { dir: first.clone(), months: 2, seed: 8, until: None };
    assert!(run_task(&again).is_err_and(|error| error.to_string().contains("not empty")));
    let sound = run_task(&Task::Check { dir: first }).expect("a check answers");
    assert_eq!(sound.verdict, Verdict::Sound, "{}", sound.text);
}

#[test]
fn a_circuit_is_planned_without_a_window_and_the_same_words_give_the_same_circuit() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let dir = temp.path();
    let squat = ["plan", "--minutes", "12", "--next", "squat,hinge", "--intensity", "hard", "--in", "16h"];
    let (verdict, text) = said(dir, &[&squat[..], &["--tools", "roller,ball"]].concat());
    assert_eq!(verdict, Verdict::Sound);
    assert_eq!(text[0], "Recovery, 12:00 in all, nothing rated today, pressure up to 3: hard session in 16 h");
    assert!(text.iter().any(|line| line.contains("for hinge + squat tomorrow")), "{text:?}");
    assert!(text.iter().any(|line| line.starts_with("- ") && line.ends_with("not at hand")), "{text:?}");
    assert_eq!(said(dir, &[&squat[..], &["--tools", "roller,ball"]].concat()).1, text);
    let (_, soon) = said(dir, &["plan", "--next", "squat", "--intensity", "hard", "--in", "5h", "--tools", "none"]);
    assert!(soon[0].starts_with("Before training, 12:00"), "{soon:?}");

    let (_, pinned) = said(dir, &["plan", "--pin", "ankle_left", "--without", "d44,low_back_left", "--format", "ron"]);
    let pinned = pinned.join("\n");
    assert!(pinned.contains("pinned by you") && !pinned.contains("Drill(\"d44\")"), "{pinned}");
    assert!(pinned.contains("Left lower back: left out, as you asked"), "{pinned}");
}

#[test]
fn a_request_for_what_does_not_exist_is_refused_in_plain_words() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let dir = temp.path();
    let unknown = error(dir, &["plan", "--next", "snooker"]);
    assert!(unknown.starts_with("No training is called snooker. There are squat, "), "{unknown}");
    assert_eq!(error(dir, &["plan", "--without", "d99"]), "No drill or technique has the id d99.");
    let (verdict, text) = said(dir, &["plan", "--minutes", "0"]);
    assert_eq!(verdict, Verdict::Unsound);
    assert_eq!(text, ["0 min is too short for a station and the time to get to it. Give it more minutes."]);
    for line in [["--tools", "hammer"], ["--pin", "tail"], ["--in", "soon"], ["--without", "tail"]] {
        let line = ["supple", "plan"].into_iter().chain(line);
        assert!(Cli::try_parse_from(line.clone()).is_err(), "{:?}", line.collect::<Vec<_>>());
    }
}

#[test]
fn the_results_of_benchmarks_are_printed_for_people_and_for_programs() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let dir = temp.path();
    let empty = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(said(empty.path(), &["benchmarks"]), lines(Verdict::Sound, &["No benchmark has been tested yet."]));
    let ours = dir.join("data").display().to_string();
    said(dir, &["demo", &ours, "--months", "18", "--until", "2026-11-22"]);
    let (verdict, text) = said(dir, &["benchmarks"]);
    assert_eq!(verdict, Verdict::Sound);
    assert!(text[0].starts_with("Knee-to-wall, next 2026-1"), "{text:?}");
    assert!(text[1].starts_with("  left   ") && text[1].contains("since baseline; your test can wobble ±"), "{text:?}");
    let (_, table) = said(dir, &["benchmarks", "--format", "csv"]);
    assert_eq!(
        table[0],
        "benchmark,name,side,unit,retests,counted,latest_day,latest,baseline,change,wobble,verdict,better,trivial,worse,\
         drift,claim,asymmetry,due"
    );
    // Three benchmarks with two sides, and one without.
    assert_eq!(table.len(), 1 + 7);
    assert!(table[1].starts_with("ktw,Knee-to-wall,left,cm,"), "{table:?}");
    let (_, ron) = said(dir, &["benchmarks", "--format", "ron"]);
    let read: ron::Value = ron::from_str(&ron.join("\n")).expect("RON");
    assert!(matches!(read, ron::Value::Seq(rows) if rows.len() == 7));
}
