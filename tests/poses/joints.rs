//! The solved joints agree with those written down.

use supple::pose::{figure, ids};

use crate::rows::Row;

const ROWS: &str = include_str!("../golden/joints.txt");

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
        let solved = Row::solved(&row.id, figure, row.secs);
        let say = |(column, by)| format!("{} at {} s, joint {column}: {by:.4} elsewhere", row.id, row.secs);
        wrong.extend(solved.differences(&row).into_iter().map(say));
    }
    assert!(wrong.is_empty(), "{} joints are elsewhere:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_figure_has_its_rows_at_its_moments() {
    let rows = rows();
    for id in ids() {
        let of_figure: Vec<&Row> = rows.iter().filter(|row| row.id == id).collect();
        let due = Row::all_of(id, figure(id).expect("an id has a figure"));
        let is_due = of_figure.len() == due.len()
            && of_figure.iter().zip(&due).all(|(row, due)| row.differences(due).is_empty());
        assert!(is_due, "the rows of {id} are not those of its moments: {:?} s", due.map(|row| row.secs));
    }
}
