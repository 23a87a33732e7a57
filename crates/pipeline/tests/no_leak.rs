//! Nothing that is hidden leaves the house: every file of every reader is opened and searched, and
//! worlds that differ in hidden figures alone give the same bytes.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

#[path = "support/hamlet.rs"]
#[expect(clippy::format_push_string, reason = "files of a few lines")]
mod hamlet;
#[path = "support/opened.rs"]
mod opened;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use kvalitet_core::Unit;
use kvalitet_core::catalogue::Confidentiality;
use kvalitet_disclosure::{Audience, Release, ReleasedContent};
use kvalitet_pipeline::{Run, output_files, run};
use kvalitet_report::OutputFile;

use crate::hamlet::{Entrance, Hamlet, SMALL, SPECIAL, YEARS, plan};
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
        let files = output_files(&run, &plan, None).unwrap();
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
            Audience::Leader(school) => {
                path.starts_with(&format!("fortrolig/skoler/{school}/leder"))
            }
            Audience::Board(school) => {
                path.starts_with(&format!("fortrolig/skoler/{school}/bestyrelse"))
            }
            Audience::Public => path.starts_with("offentlig/"),
        };
        self.files.values().filter(|file| belongs(&file.path)).collect()
    }

    /// The page with everything an audience is told of.
    fn page(&self, audience: Audience) -> &OutputFile {
        let all = self.of(audience).into_iter();
        all.into_iter().find(|file| !file.path.contains("-samtale")).unwrap()
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
/// Nine ordinary schools that are not small: no leader has a band of ten others.
fn both(at: [u32; 2], years: &[u16], change: impl Fn(Hamlet) -> Hamlet) -> Vec<[World; 2]> {
    let pair = |entrance| {
        let worlds = [Hamlet::new(9), change(Hamlet::new(9))];
        let worlds = worlds.map(|hamlet| World::new(&hamlet, entrance, years));
        let [a, b] = [&worlds[0], &worlds[1]].map(|of| of.page(leader(at[0])).bytes.clone());
        assert!(a != b, "the worlds do not differ");
        worlds
    };
    [Entrance::Rows, Entrance::Counts].map(pair).into()
}

#[test]
fn what_two_small_schools_have_changes_no_byte_for_anybody_else() {
    for (schools, years) in [(SPECIAL, &YEARS[..]), (SPECIAL, &YEARS[1..]), (SMALL, &YEARS[1..])] {
        let worlds = both(schools, &YEARS, |hamlet| hamlet.exchanging(schools, years));
        for [before, after] in &worlds {
            for audience in onlookers(before, schools) {
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

/// The public reads of tests what the rule says. Where that is the same, so is every byte.
#[test]
fn results_that_change_no_verdict_change_no_byte_for_the_public() {
    let year = YEARS[1];
    for [before, after] in &both(TRADERS, &[year], |hamlet| hamlet.trading(TRADERS, year)) {
        let [a, b] = [before, after].map(|world| world.run.releases[&Audience::Public].clone());
        assert_eq!((a.targets(), a.changes()), (b.targets(), b.changes()));
        assert_the_same(Audience::Public, before, after);
    }
}

/// Of two years the schools' changes together move the shock factor, and with it the width of every
/// interval (and what an axis must hold): one number of all schools. Nothing else may move.
#[test]
fn how_other_schools_changed_moves_nothing_but_the_width_of_intervals() {
    let year = YEARS[1];
    for [before, after] in &both(TRADERS, &YEARS, |hamlet| hamlet.trading(TRADERS, year)) {
        for audience in onlookers(before, TRADERS).filter(|of| of.school().is_some()) {
            for (a, b) in before.of(audience).into_iter().zip(after.of(audience)) {
                let [a, b] = [a, b].map(said);
                let first = a.iter().zip(&b).find(|(a, b)| a != b);
                assert_eq!((first, a.len()), (None, b.len()), "{audience}");
            }
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

/// A number with decimals, as every dialect prints it: a point between, no sign.
fn numbers(text: &str) -> BTreeSet<String> {
    let is_part = |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.');
    let pieces = text.split(|sign| !is_part(sign));
    let numbers = pieces.map(|piece| piece.replace(',', "."));
    let is_one = |number: &String| {
        let (whole, decimals) = number.split_once('.').unwrap_or_default();
        !whole.is_empty() && (1..=2).contains(&decimals.len()) && !decimals.contains('.')
    };
    numbers.filter(is_one).collect()
}

/// The values and limits of what is not open that a release shows, with what each is of.
fn kept(release: &Release) -> BTreeMap<String, String> {
    let is_kept = |id: &str| {
        let indicator = release.catalogue().indicator(id);
        indicator.is_some_and(|of| of.confidentiality != Confidentiality::Open)
    };
    let mut numbers = BTreeMap::new();
    for (key, figure) in release.figures() {
        if let ReleasedContent::Shown { value, lower, upper, .. } = figure.content()
            && key.unit != Unit::Nation
            && is_kept(key.indicator.as_str())
        {
            for number in [Some(*value), *lower, *upper].into_iter().flatten() {
                // Round numbers and short ones stand in many places: at the ticks of an axis.
                let printed = number.to_string().replace('-', "");
                if 3 < printed.len() && !printed.ends_with('0') {
                    numbers.insert(printed, key.to_string());
                }
            }
        }
    }
    numbers
}

/// Every number with decimals that is in a release: what its readers may see.
fn shown(release: &Release) -> BTreeSet<String> {
    let said = [
        serde_json::to_string(release.figures()),
        serde_json::to_string(release.targets()),
        serde_json::to_string(release.changes()),
        serde_json::to_string(release.positions()),
        serde_json::to_string(release.bands()),
    ];
    said.into_iter().flat_map(|text| numbers(&text.unwrap())).collect()
}

#[test]
fn no_hidden_number_stands_in_any_file_of_those_it_is_hidden_from() {
    for world in &*WORLDS {
        let everything = kept(&world.run.releases[&Audience::Administration]);
        assert!(100 < everything.len(), "{}", everything.len());
        for audience in world.audiences() {
            let release = world.run.release(audience).unwrap();
            let shown = shown(&release);
            // What the methods, the policy and the definitions print is the same in every world.
            let common = common(world, audience);
            let hidden: BTreeMap<_, _> = everything
                .iter()
                .filter(|(number, _)| !shown.contains(*number) && !common.contains(*number))
                .collect();
            assert_eq!(hidden.is_empty(), audience == Audience::Administration, "{audience}");
            for file in world.of(audience) {
                for (name, text) in parts(file) {
                    let said = readable(&name, &text).join("\n");
                    let found = numbers(&said).into_iter().find(|of| hidden.contains_key(of));
                    let found = found.map(|of| (hidden[&of].clone(), of));
                    assert_eq!(found, None, "{audience}: {name}");
                }
            }
        }
    }
}

/// The numbers of an audience's files that stand there in another municipality too: of definitions,
/// methods and targets, not of results.
fn common(world: &World, audience: Audience) -> BTreeSet<String> {
    static OTHER: LazyLock<World> =
        LazyLock::new(|| World::new(&Hamlet::new(11).shifted(), Entrance::Rows, &YEARS));
    let of = |world: &World| {
        let all = world.of(audience).into_iter().flat_map(parts);
        let said = all.flat_map(|(name, text)| readable(&name, &text));
        said.flat_map(|piece| numbers(&piece)).collect::<BTreeSet<String>>()
    };
    of(world).intersection(&of(&OTHER)).cloned().collect()
}

#[test]
fn what_is_not_public_says_so_and_lies_apart() {
    for world in &*WORLDS {
        for audience in world.audiences() {
            let files = world.of(audience);
            assert!(!files.is_empty(), "{audience}");
            for file in files {
                assert_stamped(audience, file);
            }
        }
        let told: usize = world.audiences().into_iter().map(|of| world.of(of).len()).sum();
        // The file that says what the folder is belongs to nobody.
        assert_eq!(told + 1, world.files.len());
    }
}

fn assert_stamped(audience: Audience, file: &OutputFile) {
    let is_public = audience == Audience::Public;
    let recipient = match audience {
        Audience::Administration => "modtager: kommunens administration",
        Audience::Leader(_) => "modtager: lederen af",
        Audience::Board(_) => "modtager: bestyrelsen for",
        Audience::Public => "FORTROLIGT",
    };
    let stamp = |text: &str| text.contains("FORTROLIGT") && text.contains(recipient);
    let path = &file.path;
    let in_name = path.contains("FORTROLIGT");
    assert!(!is_public || !in_name, "{path}");
    for (name, text) in parts(file) {
        let kind = Path::new(&name).extension().and_then(|kind| kind.to_str());
        if kind == Some("html") {
            let title = text.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
            let cover = text.split_once("class=\"stempel\"").unwrap().1;
            let cover = cover.split_once("</p>").unwrap().0;
            let foot = text.split_once("<footer>").unwrap().1;
            for place in [title, cover, foot] {
                assert_eq!(stamp(place), !is_public, "{name}: {place}");
            }
            // A draft says so at the head of every printed page, whomever it is for.
            let head = text.split_once("@top-center").unwrap().1.split_once('}').unwrap().0;
            assert_eq!(head.contains("FORTROLIGT"), !is_public, "{name}: {head}");
        } else if kind == Some("json") && !in_name {
            assert_eq!(text.contains("\"stempel\": \"FORTROLIGT"), !is_public, "{name}");
        } else if name.ends_with("docProps/core.xml") {
            assert_eq!(stamp(&text), !is_public, "{name}: {text}");
        } else if name.contains(".docx!word/header") {
            assert_eq!(stamp(&text), !is_public, "{name}");
        } else if !path.contains(".docx") {
            assert_eq!(in_name, !is_public, "{name}");
        }
    }
}

/// Whether a text has a share in it: digits and a sign of per cent.
fn has_share(text: &str) -> bool {
    let text = text.replace('\u{a0}', " ");
    let marks = ["%", "pct", "procent"];
    marks.iter().flat_map(|mark| text.match_indices(mark).map(|(place, _)| place)).any(|place| {
        let before = text[..place].trim_end();
        before.ends_with(|sign: char| sign.is_ascii_digit())
    })
}

/// The chapter of a page that begins with a heading of this id.
fn chapter<'p>(page: &'p str, id: &str) -> &'p str {
    let from = page.find(&format!("<h2 id=\"{id}\">")).unwrap();
    let rest = &page[from..];
    let next = rest[1..].find("<h2 id=");
    next.map_or(rest, |next| &rest[..=next])
}

#[test]
fn the_public_reads_words_and_no_number_of_a_test() {
    for world in &*WORLDS {
        let page = &world.files["offentlig/rapport.html"];
        let page = String::from_utf8(page.bytes.clone()).unwrap();
        let public = &world.run.releases[&Audience::Public];
        let indicators = public.catalogue().indicators().iter();
        let by_law = indicators.filter(|of| of.confidentiality == Confidentiality::ByLaw);
        let names: Vec<&str> = by_law.map(|of| of.name.da.as_str()).collect();
        let of_tests = chapter(&page, "dnt-laesning");
        assert!(of_tests.contains("indfriet") && of_tests.contains("Gode resultater i læsning"));
        let in_chapter = readable("kapitel.html", of_tests).into_iter();
        let elsewhere = readable("side.html", &page).into_iter();
        let elsewhere = elsewhere.filter(|piece| names.iter().any(|name| piece.contains(name)));
        for piece in in_chapter.chain(elsewhere) {
            // What the state asks is a number, and so is what claims were corrected by.
            let is_asked = ["mindst", "mål", "95 %", "korrigeret for"]
                .iter()
                .any(|of| piece.to_lowercase().contains(of));
            let is_nation = piece.contains("landet");
            assert!(!has_share(&piece) || is_asked || is_nation, "{piece}");
        }
        for (name, of_row) in [("figurer", "vaerdi"), ("udvikling", "aendring")] {
            let bytes = &world.files[&format!("offentlig/{name}.csv")].bytes;
            let mut reader = csv::Reader::from_reader(&bytes[..]);
            let head = reader.headers().unwrap().clone();
            let place = |name: &str| head.iter().position(|of| of == name).unwrap();
            for row in reader.records().map(Result::unwrap) {
                let by_law = row[place("indikator")].starts_with("laesning");
                let nation = &row[place("enhed")] == "land";
                assert!(!by_law || nation || row[place(of_row)].is_empty(), "{row:?}");
            }
        }
    }
}

#[test]
fn a_leader_sees_a_band_of_ten_others_and_a_board_none() {
    let eleven = World::new(&Hamlet::new(11), Entrance::Rows, &YEARS);
    let bands = |world: &World, audience: &str| world.release(audience).bands().to_vec();
    assert!(bands(&WORLDS[0], "leder:999101").is_empty());
    let own = bands(&eleven, "leder:999101");
    assert!(own.iter().any(|of| of.indicator.as_str() == "laesning.gode"));
    assert!(own.iter().all(|of| of.schools == 10));
    assert!(bands(&eleven, "bestyrelse:999101").is_empty());
    assert!(bands(&eleven, "offentlig").is_empty());
    // Two special schools have one other each; small schools are in no band.
    assert!(bands(&eleven, "leder:999191").is_empty());
    let administration = &eleven.run.releases[&Audience::Administration];
    for band in own {
        for ((key, figure), end) in administration
            .figures()
            .iter()
            .filter(|(key, _)| key.indicator == band.indicator)
            .flat_map(|of| [band.lower, band.upper].map(|end| (of, end)))
        {
            let is_school = matches!(key.unit, Unit::School(_));
            let is_it = figure.value().is_some_and(|value| value.compare(end).is_eq());
            let is_told = key.breakdown == kvalitet_core::Breakdown::ALL
                && key.period == kvalitet_core::Period::Year(band.year);
            let is_kind = !key.unit.to_string().contains("99919");
            assert!(!(is_school && is_it && is_told && is_kind), "{key}");
        }
    }
    let page = String::from_utf8(eleven.page(leader(999_101)).bytes.clone()).unwrap();
    assert!(page.contains("laesning-gode-andre"));
}
