//! How everything looks: colours by meaning, text roles, fonts, icons, and egui's style made from them.

pub mod icons;
mod style;
#[cfg(test)]
mod tests;
mod text;
mod tokens;

pub use style::{install_fonts, install_styles};
pub use text::{Role, bold_family};
pub use tokens::{FigureTokens, ThemeError, Tokens, UNTINTED, mix};

use std::sync::Arc;

use crate::domain::Ramp;

/// The tokens of both themes, each with both ramps of severity.
#[derive(Clone, Debug)]
pub struct Themes {
    light: Ramps,
    dark: Ramps,
}

/// One theme with either ramp.
#[derive(Clone, Debug)]
struct Ramps {
    usual: Arc<Tokens>,
    ordered: Arc<Tokens>,
}

impl Ramps {
    fn built_in(theme: egui::Theme) -> Result<Self, ThemeError> {
        let usual = Tokens::built_in(theme)?;
        Ok(Self { ordered: Arc::new(usual.clone().with_ordered_ramp()), usual: Arc::new(usual) })
    }
}

impl Themes {
    /// The themes that ship with the program.
    pub fn built_in() -> Result<Self, ThemeError> {
        Ok(Self { light: Ramps::built_in(egui::Theme::Light)?, dark: Ramps::built_in(egui::Theme::Dark)? })
    }

    /// The tokens of one theme with the usual ramp.
    pub fn of(&self, theme: egui::Theme) -> &Arc<Tokens> {
        self.with_ramp(theme, Ramp::Usual)
    }

    /// The tokens of one theme with one of the ramps.
    pub fn with_ramp(&self, theme: egui::Theme, ramp: Ramp) -> &Arc<Tokens> {
        let ramps = match theme {
            egui::Theme::Light => &self.light,
            egui::Theme::Dark => &self.dark,
        };
        match ramp {
            Ramp::Usual => &ramps.usual,
            Ramp::LightnessOrdered => &ramps.ordered,
        }
    }
}
