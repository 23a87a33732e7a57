//! Draws every kind of chart with every edge, in every width, as SVG and PNG, and a page of them all:
//! `cargo run -p kvalitet-charts --example gallery -- FOLDER [WORD]`. With a word, only those whose name has
//! it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "invented figures: a wrong one is a mistake in this file, and is seen at once"
)]

mod specs;

use std::error::Error;
use std::fmt::Write as _;
use std::{env, fs, path::PathBuf};

use kvalitet_charts::{PngSize, STYLE, Width, png};
use kvalitet_core::Language;
use kvalitet_text::Texts;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder")?);
    let word = arguments.next().unwrap_or_default();
    fs::create_dir_all(&folder)?;
    let texts = Texts::new(Language::Danish);
    let mut page =
        format!("<!doctype html><meta charset=utf-8><title>Galleri</title><style>{STYLE}</style>");
    let found = specs::specimens().into_iter().filter(|of| of.name.contains(&word));
    for (number, specimen) in found.enumerate() {
        write!(page, "<h2>{}</h2>", specimen.name)?;
        for width in Width::ALL {
            let svg = specimen.spec.svg(&texts, width, &format!("c{number}-{}", width.px()))?;
            let name = format!("{}-{}", specimen.name.replace(' ', "-"), width.px());
            // A picture of 1,300 rows has a hundred million pixels: its drawing is enough.
            if svg.len() < 500_000 {
                fs::write(folder.join(format!("{name}.png")), png(&svg, PngSize::Times(2))?)?;
            }
            fs::write(folder.join(format!("{name}.svg")), &svg)?;
            page.push_str(&svg);
        }
        let name = specimen.name.replace(' ', "-");
        let slide = specimen.spec.svg(&texts, Width::Slide, "s")?;
        fs::write(folder.join(format!("{name}-dias.png")), png(&slide, PngSize::Slide)?)?;
        let vega = serde_json::to_string_pretty(&specimen.spec.vega_lite(&texts))?;
        fs::write(folder.join(format!("{name}-vega-lite.json")), vega)?;
    }
    fs::write(folder.join("index.html"), page)?;
    Ok(())
}
