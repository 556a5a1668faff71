//! How everything looks: colours by meaning, text roles, fonts, icons, and egui's style made from them.

pub mod icons;
mod style;
#[cfg(test)]
mod tests;
mod text;
mod tokens;

pub use style::{install_fonts, install_styles};
pub use text::{Role, bold_family};
pub use tokens::{ThemeError, Tokens, mix};

use std::sync::Arc;

/// The tokens of both themes.
#[derive(Clone, Debug)]
pub struct Themes {
    light: Arc<Tokens>,
    dark: Arc<Tokens>,
}

impl Themes {
    /// The themes that ship with the program.
    pub fn built_in() -> Result<Self, ThemeError> {
        Ok(Self {
            light: Arc::new(Tokens::built_in(egui::Theme::Light)?),
            dark: Arc::new(Tokens::built_in(egui::Theme::Dark)?),
        })
    }

    /// The tokens of one theme.
    pub fn of(&self, theme: egui::Theme) -> &Arc<Tokens> {
        match theme {
            egui::Theme::Light => &self.light,
            egui::Theme::Dark => &self.dark,
        }
    }
}
