//! Every icon the program uses, by what it says. Material Symbols Rounded, outline.

use egui::{FontFamily, FontId};
use egui_material_icons::icons as m;

/// The font family that holds the icons.
pub fn family() -> FontFamily {
    FontFamily::Name(egui_material_icons::FONT_FAMILY_OUTLINED.into())
}

/// The icon font at a size in points.
pub fn font(size: f32) -> FontId {
    FontId::new(size, family())
}

/// Defines one constant for each icon, and the list of all for the test that each can be drawn.
macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $icon:ident;)*) => {
        $($(#[$doc])* pub const $name: &str = m::$icon.codepoint;)*

        /// Every icon, with its name.
        #[cfg(test)]
        const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

icons! {
    /// The Today screen.
    TODAY = ICON_ACCESSIBILITY_NEW;
    /// The Trends screen.
    TRENDS = ICON_SSID_CHART;
    /// The Journal screen.
    JOURNAL = ICON_MENU_BOOK;
    /// The Library screen.
    LIBRARY = ICON_LOCAL_LIBRARY;
    /// The Settings screen.
    SETTINGS = ICON_SETTINGS;
    /// Copies the last check-in.
    COPY = ICON_CONTENT_COPY;
    /// A search field.
    SEARCH = ICON_SEARCH;
    /// Closes a panel.
    CLOSE = ICON_CLOSE;
    /// Opens for editing.
    EDIT = ICON_EDIT;
    /// Chosen, done.
    CHECK = ICON_CHECK;
    /// Starts a run.
    START = ICON_PLAY_ARROW;
    /// Holds a run.
    PAUSE = ICON_PAUSE;
    /// Something is wrong here.
    WRONG = ICON_DO_NOT_DISTURB_ON;
    /// A movement station.
    MOVEMENT = ICON_REDO;
    /// A tissue station.
    TISSUE = ICON_ADJUST;
    /// A breathing station.
    BREATHING = ICON_AIR;
    /// Adds one.
    ADD = ICON_ADD;
    /// Takes one away.
    REMOVE = ICON_REMOVE;
    /// Deletes a record.
    DELETE = ICON_DELETE;
    /// Takes back the last change.
    UNDO = ICON_UNDO;
    /// Makes the change again that was taken back.
    REDO = ICON_REDO;
    /// Says something worth knowing.
    INFO = ICON_INFO;
    /// Says that something went wrong.
    TROUBLE = ICON_ERROR;
    /// Shows a chart as a table.
    TABLE = ICON_TABLE_ROWS;
    /// A benchmark.
    BENCHMARK = ICON_STRAIGHTEN;
    /// A training.
    TRAINING = ICON_FITNESS_CENTER;
    /// Opens a list.
    EXPAND = ICON_KEYBOARD_ARROW_DOWN;
    /// Leads back to the page before.
    BACK = ICON_ARROW_BACK;
    /// Leads on.
    FORWARD = ICON_CHEVRON_RIGHT;
    /// Something is going on.
    BUSY = ICON_HOURGLASS_EMPTY;
    /// A file on disk.
    FILE = ICON_DESCRIPTION;
    /// A photo that was kept.
    PHOTO = ICON_PHOTO_CAMERA;
    /// A backup.
    BACKUP = ICON_HISTORY;
    /// Two versions of one thing.
    VERSIONS = ICON_CALL_SPLIT;
    /// Other days of the body map.
    LAYERS = ICON_LAYERS;
    /// The body map as a list.
    LIST = ICON_FORMAT_LIST_BULLETED;
    /// Further actions.
    MORE = ICON_MORE_VERT;
    /// Copies to the other side.
    MIRROR = ICON_FLIP;
    /// Exchanges the sides.
    SWAP = ICON_SWAP_HORIZ;
    /// Takes ratings away.
    CLEAR = ICON_INK_ERASER;
    /// The next best in its place.
    NEXT_BEST = ICON_AUTORENEW;
    /// Earlier, further up.
    UP = ICON_ARROW_UPWARD;
    /// Later, further down.
    DOWN = ICON_ARROW_DOWNWARD;
    /// Must be there.
    PIN = ICON_PUSH_PIN;
    /// Dragged by this.
    DRAG = ICON_DRAG_INDICATOR;
    /// Keeps among one's own.
    KEEP = ICON_BOOKMARK_ADD;
    /// Plain intervals.
    TIMER = ICON_TIMER;
    /// Something done before, once more.
    AGAIN = ICON_REPLAY;
    /// Cues are silenced.
    MUTED = ICON_VOLUME_OFF;
    /// A folder on disk.
    FOLDER = ICON_FOLDER_OPEN;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_has_a_glyph_of_its_own() {
        let context = egui::Context::default();
        crate::theme::install_fonts(&context);
        let output = context.run_ui(egui::RawInput::default(), |ui| {
            ui.ctx().fonts_mut(|fonts| {
                for (name, icon) in ALL {
                    let chars: Vec<char> = icon.chars().collect();
                    assert_eq!(chars.len(), 1, "{name} is one character");
                    assert!(fonts.has_glyph(&font(20.0), chars[0]), "{name} has no glyph");
                }
            });
        });
        output.drop_without_applying_deltas();
    }
}
