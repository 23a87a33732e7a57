//! Who attacks, what they know, and what comes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::catalogue::Units;
use kvalitet_core::{Breakdown, EvidenceClass, FigureKey, IndicatorId, Period, Unit};
use kvalitet_figures::Figure;
use rayon::prelude::*;

use super::coalitions::{Coalitions, Settled, nearest};
use super::model::{Model, Sensitive, Slot};
use super::reach::{Hints, Proof, Reach, View};
use super::system::{Limits, MANY, Place};
use super::witness::Moves;
use super::{AuditError, AuditedAttacker, Breach, Coalition, Knowledge, Quantity, Way};
use crate::{HidingRule, Known, ReleasedContent, ReleasedFigure};

/// Everybody, in the order of the audit.
pub(super) fn attack(
    model: &Model<'_>,
    knowledge: &Knowledge,
) -> Result<Vec<AuditedAttacker>, AuditError> {
    let mut limits = model.system.limits();
    let untrue = || AuditError::Untrue { unknowns: model.system.len() };
    model.system.narrow(&mut limits, None, |_, _| {}).map_err(|_| untrue())?;
    let mut attacks = Attacks::new(model, limits);
    let leaders = attacks.leaders();
    attacks.find_first();
    attacks.find_ranks(&leaders);
    for (key, slot) in &model.amounts {
        if let Slot::Free(_) = slot {
            let cells = attacks.cells.entry((&key.indicator, key.period)).or_default();
            cells.push((key.unit, key.breakdown));
        }
    }
    let public: BTreeSet<Place> = attacks.known_to_everybody(knowledge);
    if knowledge.leaders >= Coalition::One {
        attacks.settle(&leaders, &public);
    }
    let mut attackers = vec![attacks.reader()?];
    if !model.input.ledger.is_empty() {
        attackers.push(attacks.with_ledger()?);
    }
    let told = knowledge.tables.iter().filter(|of| of.value.is_some() || of.hits.is_some());
    let told = told.map(|known| known.key.clone());
    let earlier = knowledge.earlier.values().flatten();
    let is_told = |figure: &ReleasedFigure| !figure.is_hidden() && figure.rounded_to().is_none();
    let shown = earlier.filter(|(_, figure)| is_told(figure)).map(|(key, _)| key.clone());
    attacks.public = told.chain(shown).collect();
    attacks.public_places.clone_from(&public);
    if !knowledge.tables.is_empty() || !knowledge.earlier.is_empty() {
        attackers.push(attacks.with_tables(knowledge, &public)?);
    }
    if knowledge.leaders >= Coalition::One {
        attackers.extend(attacks.each_leader(&leaders, &public)?);
    }
    if knowledge.leaders == Coalition::Two {
        attackers.extend(attacks.pairs(&leaders, &public)?);
    }
    if knowledge.contributors {
        let alone = attacks.alone();
        let contributor = |key: &FigureKey| attacks.clone().contributor(key, &public);
        attackers.extend(alone.par_iter().map(contributor).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(attackers)
}

/// The number of a school, as in `leder:999001`.
fn number(unit: Unit) -> String {
    let text = unit.to_string();
    text.split_once(':').map_or(text.clone(), |(_, number)| number.to_owned())
}

/// Whether a number is open by a linear program alone.
type IsLinear = bool;

/// The id of one who reads and knows nothing besides.
const READER: &str = "laeser";

/// How many shapes of tables are tried for a number.
const SHAPES: usize = 40;

/// How many tables that move an unknown are offered to others.
const KEPT: usize = 12;

#[derive(Clone)]
struct Attacks<'m> {
    model: &'m Model<'m>,
    /// The limits that everybody knows.
    limits: Vec<Limits>,
    /// Tables that look the same, by the number they show to be safe.
    tables: BTreeMap<usize, Vec<Arc<Moves>>>,
    /// Some of all those tables, by the unknowns they move: one that was found for a number does for others.
    pool: BTreeMap<Place, Vec<Arc<Moves>>>,
    /// The numbers that an unknown was moved for in one of their tables.
    uses: BTreeMap<Place, BTreeSet<usize>>,
    /// The numbers that their tables show to be safe.
    safe: BTreeSet<usize>,
    /// The numbers that are open even to most leaders together.
    settled: BTreeMap<usize, Vec<Settled>>,
    /// What is open to a reader but not by tables: whether by a linear program alone, and which unknowns it
    /// hangs together with. To somebody who knows none of those better it is as open.
    of_reader: BTreeMap<usize, (IsLinear, usize)>,
    /// The unknowns that hang together, as a reader sees them.
    components: Arc<BTreeMap<Place, usize>>,
    /// What is public already, figures and unknowns: nobody has to work it out.
    public: BTreeSet<FigureKey>,
    public_places: BTreeSet<Place>,
    /// The figures of an indicator in a period whose amounts are unknowns.
    cells: BTreeMap<(&'m IndicatorId, Period), Vec<(Unit, Breakdown)>>,
    /// The schools each number is of.
    schools: Vec<BTreeSet<Unit>>,
    /// For each number the first that is the same unknown: figures of one series rest on the same persons.
    first: Vec<usize>,
    /// The school of each unknown that is of one.
    units: Vec<Option<Unit>>,
    /// How near each school is to the unit of a number.
    ranks: BTreeMap<Unit, Arc<BTreeMap<Unit, usize>>>,
    /// What one leader or a reader finds out: two are not asked again.
    found: BTreeMap<String, BTreeSet<usize>>,
}

/// What an attacker knows anyway, and is not asked about.
pub(super) enum Own<'k> {
    /// Nothing.
    Nothing,
    /// Nothing, but why figures are hidden.
    Ledger,
    /// The pupils of these schools; and what one of them finds out alone.
    Schools(&'k [Unit], BTreeSet<usize>),
    /// The one person of a figure, and the unknowns that are this person.
    Person(&'k FigureKey, &'k BTreeSet<Place>),
}

impl<'m> Attacks<'m> {
    fn new(model: &'m Model<'m>, limits: Vec<Limits>) -> Self {
        Self {
            model,
            limits,
            tables: BTreeMap::new(),
            pool: BTreeMap::new(),
            uses: BTreeMap::new(),
            safe: BTreeSet::new(),
            settled: BTreeMap::new(),
            of_reader: BTreeMap::new(),
            components: Arc::default(),
            schools: model.sensitive.iter().map(|of| model.schools_of(&of.key)).collect(),
            first: Vec::new(),
            units: vec![None; model.system.len()],
            ranks: BTreeMap::new(),
            found: BTreeMap::new(),
            cells: BTreeMap::new(),
            public: BTreeSet::new(),
            public_places: BTreeSet::new(),
        }
    }
}

impl Attacks<'_> {
    fn reader(&mut self) -> Result<AuditedAttacker, AuditError> {
        let mut reader = self.attack(READER.to_owned(), &BTreeSet::new(), &Own::Nothing)?;
        for key in self.model.not_for_audience() {
            let (quantity, way) = (Quantity::Sum, Way::NotForAudience);
            reader.breaches.push(Breach { key, quantity, way, limits: None });
        }
        reader.breaches.extend(self.model.told_by_words(&[]));
        sort(&mut reader.breaches);
        Ok(reader)
    }

    /// One who reads of each hidden figure whether it rests on too few persons itself: then it is on
    /// fewer than `k`, and otherwise on no fewer.
    fn with_ledger(&mut self) -> Result<AuditedAttacker, AuditError> {
        let everybody = self.limits.clone();
        let untrue = |_| AuditError::Untrue { unknowns: everybody.len() };
        for (place, told) in self.model.told_by_ledger() {
            if let Some(of) = self.limits.get_mut(place) {
                *of = [of[0].max(told[0]), of[1].min(told[1])];
            }
        }
        self.model.system.narrow(&mut self.limits, None, |_, _| {}).map_err(untrue)?;
        let pairs = everybody.iter().zip(&self.limits).enumerate();
        let changed = pairs.filter(|(_, (old, new))| old != new).map(|(place, _)| place).collect();
        let mut limits = std::mem::replace(&mut self.limits, everybody.clone());
        let view = View::new(&self.model.system, &mut limits, &BTreeSet::new());
        let view = view.map_err(|_| AuditError::Untrue { unknowns: everybody.len() })?;
        Ok(self.ask("protokol".to_owned(), view, &changed, &Own::Ledger))
    }

    fn with_tables(
        &mut self,
        knowledge: &Knowledge,
        public: &BTreeSet<Place>,
    ) -> Result<AuditedAttacker, AuditError> {
        let mut of = self.attack("tabeller".to_owned(), public, &Own::Nothing)?;
        of.breaches.extend(self.model.told_by_words(&knowledge.tables));
        for figures in knowledge.earlier.values() {
            of.breaches.extend(self.model.between_editions(figures));
        }
        sort(&mut of.breaches);
        Ok(of)
    }

    /// Each leader alone, all at the same time: each starts from what is shown to be safe from a reader.
    fn each_leader(
        &mut self,
        leaders: &BTreeMap<Unit, BTreeSet<Place>>,
        public: &BTreeSet<Place>,
    ) -> Result<Vec<AuditedAttacker>, AuditError> {
        let of = |(unit, places): (&Unit, &BTreeSet<Place>)| {
            let mut attacks = self.clone();
            let attacker = attacks.leader(*unit, places, public)?;
            let found = attacks.found.remove(&attacker.id).unwrap_or_default();
            Ok((attacker, found))
        };
        let all: Vec<_> = leaders.par_iter().map(of).collect::<Result<_, AuditError>>()?;
        let (attackers, found): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        let ids = attackers.iter().map(|of| of.id.clone());
        self.found.extend(ids.zip(found));
        Ok(attackers)
    }

    fn leader(
        &mut self,
        unit: Unit,
        places: &BTreeSet<Place>,
        public: &BTreeSet<Place>,
    ) -> Result<AuditedAttacker, AuditError> {
        let known = places.union(public).copied().collect();
        let own = Own::Schools(&[unit], BTreeSet::new());
        self.attack(format!("leder:{}", number(unit)), &known, &own)
    }

    /// Two leaders together, as far as they can do more than each alone.
    fn pairs(
        &mut self,
        leaders: &BTreeMap<Unit, BTreeSet<Place>>,
        public: &BTreeSet<Place>,
    ) -> Result<Vec<AuditedAttacker>, AuditError> {
        let mut found = Vec::new();
        for (place, (one, of_one)) in leaders.iter().enumerate() {
            for (other, of_other) in leaders.iter().skip(place + 1) {
                let id = format!("ledere:{}+{}", number(*one), number(*other));
                let known = [public, of_one, of_other].into_iter().flatten().copied().collect();
                let ids = [READER.to_owned()].into_iter();
                let ids = ids.chain([one, other].map(|unit| format!("leder:{}", number(*unit))));
                let alone = ids.filter_map(|id| self.found.get(&id)).flatten().copied().collect();
                found.push(self.attack(id, &known, &Own::Schools(&[*one, *other], alone))?);
            }
        }
        Ok(found)
    }

    fn contributor(
        &mut self,
        key: &FigureKey,
        public: &BTreeSet<Place>,
    ) -> Result<AuditedAttacker, AuditError> {
        let own = self.model.system.same(self.model.places(|other| is_cell(key, other)));
        let known = own.union(public).copied().collect();
        self.attack(format!("bidragyder:{key}"), &known, &Own::Person(key, &own))
    }

    /// Settles against leaders together what can be settled so, of the numbers that tables do not show to
    /// be safe. Of a number of many schools there are few, and leaving all of those open leaves everything
    /// open: those are asked of each leader.
    fn settle(&mut self, leaders: &BTreeMap<Unit, BTreeSet<Place>>, public: &BTreeSet<Place>) {
        let not_shown = self.not_shown();
        let of_one_school = |place: &usize| {
            let schools = self.schools.get(*place).filter(|schools| schools.len() == 1)?;
            let school = schools.first().filter(|school| matches!(school, Unit::School(_)))?;
            Some((*place, *school))
        };
        let numbers: Vec<(usize, Unit)> = not_shown.iter().filter_map(of_one_school).collect();
        let (model, limits) = (self.model, &*self.limits);
        self.settled = Coalitions { model, limits, leaders, public }.settle(&numbers);
    }

    /// The numbers that tables do not show to be safe from a reader, and that so many hang together with
    /// that a linear program is asked.
    fn not_shown(&mut self) -> Vec<usize> {
        let model = self.model;
        let mut limits = self.limits.clone();
        let Ok(mut view) = View::new(&model.system, &mut limits, &BTreeSet::new()) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (place, of) in model.sensitive.iter().enumerate() {
            let Slot::Free(target) = of.slot else { continue };
            let is_asked = self.first(place) == place && self.is_tried(place, of, &Own::Nothing);
            if !is_asked || !view.is_large(target) {
                continue;
            }
            let mut tables = Vec::new();
            let pool = self.pool.get(&target).map_or(&[][..], Vec::as_slice);
            if view.is_shown_by_tables((target, of.need), &mut tables, pool) {
                self.keep(place, &tables);
                self.tables.insert(place, tables);
                self.safe.insert(place);
            } else {
                found.push(place);
            }
        }
        found
    }

    /// Keeps tables that show a number to be safe.
    fn keep(&mut self, place: usize, tables: &[Arc<Moves>]) {
        for table in tables {
            for moved in table.keys() {
                self.uses.entry(*moved).or_default().insert(place);
                let pool = self.pool.entry(*moved).or_default();
                if pool.len() < KEPT && !pool.iter().any(|of| Arc::ptr_eq(of, table)) {
                    pool.push(Arc::clone(table));
                }
            }
        }
    }

    fn find_first(&mut self) {
        let mut firsts = BTreeMap::new();
        let sensitive = self.model.sensitive.iter().zip(&self.schools).enumerate();
        self.first = sensitive
            .map(|(place, (of, schools))| match of.slot {
                Slot::Free(target) => *firsts.entry((target, of.need, schools)).or_insert(place),
                Slot::Known(_) => place,
            })
            .collect();
    }

    fn find_ranks(&mut self, leaders: &BTreeMap<Unit, BTreeSet<Place>>) {
        for (unit, places) in leaders {
            for place in places {
                if let Some(of) = self.units.get_mut(*place) {
                    *of = Some(*unit);
                }
            }
        }
        let asked: BTreeSet<Unit> = self.model.sensitive.iter().map(|of| of.key.unit).collect();
        for unit in asked {
            let near = nearest(self.model.input.graph, unit, leaders.keys().copied());
            let ranks = near.into_iter().zip(1..).chain([(unit, 0)]);
            self.ranks.insert(unit, Arc::new(ranks.collect()));
        }
    }

    /// The first number that is the same unknown as one.
    fn first(&self, place: usize) -> usize {
        self.first.get(place).copied().unwrap_or(place)
    }

    fn is_tried(&self, place: usize, of: &Sensitive, own: &Own<'_>) -> bool {
        let is_public = self.public.contains(&of.key)
            || matches!(of.slot, Slot::Free(slot) if self.public_places.contains(&slot));
        if is_public {
            return false;
        }
        match own {
            Own::Nothing | Own::Ledger => true,
            Own::Schools(units, alone) => {
                let schools = self.schools.get(place);
                let is_own =
                    schools.is_some_and(|schools| schools.iter().all(|s| units.contains(s)));
                !is_own && !alone.contains(&place)
            }
            Own::Person(key, places) => {
                let is_own = matches!(of.slot, Slot::Free(place) if places.contains(&place));
                !is_own && !self.model.is_same_person(key, &of.key)
            }
        }
    }

    /// What somebody finds out who knows the truth of some unknowns.
    fn attack(
        &mut self,
        id: String,
        known: &BTreeSet<Place>,
        own: &Own<'_>,
    ) -> Result<AuditedAttacker, AuditError> {
        let mut limits = std::mem::take(&mut self.limits);
        let untrue = |_| AuditError::Untrue { unknowns: self.model.system.len() };
        let view = View::new(&self.model.system, &mut limits, known).map_err(untrue)?;
        let changed: BTreeSet<Place> = view.changed().collect();
        let attacker = self.ask(id, view, &changed, own);
        self.limits = limits;
        Ok(attacker)
    }

    /// Asks about every number that is not the attacker's own. One that tables show to be safe, none of
    /// which moves what is known better here, is not asked about again.
    fn ask(
        &mut self,
        id: String,
        mut view: View<'_>,
        changed: &BTreeSet<Place>,
        own: &Own<'_>,
    ) -> AuditedAttacker {
        let model = self.model;
        let uses = changed.iter().filter_map(|place| self.uses.get(place));
        let again: BTreeSet<usize> = uses.flatten().copied().collect();
        let (mut tried, mut linear) = (0, 0);
        let (mut breaches, mut open) = (Vec::new(), Vec::new());
        let touched: BTreeSet<usize> =
            changed.iter().filter_map(|place| self.components.get(place)).copied().collect();
        let is_reader = id == READER;
        let mut open_to_reader: BTreeMap<usize, (IsLinear, usize)> = BTreeMap::new();
        let mut answered: BTreeMap<usize, Reach> = BTreeMap::new();
        for (place, of) in model.sensitive.iter().enumerate() {
            if !self.is_tried(place, of, own) {
                continue;
            }
            tried += 1;
            let first = self.first(place);
            if self.safe.contains(&first) && !again.contains(&first) {
                continue;
            }
            let mut settled = self.settled.get(&first).into_iter().flatten();
            let settled = settled.find(|of| of.is_for(own)).map(|of| of.is_linear);
            let of_reader = self.of_reader.get(&first).filter(|(_, of)| !touched.contains(of));
            let is_linear = settled.or(of_reader.map(|(is_linear, _)| *is_linear));
            if let Some(is_linear) = is_linear {
                linear += u64::from(is_linear);
                let at = if is_reader { component(of, &mut view) } else { None };
                open_to_reader.extend(at.map(|at| (first, (is_linear, at))));
                continue;
            }
            let reach = match answered.get(&first) {
                Some(reach) => Reach::clone(reach),
                None => self.reach(first, of, &mut view),
            };
            match &reach {
                Reach::Shown => {
                    self.safe.insert(first);
                }
                Reach::Safe | Reach::Linear => {
                    let is_linear = reach == Reach::Linear;
                    linear += u64::from(is_linear);
                    let at = if is_reader { component(of, &mut view) } else { None };
                    open_to_reader.extend(at.map(|at| (first, (is_linear, at))));
                }
                Reach::Breach(limits, proof) => {
                    breaches.push(breach(of, *limits, way(*proof, of.slot)));
                    self.found.entry(id.clone()).or_default().insert(place);
                }
                Reach::Open(limits) => open.push(breach(of, *limits, Way::Whole)),
            }
            answered.insert(first, reach);
        }
        if is_reader {
            self.of_reader = open_to_reader;
            self.components = Arc::new(view.into_components());
        }
        let (breaches, open) = (sorted(breaches), sorted(open));
        AuditedAttacker { id, tried, linear, breaches, known: Vec::new(), open }
    }

    /// What is known of a number; tables that show it to be safe are kept.
    fn reach(&mut self, place: usize, of: &Sensitive, view: &mut View<'_>) -> Reach {
        let Slot::Free(target) = of.slot else {
            let truth = self.model.true_value(of.slot);
            return Reach::Breach([truth, truth], Proof::Narrowed);
        };
        let mut tables = self.tables.remove(&place).unwrap_or_default();
        let known = tables.len();
        let pool = self.pool.get(&target).map_or(&[][..], Vec::as_slice);
        let shapes = || self.shapes(of);
        let ranks = self.ranks.get(&of.key.unit).cloned().unwrap_or_default();
        let is_near = |place: Place, most: usize| {
            let school = self.units.get(place).copied().flatten();
            school.is_none_or(|school| ranks.get(&school).is_some_and(|rank| *rank <= most))
        };
        let hints = Hints { shapes: &shapes, is_near: &is_near };
        let reach = view.reach((target, of.need), &mut tables, pool, hints);
        self.keep(place, tables.get(known..).unwrap_or_default());
        if !tables.is_empty() {
            self.tables.insert(place, tables);
        }
        reach
    }

    /// Tables that a number may be moved in: one more here is one less for another part of the unit and for
    /// another unit, and one more where those two meet.
    fn shapes(&self, of: &Sensitive) -> Vec<Moves> {
        let key = &of.key;
        let Some(indicator) = self.model.input.catalogue.indicator(key.indicator.as_str()) else {
            return Vec::new();
        };
        let place = |unit: Unit, breakdown: Breakdown| {
            let key = FigureKey { unit, breakdown, ..key.clone() };
            let slot = match of.quantity {
                Quantity::Persons => self.model.persons_of(&key, indicator)?,
                Quantity::Hits | Quantity::Misses | Quantity::Sum => {
                    self.model.amounts.get(&key).copied()?
                }
            };
            match slot {
                Slot::Free(place) => Some(place),
                Slot::Known(_) => None,
            }
        };
        let Some(own) = place(key.unit, key.breakdown) else { return Vec::new() };
        let category = key.breakdown.category;
        let cells = self.cells.get(&(&key.indicator, key.period)).into_iter().flatten();
        let cells = cells.filter(|(_, of)| of.category == category);
        let (mut parts, mut units) = (Vec::new(), Vec::new());
        for (unit, breakdown) in cells {
            if *unit == key.unit && *breakdown != key.breakdown {
                parts.push(*breakdown);
            } else if *unit != key.unit && *breakdown == key.breakdown {
                units.push(*unit);
            }
        }
        let mut found = Vec::new();
        for part in &parts {
            for unit in &units {
                let corners = [
                    place(key.unit, *part).map(|of| (of, -1)),
                    place(*unit, key.breakdown).map(|of| (of, -1)),
                    place(*unit, *part).map(|of| (of, 1)),
                ];
                let corners: Option<Vec<(Place, i128)>> = corners.into_iter().collect();
                if let Some(corners) = corners {
                    let mut shape: Moves = corners.into_iter().chain([(own, 1)]).collect();
                    if let (Quantity::Misses, Slot::Free(misses)) = (of.quantity, of.slot) {
                        shape.insert(misses, -1);
                    }
                    found.push(shape);
                }
            }
        }
        // Not the first units alone: each attacker knows some of them.
        let step = (found.len() / SHAPES).max(1);
        found.into_iter().step_by(step).take(SHAPES).collect()
    }

    /// The unknowns that tables and earlier editions say, where they say what is true.
    fn known_to_everybody(&self, knowledge: &Knowledge) -> BTreeSet<Place> {
        let earlier = knowledge.earlier.iter().flat_map(|(edition, figures)| {
            figures.iter().filter_map(move |(key, figure)| match *figure.content() {
                ReleasedContent::Shown { value, n, hits, rounded_to: None, .. } => Some(Known {
                    key: key.clone(),
                    n,
                    hits,
                    value: Some(value),
                    source: edition.clone(),
                }),
                ReleasedContent::Shown { .. }
                | ReleasedContent::Hidden
                | ReleasedContent::Absent { .. } => None,
            })
        });
        let all = knowledge.tables.iter().cloned().chain(earlier);
        all.flat_map(|known| self.model.places_known(&known)).collect()
    }

    /// The unknowns of each school that has some.
    fn leaders(&self) -> BTreeMap<Unit, BTreeSet<Place>> {
        let mut leaders: BTreeMap<Unit, BTreeSet<Place>> = BTreeMap::new();
        let persons = self.model.persons.iter().map(|((.., (unit, _)), slot)| (*unit, *slot));
        let amounts = self.model.amounts.iter().map(|(key, slot)| (key.unit, *slot));
        for (unit, slot) in persons.chain(amounts) {
            if let (Unit::School(_), Slot::Free(place)) = (unit, slot) {
                leaders.entry(unit).or_default().insert(place);
            }
        }
        leaders
    }

    /// The hidden figures on one person, one for each cell and period.
    fn alone(&self) -> Vec<FigureKey> {
        let mut cells = BTreeMap::new();
        for of in &self.model.sensitive {
            let n = self.model.truth.get(&of.key).and_then(Figure::n);
            if n == Some(1) && matches!(of.slot, Slot::Free(_)) {
                let cell = (of.key.unit, of.key.breakdown.pupils(), of.key.period);
                cells.entry(cell).or_insert_with(|| of.key.clone());
            }
        }
        cells.into_values().collect()
    }
}

/// Whether two figures are of the same cell and period.
fn is_cell(one: &FigureKey, other: &FigureKey) -> bool {
    one.unit == other.unit
        && one.period == other.period
        && one.breakdown.pupils() == other.breakdown.pupils()
}

impl Model<'_> {
    /// The schools that a figure has pupils of.
    fn schools_of(&self, key: &FigureKey) -> BTreeSet<Unit> {
        let mut schools = self.input.graph.of(&key.indicator).schools(key.unit);
        schools.retain(|school| {
            let figure = self.truth.get(&FigureKey { unit: *school, ..key.clone() });
            figure.is_some_and(|figure| figure.n() != Some(0))
        });
        if schools.is_empty() { BTreeSet::from([key.unit]) } else { schools }
    }

    /// The unknowns of the figures that one person is alone in, in cells such as `is_in` says.
    fn places(&self, is_in: impl Fn(&FigureKey) -> bool) -> BTreeSet<Place> {
        let mut places = BTreeSet::new();
        for (key, slot) in &self.amounts {
            let figure = self.truth.get(key);
            if !is_in(key) || figure.and_then(Figure::n) != Some(1) {
                continue;
            }
            let indicator = self.input.catalogue.indicator(key.indicator.as_str());
            let persons = indicator.and_then(|indicator| self.persons_of(key, indicator));
            for slot in [Some(*slot), persons].into_iter().flatten() {
                if let Slot::Free(place) = slot {
                    places.insert(place);
                }
            }
        }
        places
    }

    /// Whether a figure is of the one person that another is of: a unit or part above or below it, or another
    /// group with pupils of the same school.
    fn is_same_person(&self, one: &FigureKey, other: &FigureKey) -> bool {
        let graph = self.input.graph.of(&one.indicator);
        let above = |low: Unit, high: Unit| graph.with_ancestors(low).contains(&high);
        let (a, b) = (one.breakdown.part, other.breakdown.part);
        let is_part = a == b || a.wholes().any(|of| of == b) || b.wholes().any(|of| of == a);
        one.period == other.period
            && self.truth.get(other).and_then(Figure::n) == Some(1)
            && (above(one.unit, other.unit)
                || above(other.unit, one.unit)
                || self.schools_of(one) == self.schools_of(other))
            && is_part
    }

    /// What the ledger says of the persons of hidden figures, as far as it is true.
    fn told_by_ledger(&self) -> Vec<(Place, Limits)> {
        let rules: BTreeMap<(&str, &str, &str, &str), bool> = self
            .input
            .ledger
            .iter()
            .filter(|of| of.readers == self.input.audience.readers())
            .map(|of| {
                let place = (&*of.group, &*of.unit, &*of.period, &*of.breakdown);
                (place, of.rule == HidingRule::TooFew)
            })
            .collect();
        let mut found = Vec::new();
        for (indicator, population) in &self.populations {
            let Some(indicator) = self.input.catalogue.indicator(indicator.as_str()) else {
                continue;
            };
            let group = match &indicator.series {
                Some(series) if indicator.units == Units::Schools => {
                    format!("{series}/{}", indicator.table)
                }
                Some(_) | None => indicator.id.to_string(),
            };
            let cells = self.persons.iter().filter(|((of, ..), _)| of == population);
            for ((_, period, (unit, breakdown)), slot) in cells {
                let Slot::Free(place) = slot else { continue };
                let k = self.input.least(indicator, *unit, EvidenceClass::A);
                let (unit, period, breakdown) =
                    (unit.to_string(), period.to_string(), breakdown.to_string());
                let is_few = rules.get(&(&*group, &*unit, &*period, &*breakdown)).copied();
                let k = i128::from(k);
                let limits = match is_few {
                    Some(true) => [1, k - 1],
                    Some(false) => [k, MANY],
                    None => continue,
                };
                let truth = self.system.truth(*place);
                if limits[0] <= truth && truth <= limits[1] {
                    found.push((*place, limits));
                }
            }
        }
        found
    }

    /// The unknowns that a table says, where it says what is true.
    fn places_known(&self, known: &Known) -> Vec<Place> {
        let indicator = self.input.catalogue.indicator(known.key.indicator.as_str());
        let persons = indicator.and_then(|indicator| self.persons_of(&known.key, indicator));
        let hits = self.amounts.get(&known.key).copied();
        let told = [(persons, known.n), (hits, known.hits)].into_iter();
        let told = told.filter_map(|(slot, told)| match slot? {
            Slot::Free(place) if self.system.truth(place) == i128::from(told?) => Some(place),
            Slot::Free(_) | Slot::Known(_) => None,
        });
        told.collect()
    }

    /// Figures that two editions show of nearly the same persons, or that one shows and this one hides.
    fn between_editions(&self, earlier: &BTreeMap<FigureKey, ReleasedFigure>) -> Vec<Breach> {
        let mut found = Vec::new();
        for (key, then) in earlier {
            let indicator = self.input.catalogue.indicator(key.indicator.as_str());
            let figure = self.truth.get(key);
            let (Some(indicator), Some(figure)) = (indicator, figure) else { continue };
            let (Some(n), Some(n_then)) = (figure.n(), then.n()) else { continue };
            let least = self.input.least(indicator, key.unit, figure.class);
            let is_hidden = self.input.figures.get(key).is_some_and(ReleasedFigure::is_hidden);
            let is_told = !is_hidden || n < least;
            let apart = n.abs_diff(n_then);
            if self.input.figures.contains_key(key) && is_told && 0 < apart && apart < least {
                let (quantity, way) = (Quantity::Hits, Way::Editions);
                found.push(Breach { key: key.clone(), quantity, way, limits: None });
            }
        }
        found
    }
}

/// The unknowns that a number hangs together with.
fn component(of: &Sensitive, view: &mut View<'_>) -> Option<usize> {
    match of.slot {
        Slot::Free(target) => Some(view.component(target)),
        Slot::Known(_) => None,
    }
}

const fn way(proof: Proof, slot: Slot) -> Way {
    match (slot, proof) {
        (Slot::Known(_), _) => Way::Shown,
        (_, Proof::Narrowed) => Way::Narrowed,
        (_, Proof::Equations) => Way::Equations,
        (_, Proof::Linear) => Way::Linear,
        (_, Proof::Whole) => Way::Whole,
    }
}

fn breach(of: &Sensitive, limits: Limits, way: Way) -> Breach {
    let is_none = limits == [0, 0] && of.quantity != Quantity::Sum && way != Way::Shown;
    let way = if is_none && of.may_be_none { Way::AllOrNone } else { way };
    Breach { key: of.key.clone(), quantity: of.quantity, way, limits: Some(limits) }
}

fn sort(breaches: &mut Vec<Breach>) {
    breaches.sort();
    breaches.dedup();
}

fn sorted(mut breaches: Vec<Breach>) -> Vec<Breach> {
    sort(&mut breaches);
    breaches
}
