//! The keyboard: which keys ask for what, and when.

use std::time::Duration;

use egui::{Context, Event, Id, Key, KeyboardShortcut, Modifiers};

use super::Commands;
use super::player::Asked;
use crate::circuit::RunCommand;
use crate::model::{Command, Model, Overlay, Running, Screen};

/// When a shortcut acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// On every screen outside a run.
    Anywhere,
    /// On every screen outside a run, when no text field has the focus: there these keys belong to the text.
    OutsideText,
    /// On Today, when nothing has the focus.
    Today,
    /// While a circuit runs.
    Run,
}

impl When {
    /// The heading under which the list of shortcuts shows it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Anywhere | Self::OutsideText => "Everywhere",
            Self::Today => "Today",
            Self::Run => "During a circuit",
        }
    }

    /// Whether two shortcuts of these times could be meant at once.
    #[cfg(test)]
    fn overlaps(self, other: Self) -> bool {
        (self == Self::Run) == (other == Self::Run)
    }
}

/// One key combination and what it asks for.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The keys; `COMMAND` is ⌘ on macOS and Ctrl elsewhere.
    pub keys: KeyboardShortcut,
    /// When it acts.
    pub when: When,
    /// What it asks for.
    pub command: Command,
}

/// All bindings, most specific first: egui lets further modifiers pass when it matches.
pub fn bindings() -> Vec<Binding> {
    let bind = |modifiers, key, when, command| Binding { keys: KeyboardShortcut::new(modifiers, key), when, command };
    let plain = Modifiers::NONE;
    let ctrl = Modifiers::COMMAND;
    vec![
        bind(ctrl | Modifiers::SHIFT, Key::Z, When::OutsideText, Command::Redo),
        bind(ctrl, Key::Z, When::OutsideText, Command::Undo),
        bind(ctrl, Key::Y, When::OutsideText, Command::Redo),
        bind(Modifiers::ALT, Key::Num1, When::Anywhere, Command::GoTo(Screen::Today)),
        bind(Modifiers::ALT, Key::Num3, When::Anywhere, Command::GoTo(Screen::Benchmarks)),
        bind(Modifiers::ALT, Key::Num4, When::Anywhere, Command::GoTo(Screen::Trends)),
        bind(Modifiers::ALT, Key::Num5, When::Anywhere, Command::GoTo(Screen::Journal)),
        bind(Modifiers::ALT, Key::Num6, When::Anywhere, Command::GoTo(Screen::Library)),
        bind(ctrl, Key::Comma, When::Anywhere, Command::GoTo(Screen::Settings)),
        bind(ctrl, Key::K, When::Anywhere, Command::ShowOverlay(Some(Overlay::Palette))),
        bind(ctrl, Key::Slash, When::Anywhere, Command::ShowOverlay(Some(Overlay::Shortcuts))),
        bind(plain, Key::F1, When::Anywhere, Command::ShowOverlay(Some(Overlay::Shortcuts))),
        bind(ctrl, Key::Enter, When::Anywhere, Command::BuildCircuit),
        bind(plain, Key::B, When::Today, Command::BuildCircuit),
        bind(plain, Key::S, When::Today, Command::StartRun),
        bind(plain, Key::M, When::Today, Command::ShowOverlay(Some(Overlay::CheckIn))),
        bind(plain, Key::F11, When::Anywhere, Command::ToggleFullScreen),
    ]
    .into_iter()
    .chain(run_bindings())
    .collect()
}

/// The bindings while a circuit runs. A presenter remote sends Page Up, Page Down and B or a period.
fn run_bindings() -> Vec<Binding> {
    let bind =
        |modifiers, key, command| Binding { keys: KeyboardShortcut::new(modifiers, key), when: When::Run, command };
    let plain = Modifiers::NONE;
    vec![
        bind(plain, Key::Space, Command::Run(RunCommand::TogglePause)),
        bind(plain, Key::B, Command::Run(RunCommand::TogglePause)),
        bind(plain, Key::Period, Command::Run(RunCommand::TogglePause)),
        bind(plain, Key::ArrowLeft, Command::Run(RunCommand::Back)),
        bind(plain, Key::PageUp, Command::Run(RunCommand::Back)),
        bind(plain, Key::ArrowRight, Command::Run(RunCommand::Skip)),
        bind(plain, Key::PageDown, Command::AdvanceRun),
        bind(plain, Key::ArrowUp, Command::Run(RunCommand::AddSecs(15))),
        bind(plain, Key::Plus, Command::Run(RunCommand::AddSecs(15))),
        bind(plain, Key::Equals, Command::Run(RunCommand::AddSecs(15))),
        bind(plain, Key::ArrowDown, Command::Run(RunCommand::AddSecs(-15))),
        bind(plain, Key::Minus, Command::Run(RunCommand::AddSecs(-15))),
        bind(plain, Key::S, Command::Run(RunCommand::SwapSides)),
        bind(plain, Key::M, Command::ToggleMute),
        bind(plain, Key::R, Command::ShowOverlay(Some(Overlay::LessTime))),
        bind(plain, Key::H, Command::StopForPain),
        bind(plain, Key::F, Command::ToggleFullScreen),
        bind(plain, Key::F11, Command::ToggleFullScreen),
        bind(Modifiers::COMMAND, Key::Slash, Command::ShowOverlay(Some(Overlay::Shortcuts))),
        bind(plain, Key::Questionmark, Command::ShowOverlay(Some(Overlay::Shortcuts))),
        bind(plain, Key::F1, Command::ShowOverlay(Some(Overlay::Shortcuts))),
        bind(plain, Key::Escape, Command::LeaveRun),
    ]
}

/// What keys do in a running circuit, as its help shows it.
#[derive(Clone, Copy, Debug)]
pub struct RunKeys {
    /// The keys, each of which does it.
    pub keys: &'static [&'static str],
    /// What they do.
    pub does: &'static str,
}

/// All keys of a running circuit, the most used first.
pub const RUN_KEYS: [RunKeys; 13] = {
    const fn row(keys: &'static [&'static str], does: &'static str) -> RunKeys {
        RunKeys { keys, does }
    }
    [
        row(&["Space", "B", "."], "pause, go on"),
        row(&["→"], "skip"),
        row(&["←", "Page Up"], "back"),
        row(&["Page Down"], "go on: ends a gap, then skips"),
        row(&["↑", "+"], "15 s more"),
        row(&["↓", "−"], "15 s less"),
        row(&["S"], "swap the sides of what remains"),
        row(&["1", "2", "3"], "eased, same, worse; 1–4: why it was skipped"),
        row(&["Shift", "0–9"], "pressure felt, while it is asked"),
        row(&["R"], "less time: fit what remains into some minutes"),
        row(&["H"], "it hurts: stop this, and say where"),
        row(&["M"], "mute and unmute all cues"),
        row(&["F", "F11"], "full screen and back"),
    ]
};

/// The digits from 0, by the place of their keys.
const DIGITS: [Key; 10] =
    [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// Reads the keys of this frame and pushes what they ask for.
pub fn read_keys(ctx: &Context, model: &Model, out: &mut Commands) {
    if model.emergency().is_some() {
        return;
    }
    // A page with an undo of its own keeps these keys, as a text field does.
    let in_text = ctx.text_edit_focused() || has_own_undo(ctx);
    let focused = ctx.memory(|memory| memory.focused().is_some());
    let in_modal = ctx.memory(|memory| memory.top_modal_layer().is_some());
    let goes_on = |running: &Running| !running.leaving && !running.run.is_finished();
    let in_run = model.running().is_some_and(goes_on) && !in_text && !in_modal && model.overlay().is_none();
    if in_run {
        read_answers(ctx, model, out);
    }
    for Binding { keys, when, command } in bindings() {
        let acts = match when {
            When::Anywhere => model.running().is_none(),
            When::OutsideText => model.running().is_none() && !in_text,
            When::Today => {
                let bare = !focused && !in_modal && model.overlay().is_none() && model.selected().is_none();
                model.running().is_none() && model.screen() == Screen::Today && bare
            }
            // The pages at the end of a run answer to their own buttons, and so does a button with the focus.
            When::Run => in_run && !(focused && keys.logical_key == Key::Space),
        };
        if acts && ctx.input_mut(|input| input.consume_shortcut(&keys)) {
            out.push(command);
        }
    }
}

/// Says that what is shown in this frame undoes and redoes by itself; the keys for it are left to it in the next one.
pub fn keep_undo(ctx: &Context) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| data.insert_temp(Id::unique("keeps undo"), pass));
}

/// Whether the last pass showed a page that keeps the keys of undo.
fn has_own_undo(ctx: &Context) -> bool {
    let kept: Option<u64> = ctx.data(|data| data.get_temp(Id::unique("keeps undo")));
    kept.is_some_and(|pass| pass + 1 >= ctx.cumulative_pass_nr())
}

/// Reads the digits that answer what is asked in a run: a bare one the question, one with Shift the pressure felt.
fn read_answers(ctx: &Context, model: &Model, out: &mut Commands) {
    let Some(running) = model.running() else { return };
    // As of the last tick: a view does not need the clock to know what is asked.
    let view = running.run.view(Duration::ZERO);
    let Some(asked) = Asked::by_key(running, &view) else { return };
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, physical_key, pressed: true, repeat: false, modifiers } = event else { return true };
            // With Shift, many layouts give another sign than the digit: the place of the key is what counts.
            let of = |key: Key| DIGITS.iter().position(|&digit| digit == key);
            let Some(digit) = physical_key.and_then(of).or_else(|| of(*key)) else { return true };
            let command = match *modifiers {
                Modifiers::NONE => asked.command(digit),
                Modifiers::SHIFT => asked.pressure_command(running, digit),
                _ => None,
            };
            let is_unknown = command.is_none();
            if let Some(command) = command {
                out.push(command);
            }
            is_unknown
        });
    });
}

/// The keys of a command as people read them, if it has any.
pub fn keys_of(ctx: &Context, command: &Command) -> Option<String> {
    let binding = bindings().into_iter().find(|binding| binding.command == *command)?;
    Some(keys_as_read(ctx, binding.keys))
}

/// A key combination as it stands on the keyboard: "Ctrl+," and not "Ctrl+Comma".
pub fn keys_as_read(ctx: &Context, keys: KeyboardShortcut) -> String {
    let text = ctx.format_shortcut(&keys);
    [("Comma", ","), ("Slash", "/"), ("Plus", "+"), ("Equals", "="), ("Minus", "−")]
        .into_iter()
        .find_map(|(name, sign)| text.strip_suffix(name).map(|start| format!("{start}{sign}")))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modifiers as an OS sees them: `COMMAND` is ⌘ on macOS, Ctrl elsewhere.
    fn on_os(modifiers: Modifiers, mac: bool) -> (bool, bool, bool, bool) {
        let Modifiers { alt, ctrl, shift, mac_cmd, command } = modifiers;
        (alt, ctrl || (command && !mac), shift, mac_cmd || (command && mac))
    }

    #[test]
    fn no_two_shortcuts_clash_on_any_system() {
        let all = bindings();
        for mac in [false, true] {
            for (index, a) in all.iter().enumerate() {
                for b in &all[index + 1..] {
                    let same_keys = a.keys.logical_key == b.keys.logical_key
                        && on_os(a.keys.modifiers, mac) == on_os(b.keys.modifiers, mac);
                    assert!(!same_keys || !a.when.overlaps(b.when), "{a:?} clashes with {b:?}");
                }
            }
        }
    }

    #[test]
    fn a_key_with_more_modifiers_is_read_before_one_with_fewer() {
        let count = |keys: KeyboardShortcut| {
            let (alt, ctrl, shift, cmd) = on_os(keys.modifiers, false);
            u8::from(alt) + u8::from(ctrl) + u8::from(shift) + u8::from(cmd)
        };
        let all = bindings();
        for (index, a) in all.iter().enumerate() {
            for b in &all[index + 1..] {
                let same = a.keys.logical_key == b.keys.logical_key && a.when.overlaps(b.when);
                assert!(!same || count(a.keys) >= count(b.keys), "{b:?} would never be read after {a:?}");
            }
        }
    }

    #[test]
    fn keys_without_modifiers_never_act_while_text_is_typed() {
        for binding in bindings() {
            let is_function = matches!(binding.keys.logical_key, Key::F1 | Key::F11);
            let bare = !binding.keys.modifiers.any() && !is_function;
            assert!(!bare || matches!(binding.when, When::Today | When::Run), "{binding:?}");
        }
    }
}
