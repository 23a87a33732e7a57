//! Funnels and caterpillars with every edge.

use kvalitet_charts::{
    Axis, CaterpillarChart, CaterpillarRow, Effect, FunnelChart, FunnelLimits, FunnelPoint,
    FunnelReference, FunnelRest,
};
use kvalitet_core::Decimal;

use super::{NAMES, Specimen, heading, specimen};

fn decimal(units: i64, decimals: u8) -> Decimal {
    Decimal::new(units, decimals).unwrap()
}

fn size(count: usize) -> i64 {
    i64::try_from(count).unwrap()
}

/// Twelve names for as many schools as there are.
fn name(place: usize) -> String {
    let short = ["Rugskolen", "Klitskolen", "Hasselskolen", "Dunhammerskolen", "Søbredskolen"];
    let long = [NAMES[0], NAMES[2], NAMES[4]];
    let names = short.iter().chain(&long).chain(&["Duehøjskolen", "Ahornskolen"]);
    let name = names.cycle().nth(place).unwrap();
    if place < 10 { (*name).to_owned() } else { format!("{name} {place}") }
}

/// The limits around 74.8 per cent for schools of so many pupils.
fn limits(persons: u64) -> FunnelLimits {
    let share = 0.748_f64;
    let error = 160.0 * (share * (1.0 - share) / f64::from(u32::try_from(persons).unwrap())).sqrt();
    let around = |times: f64| {
        [-times, times].map(|t| Decimal::from_f64((74.8 + t * error).clamp(0.0, 100.0), 1).unwrap())
    };
    FunnelLimits { persons, inner: around(1.96), outer: around(3.09) }
}

/// Looks like chance and is the same every time: 0 to 999.
fn noise(place: usize, salt: usize) -> i64 {
    let mut bits =
        u64::try_from(1 + place * 64 + salt).unwrap().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i64::try_from((bits ^ (bits >> 31)) % 1000).unwrap()
}

/// One by one while they are few, then by a tenth.
fn sizes(least: u64, most: u64) -> impl Iterator<Item = u64> {
    let next = move |n: &u64| (*n < most).then(|| (n + (n / 10).max(1)).min(most));
    std::iter::successors(Some(least), next).filter(move |n| *n <= most)
}

/// A funnel of so many schools of at least `least` pupils.
pub(crate) fn funnel_chart(count: usize, least: u64) -> FunnelChart {
    let points: Vec<FunnelPoint> = (0..count)
        .map(|place| {
            let persons = least + u64::try_from(noise(place, 1) * noise(place, 2) / 7500).unwrap();
            let [lower, upper] = limits(persons).inner;
            let sum: i64 = (3..9).map(|salt| noise(place, salt)).sum();
            let width = upper.units() - lower.units();
            let units = (748 + (sum - 2997) * width / 2300).clamp(0, 1000);
            let is_sure = !(lower.units() - 12..=upper.units() + 12).contains(&units);
            let value = decimal(units, 1);
            FunnelPoint { name: name(place), persons, value, is_sure, own: None }
        })
        .collect();
    let all = || points.iter().map(|point| point.persons);
    let (from, to) = (all().min().unwrap_or(1), all().max().unwrap_or(0));
    FunnelChart {
        heading: heading(),
        axis: Axis::Percent,
        reference: FunnelReference {
            value: decimal(748, 1),
            label: "Alle skoler 74,8\u{a0}%".to_owned(),
        },
        limit_names: ["95\u{a0}%".to_owned(), "99,8\u{a0}%".to_owned()],
        limits: sizes(from, to).map(limits).collect(),
        persons_name: "Elever med resultat".to_owned(),
        points,
        hidden: FunnelRest::default(),
        absent: Vec::new(),
    }
}

pub(super) fn of_funnels() -> Vec<Specimen> {
    let counts = [(0, 10), (1, 40), (2, 12), (12, 18), (56, 18), (57, 3), (1300, 10)];
    let mut all: Vec<Specimen> = counts
        .map(|(count, least)| specimen(format!("funnel {count}"), funnel_chart(count, least)))
        .into();
    let rest =
        |word: &str| FunnelRest { word: word.to_owned(), names: NAMES.map(str::to_owned).to_vec() };
    let mut chart = funnel_chart(0, 10);
    (chart.hidden, chart.absent) = (rest("skjult"), vec![rest("for få")]);
    all.push(specimen("funnel hidden", chart.clone()));
    chart.points = funnel_chart(3, 18).points;
    for point in &mut chart.points {
        point.persons = 50;
    }
    chart.limits = vec![limits(50)];
    all.push(specimen("funnel one size", chart));
    let mut chart = funnel_chart(40, 18);
    for point in &mut chart.points {
        point.own = Some(limits(point.persons).inner);
    }
    (chart.limits, chart.hidden) = (Vec::new(), rest("skjult"));
    (chart.axis, chart.reference.label) = (Axis::Number, "Alle skoler 74,8".to_owned());
    "95\u{a0}%-grænser for hver skole".clone_into(&mut chart.limit_names[0]);
    all.push(specimen("funnel own", chart));
    let mut chart = funnel_chart(30, 18);
    for point in &mut chart.points {
        (point.is_sure, point.persons) = (true, 40 + point.persons % 9);
    }
    all.push(specimen("funnel crowd", chart));
    let mut chart = funnel_chart(6, 18);
    for (point, units) in chart.points.iter_mut().zip([0, 1000].into_iter().cycle()) {
        (point.is_sure, point.value) = (true, decimal(units, 1));
    }
    all.push(specimen("funnel ends", chart));
    all
}

/// What school number `place` of `count` added, sorted.
fn effect(place: usize, count: usize) -> Effect {
    let (place, count) = (size(place), size(count));
    let value = (2 * place - count + 1) * 45 / count.max(2) + place * 7 % 5 - 2;
    let half = 12 + place * 13 % 17;
    let around = |half: i64| [-half, half].map(|part| decimal(value + part, 2));
    Effect::Shown {
        value: decimal(value, 2),
        interval: around(half),
        comparison: (place % 11 != 5).then(|| around(half * 7 / 10)),
        is_sure: half < value.abs(),
    }
}

/// A caterpillar of so many schools, sorted, without hidden and absent ones.
pub(crate) fn caterpillar_chart(count: usize) -> CaterpillarChart {
    let row = |place: usize| CaterpillarRow {
        name: name(count - 1 - place),
        effect: effect(count - 1 - place, count),
        note: (place % 9 == 4).then(|| "under halvdelen af eleverne".to_owned()),
    };
    CaterpillarChart {
        heading: heading(),
        expected: "som ventet".to_owned(),
        less: "mindre end ventet".to_owned(),
        more: "mere end ventet".to_owned(),
        interval: "95\u{a0}%-interval".to_owned(),
        comparison: "til at sammenligne to skoler".to_owned(),
        sure: "sikkert anderledes end ventet".to_owned(),
        hidden: "skjult".to_owned(),
        absent: "ingen elever".to_owned(),
        rows: (0..count).map(row).collect(),
    }
}

/// The rows with what stands in place of a value after them.
fn with_rest(mut chart: CaterpillarChart) -> CaterpillarChart {
    for (name, effect) in
        NAMES.iter().zip([Effect::Hidden, Effect::Absent, Effect::Hidden, Effect::Absent])
    {
        let note = Some("færre end ti elever".to_owned());
        chart.rows.push(CaterpillarRow { name: (*name).to_owned(), effect, note });
    }
    chart
}

pub(super) fn of_caterpillars() -> Vec<Specimen> {
    let counts = [0, 1, 12, 56, 1300]
        .map(|count| specimen(format!("caterpillar {count}"), caterpillar_chart(count)));
    let all = counts.into_iter();
    let mut zeros = caterpillar_chart(3);
    for row in &mut zeros.rows {
        let (zero, comparison) = (decimal(0, 2), None);
        row.effect = Effect::Shown { value: zero, interval: [zero; 2], comparison, is_sure: false };
    }
    let mut wordy = caterpillar_chart(5);
    "som ventet af elevernes tidligere resultater og deres baggrund"
        .clone_into(&mut wordy.expected);
    "mindre end der kunne ventes af skolen".clone_into(&mut wordy.less);
    "mere end der kunne ventes af skolen".clone_into(&mut wordy.more);
    let rest = [
        specimen("caterpillar rest", with_rest(caterpillar_chart(8))),
        specimen("caterpillar hidden", with_rest(caterpillar_chart(0))),
        specimen("caterpillar zeros", zeros),
        specimen("caterpillar wordy", wordy),
    ];
    all.chain(rest).collect()
}
