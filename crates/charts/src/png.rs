//! A drawing as pixels, for slides and for programs that read no SVG.
//!
//! The pixels are those of the SVG: one renderer, the bundled fonts, none of the machine's.

use std::sync::{Arc, OnceLock};

use ::png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use crate::ChartError;
use crate::fonts::{BOLD_TTF, FAMILY, REGULAR_TTF, SEMIBOLD_TTF};

/// How large a picture becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PngSize {
    /// This many pixels for each px, all of them: 2 is sharp on every screen and on paper.
    Times(u8),
    /// A screen of 1920 × 1080 with the drawing in the middle, as large as its margins let it be.
    Slide,
}

/// The margin of a slide, in pixels of its own.
const MARGIN: f32 = 56.0;
const SLIDE: (u32, u32) = (1920, 1080);

/// An SVG of this crate as PNG, on white.
///
/// The same SVG gives the same bytes: the fonts are the crate's, and no clock or metadata is in the file.
///
/// # Errors
///
/// Returns [`ChartError::Pixels`] for what is no SVG, or too large a picture.
pub fn png(svg: &str, size: PngSize) -> Result<Vec<u8>, ChartError> {
    let wrong = |reason: String| ChartError::Pixels { reason };
    let tree = Tree::from_str(svg, options()).map_err(|error| wrong(error.to_string()))?;
    let drawn = (tree.size().width(), tree.size().height());
    let ((width, height), transform) = match size {
        PngSize::Times(times) => {
            let scale = f32::from(times);
            let whole = tree.size().scale_by(scale).map(|size| size.to_int_size());
            let whole = whole.ok_or_else(|| wrong("no extent".to_owned()))?;
            ((whole.width(), whole.height()), Transform::from_scale(scale, scale))
        }
        PngSize::Slide => (SLIDE, in_the_middle(drawn)),
    };
    let pixmap = Pixmap::new(width, height);
    let mut pixmap = pixmap.ok_or_else(|| wrong(format!("{width} × {height} pixels")))?;
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    encoded(&pixmap).map_err(|error| wrong(error.to_string()))
}

/// The pixels as a file: three bytes each, for nothing of a picture on white is seen through.
///
/// Charts are flat: without a filter they take three quarters of the bytes that the filters meant for
/// photographs leave, and level 4 takes half of the time of the default for 6 % more.
fn encoded(pixmap: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let pixels = pixmap.pixels().iter();
    let pixels: Vec<u8> =
        pixels.flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_filter(Filter::NoFilter);
    encoder.set_deflate_compression(DeflateCompression::Level(4));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes)
}

/// As large as it fits, never more than twice its size.
fn in_the_middle((width, height): (f32, f32)) -> Transform {
    let [across, down] = [SLIDE.0, SLIDE.1].map(|px| f32::from(u16::try_from(px).unwrap_or(0)));
    let scale = ((across - 2.0 * MARGIN) / width).min((down - 2.0 * MARGIN) / height).min(2.0);
    let (left, top) = ((across - scale * width) / 2.0, (down - scale * height) / 2.0);
    Transform::from_row(scale, 0.0, 0.0, scale, left, top)
}

fn options() -> &'static Options<'static> {
    static OPTIONS: OnceLock<Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let mut fonts = Database::new();
        for bytes in [REGULAR_TTF, SEMIBOLD_TTF, BOLD_TTF] {
            fonts.load_font_data(bytes.to_vec());
        }
        fonts.set_sans_serif_family(FAMILY);
        Options { font_family: FAMILY.to_owned(), fontdb: Arc::new(fonts), ..Options::default() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gallery;

    #[test]
    fn a_picture_has_the_size_that_is_asked_and_the_same_bytes() {
        let (_, svg) = gallery().into_iter().find(|(name, _)| name == "levels 9 Wide").unwrap();
        let page = png(&svg, PngSize::Times(2)).unwrap();
        let slide = png(&svg, PngSize::Slide).unwrap();
        let width = |bytes: &[u8]| u32::from_be_bytes(bytes[16..20].try_into().unwrap());
        let height = |bytes: &[u8]| u32::from_be_bytes(bytes[20..24].try_into().unwrap());
        assert_eq!(width(&page), 1440);
        assert_eq!((width(&slide), height(&slide)), SLIDE);
        assert_eq!(page, png(&svg, PngSize::Times(2)).unwrap());
        assert!(matches!(png("<p>", PngSize::Slide), Err(ChartError::Pixels { .. })));
    }

    #[test]
    fn text_is_drawn_with_the_bundled_fonts() {
        let (_, svg) = gallery().into_iter().find(|(name, _)| name == "levels 9 Wide").unwrap();
        let with = png(&svg, PngSize::Times(1)).unwrap();
        let without =
            png(&svg.replace("<text", "<g").replace("</text>", "</g>"), PngSize::Times(1));
        assert_ne!(with, without.unwrap());
    }
}
