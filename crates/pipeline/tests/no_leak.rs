//! Nothing that is hidden leaves the house: every file of every reader is opened and searched, and
//! worlds that differ in hidden figures alone give the same bytes.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

#[path = "support/hamlet.rs"]
#[expect(clippy::as_conversions, reason = "small numbers of a test")]
#[expect(clippy::format_push_string, reason = "files of a few lines")]
mod hamlet;
#[path = "support/opened.rs"]
mod opened;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use kvalitet_core::Unit;
use kvalitet_core::catalogue::Confidentiality;
use kvalitet_disclosure::{Audience, Release, ReleasedContent};
use kvalitet_pipeline::{Run, output_files, run};
use kvalitet_report::OutputFile;

use crate::hamlet::{Entrance, Hamlet, SMALL, YEARS, plan};
use crate::opened::{parts, readable};

/// Two ordinary schools whose pupils exchange levels.
const TRADERS: [u32; 2] = [999_103, 999_108];

struct World {
    run: Run,
    files: BTreeMap<String, OutputFile>,
}

impl World {
    fn new(hamlet: &Hamlet, entrance: Entrance, years: &[u16]) -> Self {
        let plan = plan(years);
        let run = run(&plan, &hamlet.sources(entrance), &|_| ()).unwrap();
        let files = output_files(&run, &plan).unwrap();
        let files = files.into_iter().map(|file| (file.path.clone(), file)).collect();
        Self { run, files }
    }

    fn release(&self, audience: &str) -> Release {
        self.run.release(audience.parse().unwrap()).unwrap()
    }

    /// The files of an audience.
    fn of(&self, audience: Audience) -> Vec<&OutputFile> {
        let belongs = |path: &str| match audience {
            Audience::Administration => {
                path.starts_with("fortrolig/") && !path.starts_with("fortrolig/skoler/")
            }
            Audience::Leader(school) => path == format!("fortrolig/skoler/{school}/leder.html"),
            Audience::Board(school) => path == format!("fortrolig/skoler/{school}/bestyrelse.html"),
            Audience::Public => path.starts_with("offentlig/"),
        };
        self.files.values().filter(|file| belongs(&file.path)).collect()
    }

    fn audiences(&self) -> Vec<Audience> {
        let mut all = self.run.of_schools();
        all.extend([Audience::Administration, Audience::Public]);
        all
    }
}

/// Ten ordinary schools: a leader has nine others, so that there is no band.
static WORLDS: LazyLock<[World; 2]> = LazyLock::new(|| {
    [Entrance::Rows, Entrance::Counts]
        .map(|entrance| World::new(&Hamlet::new(10), entrance, &YEARS))
});

/// Where two files first differ, with a little of both.
fn difference(a: &OutputFile, b: &OutputFile) -> Option<String> {
    let place = a.bytes.iter().zip(&b.bytes).position(|(a, b)| a != b);
    let place = place.or_else(|| (a.bytes.len() != b.bytes.len()).then_some(0))?;
    let about = |bytes: &[u8]| {
        let from = place.saturating_sub(160);
        String::from_utf8_lossy(&bytes[from..bytes.len().min(place + 80)]).into_owned()
    };
    Some(format!("{}:\n  {}\n  {}", a.path, about(&a.bytes), about(&b.bytes)))
}

fn assert_the_same(audience: Audience, a: &World, b: &World) {
    let (of_a, of_b) = (a.of(audience), b.of(audience));
    assert!(!of_a.is_empty());
    assert_eq!(of_a.len(), of_b.len());
    let differences: Vec<String> =
        of_a.into_iter().zip(of_b).filter_map(|(a, b)| difference(a, b)).collect();
    assert!(differences.is_empty(), "{audience}:\n{}", differences.join("\n"));
}

/// Everybody but the administration and the readers of some schools.
fn onlookers(world: &World, at: [u32; 2]) -> impl Iterator<Item = Audience> {
    let at = at.map(|school| Unit::School(school.to_string().parse().unwrap()));
    world.audiences().into_iter().filter(move |audience| {
        *audience != Audience::Administration
            && audience.school().is_none_or(|school| !at.contains(&school))
    })
}

fn leader(school: u32) -> Audience {
    Audience::Leader(school.to_string().parse().unwrap())
}

/// Two worlds by each entrance, before and after a change that the leader of the first of `at` sees.
fn both(at: [u32; 2], years: &[u16], change: impl Fn(Hamlet) -> Hamlet) -> Vec<[World; 2]> {
    let pair = |entrance| {
        let worlds = [Hamlet::new(10), change(Hamlet::new(10))];
        let worlds = worlds.map(|hamlet| World::new(&hamlet, entrance, years));
        let [a, b] = [&worlds[0], &worlds[1]].map(|of| of.of(leader(at[0]))[0].bytes.clone());
        assert!(a != b, "the worlds do not differ");
        worlds
    };
    [Entrance::Rows, Entrance::Counts].map(pair).into()
}

#[test]
fn what_two_small_schools_have_changes_no_byte_for_anybody_else() {
    for years in [&YEARS[..], &YEARS[1..]] {
        let worlds = both(SMALL, &YEARS, |hamlet| hamlet.exchanging(SMALL, years));
        for [before, after] in &worlds {
            for audience in onlookers(before, SMALL) {
                assert_the_same(audience, before, after);
            }
        }
    }
}

/// Of one year: no school has changed, and the shock factor is that of the whole country.
#[test]
fn what_other_schools_have_changes_no_byte_for_a_leader_or_a_board() {
    let year = YEARS[1];
    for [before, after] in &both(TRADERS, &[year], |hamlet| hamlet.trading(TRADERS, year)) {
        let of_schools = onlookers(before, TRADERS).filter(|of| of.school().is_some());
        for audience in of_schools {
            assert_the_same(audience, before, after);
        }
    }
}

/// Of two years the schools' changes together move the shock factor, and with it the width of every
/// interval (and what an axis must hold): one number of all schools. Nothing else may move.
#[test]
fn how_other_schools_changed_moves_nothing_but_the_width_of_intervals() {
    let year = YEARS[1];
    for [before, after] in &both(TRADERS, &YEARS, |hamlet| hamlet.trading(TRADERS, year)) {
        for audience in onlookers(before, TRADERS).filter(|of| of.school().is_some()) {
            let [a, b] = [before, after].map(|world| said(world.of(audience)[0]));
            let first = a.iter().zip(&b).find(|(a, b)| a != b);
            assert_eq!((first, a.len()), (None, b.len()), "{audience}");
        }
    }
}

/// What a page says outside its drawings, without intervals.
fn said(page: &OutputFile) -> Vec<String> {
    let text = String::from_utf8(page.bytes.clone()).unwrap();
    let drawings = text.split("<svg").map(|piece| piece.split_once("</svg>"));
    let outside: String = text
        .split("<svg")
        .zip(drawings)
        .map(|(whole, drawn)| drawn.map_or(whole, |(_, after)| after))
        .collect();
    readable(&page.path, &outside).iter().map(|piece| without_intervals(piece)).collect()
}

/// The text without what stands between two numbers and a dash, and without them.
fn without_intervals(text: &str) -> String {
    let is_number = |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.' | '\u{2212}');
    let mut kept = String::new();
    let mut pieces = text.split('–').peekable();
    while let Some(piece) = pieces.next() {
        let piece = if kept.is_empty() { piece } else { piece.trim_start_matches(is_number) };
        let ends = pieces.peek().is_some();
        kept.push_str(if ends { piece.trim_end_matches(is_number) } else { piece });
        if ends {
            kept.push('–');
        }
    }
    kept
}
