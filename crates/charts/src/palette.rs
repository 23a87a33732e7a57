//! Colours by the role they play, for a light and a dark background.
//!
//! Every role has a colour of its own in the light theme, so that the drawing library can carry
//! it as a plain colour and the SVG writer can name the role again.

use plotters::style::{Color, RGBColor, ShapeStyle};

/// The background the light theme is made for.
pub const PAPER_LIGHT: &str = "#ffffff";
/// The background the dark theme is made for.
pub const PAPER_DARK: &str = "#15181d";

/// Red, green, blue.
pub(crate) type Rgb = (u8, u8, u8);

/// A role and its colours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ink {
    pub(crate) name: &'static str,
    pub(crate) light: Rgb,
    pub(crate) dark: Rgb,
    /// A thin outline, light and dark: a pale fill is a mark only by its outline.
    pub(crate) edge: Option<(Rgb, Rgb)>,
    /// The dashes of a stroke, as SVG writes them.
    pub(crate) dash: Option<&'static str>,
}

const fn rgb(hex: u32) -> Rgb {
    let [_, red, green, blue] = hex.to_be_bytes();
    (red, green, blue)
}

const fn ink(name: &'static str, light: u32, dark: u32) -> Ink {
    Ink { name, light: rgb(light), dark: rgb(dark), edge: None, dash: None }
}

const fn level(name: &'static str, fill: u32, light_edge: u32, dark_edge: u32) -> Ink {
    let edge = Some((rgb(light_edge), rgb(dark_edge)));
    Ink { name, light: rgb(fill), dark: rgb(fill), edge, dash: None }
}

const fn dashed(name: &'static str, light: u32, dark: u32, dash: &'static str) -> Ink {
    Ink { name, light: rgb(light), dark: rgb(dark), edge: None, dash: Some(dash) }
}

pub(crate) static TEXT: Ink = ink("text", 0x001b_1e23, 0x00e9_ebee);
pub(crate) static MUTED: Ink = ink("muted", 0x005a_626b, 0x00a4_acb5);
pub(crate) static GRID: Ink = ink("grid", 0x00e1_e4e8, 0x002e_343b);
pub(crate) static AXIS: Ink = ink("axis", 0x0083_8b94, 0x0071_7a84);
pub(crate) static TARGET: Ink = dashed("target", 0x001b_1e24, 0x00e9_ebed, "6 4");
pub(crate) static MARK: Ink = dashed("mark", 0x0080_8892, 0x0078_818b, "1.5 3");
pub(crate) static DOT: Ink = ink("dot", 0x000a_5a93, 0x0062_b0ea);
pub(crate) static BAND: Ink = ink("band", 0x00dd_e3ea, 0x002c_3742);
pub(crate) static MIDDLE: Ink = ink("middle", 0x004a_525b, 0x00c0_c7cf);
/// The ground itself, for what covers something.
pub(crate) static PAPER: Ink = ink("paper", 0x00ff_fffe, 0x0015_181d);
/// Text on a fill that stays as it is in both themes.
pub(crate) static ON_PALE: Ink = ink("on-pale", 0x0010_1317, 0x0010_1317);
pub(crate) static ON_DEEP: Ink = ink("on-deep", 0x00ff_ffff, 0x00ff_ffff);

/// The six levels, lowest first. Brown to orange below the boundary, blue above it: apart for
/// every kind of colour vision.
pub(crate) static LEVELS: [Ink; 6] = [
    level("level-1", 0x009a_3f06, 0x009a_3f06, 0x00c8_743a),
    level("level-2", 0x00dd_7f2e, 0x00c2_691a, 0x00dd_7f2e),
    level("level-3", 0x00f5_c690, 0x00b0_762e, 0x00f5_c690),
    level("level-4", 0x00a9_cce4, 0x005c_90b8, 0x00a9_cce4),
    level("level-5", 0x0044_8fc4, 0x003a_82b6, 0x0044_8fc4),
    level("level-6", 0x000d_4f86, 0x000d_4f86, 0x004d_90c6),
];

/// The level in the middle of an odd number of them.
pub(crate) static NEUTRAL: Ink = level("level-0", 0x00d3_d8dd, 0x007f_8790, 0x00d3_d8dd);

/// The inks of so many levels, lowest first: brown below the middle, blue above it, grey on it. More
/// than six repeat, and their names tell.
pub(crate) fn diverging(count: usize) -> Vec<&'static Ink> {
    let [one, two, three, four, five, six] = LEVELS.each_ref();
    match count {
        0..=2 => vec![two, five].into_iter().take(count).collect(),
        3 => vec![two, &NEUTRAL, five],
        4 => vec![one, three, four, six],
        5 => vec![one, three, &NEUTRAL, four, six],
        _ => LEVELS.iter().cycle().take(count).collect(),
    }
}

/// The lines of a chart, in order. They tell lines apart and judge nothing.
pub(crate) static LINES: [Ink; 7] = [
    ink("line-1", 0x000b_5c96, 0x0062_b0eb),
    ink("line-2", 0x00b8_4c08, 0x00f0_9a55),
    ink("line-3", 0x0059_636e, 0x00b4_bcc5),
    ink("line-4", 0x0000_756a, 0x003c_bfae),
    ink("line-5", 0x007a_3e9d, 0x00c7_9be8),
    ink("line-6", 0x008a_5a00, 0x00cf_ae54),
    ink("line-7", 0x00a3_295f, 0x00f0_8cba),
];

/// The ink of line number `place`; after the last the first comes again, and the labels tell.
pub(crate) fn line(place: usize) -> &'static Ink {
    LINES.iter().cycle().nth(place).unwrap_or(&MUTED)
}

/// How large a share is, smallest first. One hue, so that it judges nothing: on light paper it grows
/// darker and on dark paper brighter, and no step is so near the middle that text on it is hard to
/// read.
pub(crate) static SHARES: [Ink; 6] = [
    ink("share-1", 0x00ef_edf5, 0x0026_232f),
    ink("share-2", 0x00d9_d3e8, 0x0038_3148),
    ink("share-3", 0x00bc_b1d6, 0x004f_4569),
    ink("share-4", 0x009d_8ec2, 0x006b_5d8f),
    ink("share-5", 0x006b_579c, 0x00a7_96cc),
    ink("share-6", 0x0043_306f, 0x00d3_c7ec),
];

/// The least share of each step, in whole per cent.
pub(crate) const SHARE_STEPS: [i64; 6] = [1, 10, 20, 35, 50, 75];

/// From this share on text stands in the ink of the paper.
pub(crate) const DEEP_SHARE: i64 = 50;

/// The tint of a share in whole per cent, and the ink of text on it. Steps are fixed, so that equal
/// numbers look alike in every chart; 0 has no tint.
pub(crate) fn share(percent: i64) -> Option<(&'static Ink, &'static Ink)> {
    let reached = SHARE_STEPS.iter().zip(&SHARES).take_while(|(least, _)| **least <= percent);
    let (least, ink) = reached.last()?;
    Some((ink, if *least < DEEP_SHARE { &TEXT } else { &PAPER }))
}

/// The ink of text on a level.
pub(crate) fn on_level(level: &Ink) -> &'static Ink {
    if matches!(level.name, "level-1" | "level-6") { &ON_DEEP } else { &ON_PALE }
}

/// Every ink.
pub(crate) fn all() -> impl Iterator<Item = &'static Ink> {
    let single = [
        &TEXT, &MUTED, &GRID, &AXIS, &TARGET, &MARK, &DOT, &BAND, &MIDDLE, &PAPER, &ON_PALE,
        &ON_DEEP,
    ];
    single.into_iter().chain([&NEUTRAL]).chain(&LEVELS).chain(&LINES).chain(&SHARES)
}

impl Ink {
    /// The ink of a colour of the light theme.
    pub(crate) fn of(light: Rgb) -> &'static Self {
        all().find(|ink| ink.light == light).unwrap_or(&TEXT)
    }

    /// Whether a style sheet must know it: it looks otherwise on a dark screen.
    pub(crate) fn follows_the_screen(&self) -> bool {
        self.light != self.dark
    }

    pub(crate) const fn color(&self) -> RGBColor {
        let (red, green, blue) = self.light;
        RGBColor(red, green, blue)
    }

    pub(crate) fn fill(&self) -> ShapeStyle {
        self.color().filled()
    }

    /// A see-through fill, or a stroke with `width` in tenths of a px.
    pub(crate) fn tint(&self, alpha: f64) -> ShapeStyle {
        self.color().mix(alpha).filled()
    }

    /// A stroke, `width` in tenths of a px.
    pub(crate) fn stroke(&self, width: u32) -> ShapeStyle {
        self.color().stroke_width(width)
    }
}

/// A colour as SVG writes it.
pub(crate) fn hex((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::STYLE;

    fn channel(value: u8) -> f64 {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            (2.4 * ((value + 0.055) / 1.055).log2()).exp2()
        }
    }

    fn luminance((red, green, blue): Rgb) -> f64 {
        0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
    }

    /// WCAG 2.1 contrast ratio.
    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    const LIGHT: Rgb = (0xff, 0xff, 0xff);
    const DARK: Rgb = (0x15, 0x18, 0x1d);

    #[test]
    fn the_papers_are_the_published_ones() {
        assert_eq!((hex(LIGHT).as_str(), hex(DARK).as_str()), (PAPER_LIGHT, PAPER_DARK));
        assert!((contrast(LIGHT, (0, 0, 0)) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn text_has_a_contrast_of_four_and_a_half() {
        for ink in [&TEXT, &MUTED, &TARGET].into_iter().chain(&LINES) {
            assert!(4.5 <= contrast(ink.light, LIGHT), "{} on light", ink.name);
            assert!(4.5 <= contrast(ink.dark, DARK), "{} on dark", ink.name);
        }
        for fill in LEVELS.iter().chain([&NEUTRAL]) {
            assert!(4.5 <= contrast(on_level(fill).light, fill.light), "{}", fill.name);
            assert!(4.5 <= contrast(on_level(fill).dark, fill.dark), "{}", fill.name);
        }
    }

    #[test]
    fn text_on_grounds_has_a_contrast_of_four_and_a_half() {
        for (ink, ground) in [(&PAPER, &DOT), (&TEXT, &BAND), (&MUTED, &BAND)] {
            assert!(4.5 <= contrast(ink.light, ground.light), "{} light", ink.name);
            assert!(4.5 <= contrast(ink.dark, ground.dark), "{} dark", ink.name);
        }
    }

    #[test]
    fn marks_have_a_contrast_of_three() {
        for ink in [&AXIS, &TARGET, &MARK, &DOT, &MIDDLE].into_iter().chain(&LINES) {
            assert!(3.0 <= contrast(ink.light, LIGHT), "{} on light", ink.name);
            assert!(3.0 <= contrast(ink.dark, DARK), "{} on dark", ink.name);
        }
        for level in LEVELS.iter().chain([&NEUTRAL]) {
            let (light, dark) = level.edge.unwrap();
            assert!(3.0 <= contrast(light, LIGHT), "{} on light", level.name);
            assert!(3.0 <= contrast(dark, DARK), "{} on dark", level.name);
        }
        for (mark, band) in [(&DOT, &BAND), (&MIDDLE, &BAND)] {
            assert!(3.0 <= contrast(mark.light, band.light), "{} on light band", mark.name);
            assert!(3.0 <= contrast(mark.dark, band.dark), "{} on dark band", mark.name);
        }
    }

    #[test]
    fn text_on_a_share_has_a_contrast_of_four_and_a_half() {
        for percent in 1..=100 {
            let (fill, on) = share(percent).unwrap();
            assert!(4.5 <= contrast(on.light, fill.light), "{} light", fill.name);
            assert!(4.5 <= contrast(on.dark, fill.dark), "{} dark", fill.name);
        }
        assert_eq!(share(0), None);
    }

    #[test]
    fn a_larger_share_stands_out_more_also_in_grey() {
        for pair in SHARES.windows(2) {
            let against = |ink: &Ink| (contrast(ink.light, LIGHT), contrast(ink.dark, DARK));
            let (small, large) = (against(&pair[0]), against(&pair[1]));
            assert!(1.15 < large.0 / small.0, "{} light", pair[1].name);
            assert!(1.15 < large.1 / small.1, "{} dark", pair[1].name);
        }
    }

    #[test]
    fn levels_of_any_number_are_apart_and_the_middle_of_an_odd_number_is_grey() {
        for count in 0..=6 {
            let inks = diverging(count);
            let names: BTreeSet<&str> = inks.iter().map(|ink| ink.name).collect();
            assert_eq!((inks.len(), names.len()), (count, count));
            let grey = inks.iter().position(|ink| ink.name == NEUTRAL.name);
            assert_eq!(grey, (count % 2 == 1 && 1 < count).then_some(count / 2));
        }
        assert_eq!(diverging(7).len(), 7);
    }

    #[test]
    fn every_ink_has_a_light_colour_of_its_own() {
        let colours: BTreeSet<Rgb> = all().map(|ink| ink.light).collect();
        assert_eq!(colours.len(), all().count());
    }

    #[test]
    fn the_style_sheet_holds_every_ink_as_it_is_here() {
        let [light, dark, print]: [&str; 3] =
            STYLE.split(".kr-chart {").skip(1).collect::<Vec<_>>().try_into().unwrap();
        for ink in all() {
            let colours = ink.edge.unwrap_or((ink.light, ink.dark));
            if colours.0 == colours.1 {
                continue;
            }
            let variable = |colour| format!("--kr-{}: {};", ink.name, hex(colour));
            assert!(light.contains(&variable(colours.0)), "{} light", ink.name);
            assert!(dark.contains(&variable(colours.1)), "{} dark", ink.name);
            assert!(print.contains(&variable(colours.0)), "{} print", ink.name);
        }
    }
}
