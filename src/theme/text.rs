//! The text roles: every piece of text on screen has one.

use egui::{FontFamily, FontId, RichText};

/// The family of the bold face.
pub fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// A size and weight by its purpose. Sizes are in points; the player scales its own with the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Page and panel titles: 20 bold.
    Title,
    /// The sentence of a chart, panel names, big buttons: 16 bold.
    Heading,
    /// Everything else: 14.
    Body,
    /// Labels within body text: 14 bold.
    Label,
    /// Reasons, captions, axes, chips: 12.
    Small,
    /// Headings of columns and small emphasis: 12 bold.
    SmallBold,
}

impl Role {
    /// The size in points.
    pub fn size(self) -> f32 {
        match self {
            Self::Title => 20.0,
            Self::Heading => 16.0,
            Self::Body | Self::Label => 14.0,
            Self::Small | Self::SmallBold => 12.0,
        }
    }

    /// The height of a line in points.
    pub fn line_height(self) -> f32 {
        match self {
            Self::Title => 28.0,
            Self::Heading => 24.0,
            Self::Body | Self::Label => 20.0,
            Self::Small | Self::SmallBold => 16.0,
        }
    }

    /// The face.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Body | Self::Small => FontFamily::Proportional,
            Self::Title | Self::Heading | Self::Label | Self::SmallBold => bold_family(),
        }
    }

    /// The font, for painted text.
    pub fn font(self) -> FontId {
        FontId::new(self.size(), self.family())
    }

    /// Text in this role, for labels and buttons.
    pub fn text(self, text: impl Into<String>) -> RichText {
        RichText::new(text).font(self.font()).line_height(Some(self.line_height()))
    }
}
