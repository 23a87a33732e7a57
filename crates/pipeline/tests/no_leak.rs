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
    fn new(hamlet: &Hamlet, entrance: Entrance) -> Self {
        let plan = plan();
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
    [Entrance::Rows, Entrance::Counts].map(|entrance| World::new(&Hamlet::new(10), entrance))
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

/// That the worlds differ for a leader, and for no onlooker.
fn assert_only_they_see(at: [u32; 2], change: impl Fn(Hamlet) -> Hamlet, sees: impl Fn(Audience) -> bool) {
    for (entrance, before) in [Entrance::Rows, Entrance::Counts].into_iter().zip(&*WORLDS) {
        let after = World::new(&change(Hamlet::new(10)), entrance);
        let [a, b] = [before, &after].map(|of| of.of(leader(at[0]))[0].bytes.clone());
        assert!(a != b, "the worlds do not differ");
        for audience in onlookers(before, at).filter(|of| sees(*of)) {
            assert_the_same(audience, before, &after);
        }
    }
}

#[test]
fn what_two_small_schools_have_changes_no_byte_for_anybody_else() {
    assert_only_they_see(SMALL, |hamlet| hamlet.exchanging(SMALL, &YEARS), |_| true);
}

#[test]
fn how_two_small_schools_changed_changes_no_byte_for_anybody_else() {
    assert_only_they_see(SMALL, |hamlet| hamlet.exchanging(SMALL, &YEARS[1..]), |_| true);
}

#[test]
fn what_other_schools_have_changes_no_byte_for_a_leader_or_a_board() {
    let of_school = |audience: Audience| audience.school().is_some();
    assert_only_they_see(TRADERS, |hamlet| hamlet.trading(TRADERS, YEARS[1]), of_school);
}
