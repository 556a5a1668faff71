//! The foot of the running circuit: what comes next, how far it is, and the keys.

use egui::{Align, Layout, Ui, UiBuilder, vec2};

use super::layout::PlayerLayout;
use super::{at, words};
use crate::circuit::{RunCommand, RunState, RunView};
use crate::model::{Command, Overlay, Running};
use crate::ui::{Commands, Cx};
use crate::widgets::countdown::clock;
use crate::widgets::keycap::{KeyWords, PADDING, key_button, key_width};
use crate::widgets::player_text::{Span, line_of_text};
use crate::widgets::progress::{Piece, progress};
use crate::widgets::side_block::WorkedSide;

/// A key at the foot: what is on it, what it says, what it does.
type Key = (&'static str, &'static str, Command);

/// Next-up, the bar of the whole and the keys.
pub fn foot_ui(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, running: &Running, view: &RunView, out: &mut Commands) {
    next_up(ui, cx, places, running, view);
    let pieces: Vec<Piece> = view.stations.iter().map(|bar| Piece { secs: bar.secs, fraction: bar.fraction }).collect();
    let name = format!(
        "Station {} of {}, {} left of the circuit",
        view.station + 1,
        view.station_count,
        clock(view.total_left_secs)
    );
    at(ui, places.progress, |ui, size| progress(ui, cx.tokens, size, &pieces, &name));
    keys(ui, cx, places, view, out);
}

fn next_up(ui: &Ui, cx: &Cx<'_>, places: &PlayerLayout, running: &Running, view: &RunView) {
    let t = cx.tokens;
    let scale = places.scale;
    let (what, gap) = match view.next {
        Some(next) => {
            let station = running.run.circuit().and_then(|circuit| circuit.stations.get(next.station));
            match station {
                Some(station) => {
                    let name = cx.model.catalog().work_name(&station.work);
                    let what = match words::worked_side(next.round, station.group) {
                        WorkedSide::Centre => name.to_owned(),
                        side => format!("{name}, {}", side.word()),
                    };
                    (what, words::gap(&next, view.station))
                }
                None => (format!("round {}", next.station + 1), format!("{} s of rest", next.gap_secs)),
            }
        }
        None => ("the end".to_owned(), String::new()),
    };
    let gap = format!("   {gap}");
    let spans = [
        Span { text: "Next   ", font: scale.regular(24.0), colour: t.quiet },
        Span { text: &what, font: scale.bold(24.0), colour: t.text },
        Span { text: &gap, font: scale.regular(24.0), colour: t.quiet },
    ];
    line_of_text(ui, places.next, &spans);
}

fn keys(ui: &mut Ui, cx: &Cx<'_>, places: &PlayerLayout, view: &RunView, out: &mut Commands) {
    let pause = if view.state == RunState::Paused { "go on" } else { "pause" };
    let hurts: Key = ("H", "it hurts", Command::StopForPain);
    let steer: [Key; 8] = [
        ("Space", pause, Command::Run(RunCommand::TogglePause)),
        ("←", "back", Command::Run(RunCommand::Back)),
        ("→", "skip", Command::Run(RunCommand::Skip)),
        ("↓", "15 s less", Command::Run(RunCommand::AddSecs(-15))),
        ("↑", "15 s more", Command::Run(RunCommand::AddSecs(15))),
        ("S", "swap sides", Command::Run(RunCommand::SwapSides)),
        ("M", "mute", Command::ToggleMute),
        ("R", "less time", Command::ShowOverlay(Some(Overlay::LessTime))),
    ];
    let end: [Key; 2] =
        [("Esc", "end", Command::LeaveRun), ("?", "keys", Command::ShowOverlay(Some(Overlay::Shortcuts)))];
    let scale = places.scale;
    let gap = scale.of(4.0);
    let width = |ui: &Ui, words: KeyWords| -> f32 {
        let keys = steer.iter().chain(&end).chain([&hurts]);
        keys.map(|(key, word, _)| key_width(ui, scale, key, word, words) + gap).sum()
    };
    let words = if width(ui, KeyWords::Shown) <= places.keys.width() { KeyWords::Shown } else { KeyWords::Hidden };
    let mut show = |ui: &mut Ui, (key, word, command): Key, words: KeyWords| {
        let response = key_button(ui, cx.tokens, scale, key, word, words);
        let response = if words == KeyWords::Hidden { response.on_hover_text(word) } else { response };
        if response.clicked() {
            out.push(command);
        }
    };
    // The caps, not the invisible edges of the buttons, stand in line with the text above.
    let row = places.keys.expand2(vec2(scale.of(PADDING), 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for key in steer {
            show(ui, key, words);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for key in end {
                show(ui, key, words);
            }
            // What stops for pain is said in words, however little room there is.
            show(ui, hurts, KeyWords::Shown);
        });
    });
}
