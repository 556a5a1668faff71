//! The solved joints agree with those written down.

use supple::pose::{figure, ids};

use crate::rows::Row;

const ROWS: &str = include_str!("../golden/joints.txt");
/// In body heights.
const TOLERANCE: f32 = 0.001;

fn rows() -> Vec<Row> {
    ROWS.lines().filter(|line| !line.starts_with('#')).map(|line| Row::read(line).expect("a row reads")).collect()
}

#[test]
fn joints_are_where_they_are_written_to_be() {
    let mut wrong = Vec::new();
    for row in rows() {
        let Some(figure) = figure(&row.id) else {
            wrong.push(format!("{} has no figure", row.id));
            continue;
        };
        let solved = Row::solved(&row.id, figure, row.secs).joints;
        assert_eq!(solved.len(), row.joints.len(), "columns of {}", row.id);
        for (column, (is, written)) in solved.iter().zip(&row.joints).enumerate() {
            let distance = is.distance(*written);
            if distance.is_nan() || distance > TOLERANCE {
                wrong.push(format!("{} at {} s, joint {column}: {distance:.4} away from {written}", row.id, row.secs));
            }
        }
    }
    assert!(wrong.is_empty(), "{} joints are elsewhere:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_figure_has_its_rows_at_its_moments() {
    let rows = rows();
    for id in ids() {
        let secs: Vec<f32> = rows.iter().filter(|row| row.id == id).map(|row| row.secs).collect();
        let due = Row::all_of(id, figure(id).expect("an id has a figure")).map(|row| row.secs);
        let is_near = secs.len() == due.len() && secs.iter().zip(due).all(|(is, due)| (is - due).abs() <= 0.001);
        assert!(is_near, "{id} has rows at {secs:?} s for {due:?} s");
    }
    assert!(rows.iter().all(|row| figure(&row.id).is_some()), "rows of nothing");
}
