//! The page of the docs on every kind of chart is what the kit draws.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

#[path = "../examples/gallery/specs.rs"]
#[expect(unused_imports, reason = "what the tests of the kinds ask for")]
mod specs;

use std::fmt::Write as _;

use kvalitet_charts::Width;
use kvalitet_core::Language;
use kvalitet_text::Texts;

/// The kinds as the page on them shows them: a head, what it says, and its specimens.
const PAGE: [(&str, &str, &[&str]); 11] = [
    (
        "Levels",
        "`LevelsChart`: bars of 100 per cent, the divider where God begins. A row with a hidden level has a word and no bar.",
        &["levels 9", "levels 1", "levels hidden"],
    ),
    (
        "Bands",
        "`LevelsChart` with `Alignment::Boundary`: bars stand at the boundary, so that what lies below it can be compared.",
        &["boundary six", "boundary five"],
    ),
    (
        "Development",
        "`DevelopmentChart`: intervals as bands (of more than three lines that of the first), the target, years without a figure as gaps, a new way of counting as a cut. A line that ends early says where, and in which year.",
        &["development 3 9", "development breaks", "development 4 1"],
    ),
    (
        "Dots",
        "`DotChart`: a school each, beside the middle half of all schools. With one row it is the strip of a school.",
        &["dots 7", "dots 1"],
    ),
    (
        "Dumbbell",
        "`DumbbellChart`: two years of each school; the band holds the changes that would not have been called sure. Only sure ones have colour.",
        &["dumbbell schools", "dumbbell ends", "dumbbell hidden"],
    ),
    (
        "Small multiples",
        "`MultiplesChart`: each school's years beside the municipality's, on one axis.",
        &["multiples schools", "multiples hidden"],
    ),
    (
        "Funnel",
        "`FunnelChart`: schools by size, between the limits that chance keeps to. Only those whose verdict is sure are named.",
        &["funnel 56", "funnel own", "funnel hidden"],
    ),
    (
        "Caterpillar",
        "`CaterpillarChart`: what schools added, around what was expected.",
        &["caterpillar 12", "caterpillar rest"],
    ),
    (
        "Transitions",
        "`TransitionsChart`: where the pupils of each earlier level are now.",
        &["transitions six", "transitions edges"],
    ),
    (
        "Goal arrow",
        "`GoalArrow` (målpil): a goal over some years, with sub-goals, actions and signs.",
        &["goal four", "goal signs"],
    ),
    (
        "Zeros, ends and long names",
        "Nothing leaves the picture, and no text stands on another.",
        &["development 0.0 0.0 7.1", "caterpillar wordy", "transitions names"],
    ),
];

const HEAD: &str = "\
# Charts

Every kind on invented schools, and some of its edges.
The charts of the demonstration are in `out/fortrolig/diagrammer/` after `cargo run --release`: each as SVG, as PNG for documents (1440 pixels wide) and for slides (1920 × 1080), and as Vega-Lite with its numbers.
Every edge in every width, those of 1,300 schools too, is drawn by `cargo run -p kvalitet-charts --example gallery -- FOLDER`.
What is not sure has no colour; what is hidden has a word and no place.
The first of each kind is also shown as a phone has it.
";

#[test]
fn the_page_of_the_docs_shows_what_is_drawn() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let texts = Texts::new(Language::Danish);
    let specimens = specs::specimens();
    let mut page = HEAD.to_owned();
    let mut files = Vec::new();
    for (head, about, names) in PAGE {
        write!(page, "\n## {head}\n\n{about}\n").unwrap();
        for (place, name) in names.iter().enumerate() {
            let specimen = specimens.iter().find(|of| of.name == *name).expect(name);
            let widths =
                if place == 0 { &[Width::Wide, Width::Narrow][..] } else { &[Width::Wide] };
            for width in widths {
                let file = format!("{}-{}.svg", name.replace([' ', '.'], "-"), width.px());
                writeln!(page, "\n![{head}: {name}](diagrammer/{file})").unwrap();
                let svg = specimen.spec.svg(&texts, *width, "a").unwrap();
                files.push((format!("diagrammer/{file}"), svg));
            }
        }
    }
    files.push(("diagrammer.md".to_owned(), page));
    for (path, text) in files {
        let path = docs.join(path);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == text, "{} differs: set UPDATE_DOCS=1 to write it", path.display());
    }
}
