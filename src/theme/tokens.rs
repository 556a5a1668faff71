//! The colours by their meaning, read from `assets/theme/*.ron`.

use egui::Color32;
use serde::{Deserialize, Deserializer};

use crate::domain::Rating;

/// The colours of one theme. Nothing outside this module names a colour by its value.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// The page.
    #[serde(deserialize_with = "hex")]
    pub window: Color32,
    /// Cards, panels and fields.
    #[serde(deserialize_with = "hex")]
    pub surface: Color32,
    /// Quiet blocks, tracks, rating 0 in charts.
    #[serde(deserialize_with = "hex")]
    pub sunk: Color32,
    /// Hairlines and empty progress.
    #[serde(deserialize_with = "hex")]
    pub line: Color32,
    /// Borders of fields, buttons, chips and pills; at least 3:1 on `surface`.
    #[serde(deserialize_with = "hex")]
    pub control: Color32,
    /// Text.
    #[serde(deserialize_with = "hex")]
    pub text: Color32,
    /// Secondary text; at least 4.5:1 on `window`, `surface` and `sunk`.
    #[serde(deserialize_with = "hex")]
    pub quiet: Color32,
    /// The primary action, the selection, "here, now".
    #[serde(deserialize_with = "hex")]
    pub accent: Color32,
    /// Text on `accent`.
    #[serde(deserialize_with = "hex")]
    pub on_accent: Color32,
    /// Selected rows, the chosen item of the navigation, chosen chips.
    #[serde(deserialize_with = "hex")]
    pub accent_soft: Color32,
    /// Movement dose and secondary lines.
    #[serde(deserialize_with = "hex")]
    pub accent_line: Color32,
    /// The body's silhouette.
    #[serde(deserialize_with = "hex")]
    pub body: Color32,
    /// A region at rest.
    #[serde(deserialize_with = "hex")]
    pub rest: Color32,
    /// Fine drawing on the body.
    #[serde(deserialize_with = "hex")]
    pub detail: Color32,
    /// Text that says "ease".
    #[serde(deserialize_with = "hex")]
    pub caution: Color32,
    /// The block behind `caution`.
    #[serde(deserialize_with = "hex")]
    pub caution_soft: Color32,
    /// Text that says "stop".
    #[serde(deserialize_with = "hex")]
    pub stop: Color32,
    /// The block behind `stop`.
    #[serde(deserialize_with = "hex")]
    pub stop_soft: Color32,
    /// The mark and outline of a region where something is wrong.
    #[serde(deserialize_with = "hex")]
    pub stop_fill: Color32,
    /// The bar on that mark.
    #[serde(deserialize_with = "hex")]
    pub on_stop_fill: Color32,
    /// A region whose median is lower than before.
    #[serde(deserialize_with = "hex")]
    pub change_lower: Color32,
    /// A region whose median is higher than before.
    #[serde(deserialize_with = "hex")]
    pub change_higher: Color32,
    /// A region whose medians do not clearly differ.
    #[serde(deserialize_with = "hex")]
    pub change_none: Color32,
    /// Dark text and hatching on the severity ramp, the same in both themes.
    #[serde(deserialize_with = "hex")]
    pub ink: Color32,
    /// What the edge of a rated region is mixed with.
    #[serde(deserialize_with = "hex")]
    edge: Color32,
    /// The share of `edge` in that mix, 0–1.
    edge_share: f32,
    /// The shadow of overlays.
    #[serde(deserialize_with = "hex")]
    pub shadow: Color32,
    /// Moving figures.
    pub figure: FigureTokens,
    /// The severity ramp, values 1–10.
    #[serde(deserialize_with = "hexes")]
    severity: [Color32; 10],
    /// The other ramp, whose lightness only falls (light theme) or rises (dark theme), also to colour-blind eyes.
    #[serde(deserialize_with = "hexes")]
    severity_ordered: [Color32; 10],
}

/// The colours of moving figures and of what is around them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureTokens {
    /// The body.
    #[serde(deserialize_with = "hex")]
    pub body: Color32,
    /// Limbs that are farther away.
    #[serde(deserialize_with = "hex")]
    pub far: Color32,
    /// Hair.
    #[serde(deserialize_with = "hex")]
    pub hair: Color32,
    /// What is worked; at least 3:1 on `body`.
    #[serde(deserialize_with = "hex")]
    pub lit: Color32,
    /// The line of the floor.
    #[serde(deserialize_with = "hex")]
    pub floor: Color32,
    /// A mat.
    #[serde(deserialize_with = "hex")]
    pub mat: Color32,
    /// Walls and furniture.
    #[serde(deserialize_with = "hex")]
    pub prop: Color32,
    /// Their sides in the shade.
    #[serde(deserialize_with = "hex")]
    pub prop_shade: Color32,
    /// Posts and bars.
    #[serde(deserialize_with = "hex")]
    pub post: Color32,
    /// Tools: rollers, balls, sticks, straps.
    #[serde(deserialize_with = "hex")]
    pub tool: Color32,
    /// What is seen on a tool.
    #[serde(deserialize_with = "hex")]
    pub tool_shade: Color32,
}

/// A built-in theme file that does not parse: a mistake in the program, shown with its place.
#[derive(Debug, thiserror::Error)]
#[error("assets/theme/{file}: {error}")]
pub struct ThemeError {
    file: &'static str,
    error: Box<ron::error::SpannedError>,
}

impl Tokens {
    /// The colours of a theme.
    pub fn built_in(theme: egui::Theme) -> Result<Self, ThemeError> {
        let (file, text) = match theme {
            egui::Theme::Light => ("light.ron", include_str!("../../assets/theme/light.ron")),
            egui::Theme::Dark => ("dark.ron", include_str!("../../assets/theme/dark.ron")),
        };
        ron::from_str(text).map_err(|error| ThemeError { file, error: Box::new(error) })
    }

    /// The colour of a rating; 0 is the colour of a region at rest.
    pub fn severity(&self, rating: Rating) -> Color32 {
        match usize::from(rating.get()).checked_sub(1) {
            None => self.rest,
            Some(index) => self.severity[index],
        }
    }

    /// The same colours with the ramp that is ordered in lightness.
    pub(super) fn with_ordered_ramp(self) -> Self {
        Self { severity: self.severity_ordered, ..self }
    }

    /// The colour of a level between two ratings, as of a mean; 0 is the colour of a region at rest.
    pub fn severity_at(&self, level: f32) -> Color32 {
        let level = level.clamp(0.0, f32::from(Rating::MAX.get()));
        let rating = |value: f32| self.severity(Rating::try_from(value as u8).unwrap_or(Rating::MAX));
        let share = level.fract();
        if share == 0.0 { rating(level) } else { mix(rating(level.floor()), rating(level.ceil()), share) }
    }

    /// The edge of a region of this fill: it keeps 3:1 against the body where the fill does not.
    pub fn severity_edge(&self, fill: Color32) -> Color32 {
        mix(fill, self.edge, self.edge_share)
    }

    /// Text on a severity colour.
    pub fn on_severity(&self, rating: Rating) -> Color32 {
        self.on_fill(self.severity(rating))
    }

    /// Ink or white, whichever shows better on a fill.
    pub fn on_fill(&self, fill: Color32) -> Color32 {
        let shows = |colour: Color32| contrast(colour, fill);
        if shows(self.ink) >= shows(self.on_stop_fill) { self.ink } else { self.on_stop_fill }
    }
}

/// What a picture is tinted with so that its colours stay as they are.
pub const UNTINTED: Color32 = Color32::WHITE;

/// The contrast of two opaque colours, 1–21: (lighter + 0.05) / (darker + 0.05) of their relative luminances (WCAG 2.2).
pub fn contrast(first: Color32, second: Color32) -> f32 {
    let luminance = |colour: Color32| {
        let [r, g, b, _] = egui::Rgba::from(colour).to_array();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let [first, second] = [first, second].map(luminance);
    (first.max(second) + 0.05) / (first.min(second) + 0.05)
}

/// The mix of two opaque colours in `OKLab`, `share` of the second, 0–1 (Ottosson 2020, "A perceptual color space").
///
/// Mixing there keeps the lightness even between the two, where a mix of sRGB numbers would dip.
pub fn mix(first: Color32, second: Color32, share: f32) -> Color32 {
    let [first, second] = [first, second].map(to_oklab);
    let mixed: [f32; 3] = std::array::from_fn(|i| first[i] + (second[i] - first[i]) * share);
    from_oklab(mixed)
}

#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
fn to_oklab(colour: Color32) -> [f32; 3] {
    let [r, g, b, _] = egui::Rgba::from(colour).to_array();
    let l = (0.412_221_47 * r + 0.536_332_54 * g + 0.051_445_994 * b).cbrt();
    let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
    let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
    [
        0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    ]
}

#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
fn from_oklab([lightness, a, b]: [f32; 3]) -> Color32 {
    let l = (lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
    let m = (lightness - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
    let s = (lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
    egui::Rgba::from_rgb(
        4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
        -1.268_438 * l + 2.609_757_4 * m - 0.341_319_38 * s,
        -0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s,
    )
    .into()
}

#[expect(clippy::disallowed_methods, reason = "the one place where a colour has a value: the theme files")]
fn parse_hex(text: &str) -> Result<Color32, String> {
    Color32::from_hex(text).map_err(|error| format!("`{text}` is not a colour: {error:?}"))
}

fn hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_hex(&text).map_err(serde::de::Error::custom)
}

fn hexes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[Color32; 10], D::Error> {
    let texts = <[String; 10]>::deserialize(deserializer)?;
    let mut colours = [Color32::TRANSPARENT; 10];
    for (colour, text) in colours.iter_mut().zip(texts) {
        *colour = parse_hex(&text).map_err(serde::de::Error::custom)?;
    }
    Ok(colours)
}
