//! Which colour the theme gives to what a figure is made of.

use egui::Color32;

use crate::domain::figure::Tone;
use crate::pose::Ink;
use crate::theme::{Tokens, mix};

/// How much of the accent the sector of a measured angle has.
const SECTOR: f32 = 0.26;

/// The colours of a figure on its surface.
pub struct Tones<'a> {
    tokens: &'a Tokens,
    paper: Color32,
    /// The last answer: polygons of one tone follow each other.
    last: Option<(Ink, Color32)>,
}

impl<'a> Tones<'a> {
    /// The colours of a theme, on a surface of the colour `paper`.
    pub fn new(tokens: &'a Tokens, paper: Color32) -> Self {
        Self { tokens, paper, last: None }
    }

    /// The colour of what a polygon is.
    pub fn colour(&mut self, ink: Ink) -> Color32 {
        match self.last {
            Some((last, colour)) if last == ink => colour,
            _ => {
                let colour = self.find(ink);
                self.last = Some((ink, colour));
                colour
            }
        }
    }

    fn find(&self, ink: Ink) -> Color32 {
        let t = &self.tokens.figure;
        let body = |far: f32| if far > 0.0 { mix(t.body, t.far, far) } else { t.body };
        match ink {
            Ink::Paper => self.paper,
            Ink::Body { far } => body(far),
            Ink::Lit { far, strength } => mix(body(far), t.lit, strength),
            Ink::Hair => t.hair,
            Ink::Floor => t.floor,
            Ink::Mat => t.mat,
            Ink::Prop(Tone::Prop) => t.prop,
            Ink::Prop(Tone::Prop2) => t.prop_shade,
            Ink::Prop(Tone::Prop3) => t.post,
            Ink::Prop(Tone::Accent) => t.tool,
            Ink::Prop(Tone::Accent2) => t.tool_shade,
            Ink::Arrow { strength } => mix(self.paper, self.tokens.accent, strength),
            Ink::Mark => self.tokens.accent,
            Ink::Sector => self.tokens.accent.gamma_multiply(SECTOR),
        }
    }
}
