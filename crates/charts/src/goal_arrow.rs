//! A municipality's goal over some school years: an arrow of time that points at it, with sub-goals
//! and actions on it, and the signs of being on the way under it.

mod across;
mod down;
mod numbers;

use kvalitet_core::SchoolYear;
use kvalitet_text::Texts;

use crate::canvas::{Anchor, Canvas, Look, Spot, tenths};
use crate::fonts::Weight;
use crate::frame::{Arrangement, NAME, SMALL, STRONG, Sheet, WORD, baseline, number};
use crate::palette::{AXIS, BAND, DOT, GRID, MARK, MIDDLE, PAPER, TEXT};
use crate::spec::Draw;
use crate::{ChartError, Heading, Width};

/// The goal, in the tip of the arrow.
const GOAL: Look = Look { weight: Weight::SemiBold, size: 15.0, ink: &PAPER };

/// How far an action has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionState {
    /// It has not begun: an open, dotted bar.
    Planned,
    /// It is under way: a pale bar with an outline.
    Running,
    /// It is done: a solid bar.
    Done,
    /// It should be done and is not: a hatched bar.
    Overdue,
    /// It was given up: a dotted bar that is struck through.
    GivenUp,
}

/// What the data say of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignState {
    /// It is seen: a filled circle.
    Seen,
    /// It is looked for and not seen: an open circle.
    NotSeen,
    /// The data cannot tell: a dash, in grey.
    CannotBeRead,
}

/// What is to be reached on the way, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubGoal {
    /// The sub-goal, however long.
    pub text: String,
    /// The school year in which it is to be reached.
    pub year: SchoolYear,
}

/// What is done for the goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalAction {
    /// The action, however long.
    pub text: String,
    /// The first school year of it.
    pub from: SchoolYear,
    /// The last school year of it; one before [`from`](Self::from) counts as that.
    pub to: SchoolYear,
    /// How far it has come.
    pub state: ActionState,
}

/// What would tell that one is on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalSign {
    /// The sign, however long.
    pub text: String,
    /// What the data say of it.
    pub reading: String,
    /// The same in one of three states.
    pub state: SignState,
}

/// The words of a [`GoalArrow`]. An empty one is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoalWords {
    /// What stands at [`GoalArrow::newest`], such as "nu".
    pub now: String,
    /// What a row of the numbers is, such as "Mål", "Delmål", "Handling" and "Tegn".
    pub kinds: GoalKinds,
    /// The heads of the three parts, such as "Delmål", "Handlinger" and "Tegn".
    pub sub_goals: String,
    /// See [`sub_goals`](Self::sub_goals).
    pub actions: String,
    /// See [`sub_goals`](Self::sub_goals).
    pub signs: String,
    /// What is printed with every action of a state: [`ActionState::Planned`].
    pub planned: String,
    /// [`ActionState::Running`].
    pub running: String,
    /// [`ActionState::Done`].
    pub done: String,
    /// [`ActionState::Overdue`].
    pub overdue: String,
    /// [`ActionState::GivenUp`].
    pub given_up: String,
    /// What the key says of a sign: [`SignState::Seen`].
    pub seen: String,
    /// [`SignState::NotSeen`].
    pub not_seen: String,
    /// [`SignState::CannotBeRead`].
    pub cannot_be_read: String,
}

/// What the rows of a [`GoalArrow`]'s numbers are called, one of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoalKinds {
    /// The goal.
    pub goal: String,
    /// A sub-goal.
    pub sub_goal: String,
    /// An action.
    pub action: String,
    /// A sign.
    pub sign: String,
}

/// A goal in the tip of an arrow whose shaft is school years: sub-goals stand on the shaft, actions
/// are bars along it, and signs are a list under it.
///
/// The arrow points right where the years have room beside each other, and else down. It runs from
/// the first to the last year that anything on it has; nothing is left out, and no text is cut. What
/// is empty takes no room. States are told by shape and word; no colour tells one from another.
///
/// # Examples
///
/// ```
/// use kvalitet_charts::{GoalArrow, Spec, SubGoal, Width};
/// use kvalitet_core::Language;
/// use kvalitet_text::Texts;
///
/// let arrow = GoalArrow {
///     years: vec!["2024/25".parse()?, "2027/28".parse()?],
///     goal: "Alle trives".to_owned(),
///     sub_goals: vec![SubGoal { text: "Flere trives".to_owned(), year: "2025/26".parse()? }],
///     ..GoalArrow::default()
/// };
/// let svg = arrow.svg(&Texts::new(Language::Danish), Width::Wide, "maal")?;
/// assert!(svg.contains(">Flere trives</text>") && svg.contains(">2026/27</text>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct GoalArrow {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// The school years of the goal, usually four.
    pub years: Vec<SchoolYear>,
    /// The goal, however long.
    pub goal: String,
    /// What is to be reached on the way.
    pub sub_goals: Vec<SubGoal>,
    /// What is done, top to bottom.
    pub actions: Vec<GoalAction>,
    /// What would tell that one is on the way, top to bottom.
    pub signs: Vec<GoalSign>,
    /// The year that is marked as now; one that is not on the arrow is not marked.
    pub newest: Option<SchoolYear>,
    /// The words.
    pub words: GoalWords,
}

impl Draw for GoalArrow {
    fn draw(&self, _texts: &Texts, width: Width) -> Result<Sheet, ChartError> {
        let mut sheet = Sheet::begin(&self.heading, width)?;
        match across::Ground::of(self, &sheet) {
            Some(ground) => across::draw(self, &mut sheet, &ground)?,
            None => down::draw(self, &mut sheet)?,
        }
        self.draw_signs(&mut sheet)?;
        Ok(sheet)
    }
}

impl GoalAction {
    /// Its first and last year.
    fn span(&self) -> (SchoolYear, SchoolYear) {
        (self.from, self.to.max(self.from))
    }

    /// Its years in print.
    fn years(&self) -> String {
        match self.span() {
            (from, to) if from == to => from.to_string(),
            (from, to) => format!("{from}–{to}"),
        }
    }
}

impl GoalArrow {
    /// Every year from the first to the last that anything on the arrow has.
    fn span(&self) -> Vec<SchoolYear> {
        let of_actions = self.actions.iter().flat_map(|action| {
            let (from, to) = action.span();
            [from, to]
        });
        let all = self.years.iter().copied().chain(self.sub_goals.iter().map(|of| of.year));
        let all: Vec<SchoolYear> = all.chain(of_actions).collect();
        let (first, last) = (all.iter().min().copied(), all.iter().max().copied());
        let next = |year: &SchoolYear| year.next().filter(|next| Some(*next) <= last);
        std::iter::successors(first, next).collect()
    }

    fn action_word(&self, state: ActionState) -> &str {
        match state {
            ActionState::Planned => &self.words.planned,
            ActionState::Running => &self.words.running,
            ActionState::Done => &self.words.done,
            ActionState::Overdue => &self.words.overdue,
            ActionState::GivenUp => &self.words.given_up,
        }
    }

    fn sign_word(&self, state: SignState) -> &str {
        match state {
            SignState::Seen => &self.words.seen,
            SignState::NotSeen => &self.words.not_seen,
            SignState::CannotBeRead => &self.words.cannot_be_read,
        }
    }

    /// An action in words.
    fn describe(&self, action: &GoalAction) -> String {
        let state = self.action_word(action.state);
        let state = if state.is_empty() { String::new() } else { format!(", {state}") };
        format!("{}: {}{state}", action.text, action.years())
    }

    /// The signs: a head, the key of their states, and a row each.
    fn draw_signs(&self, sheet: &mut Sheet) -> Result<(), ChartError> {
        if self.signs.is_empty() {
            return Ok(());
        }
        sheet.y += 22.0;
        let lines = sheet.canvas.wrap(&self.words.signs, &STRONG, sheet.width());
        block(&sheet.canvas, (0.0, sheet.y), &STRONG, &lines)?;
        let head = sheet.canvas.widest(lines.iter().map(String::as_str), &STRONG);
        let after = (lines.len() == 1).then_some(head + 24.0);
        sheet.y += number(lines.len()) * STRONG.leading();
        self.draw_key(sheet, after)?;
        sheet.y += 5.0;
        for sign in &self.signs {
            sheet.canvas.line(&[(0.0, sheet.y), (sheet.width(), sheet.y)], &GRID, 10)?;
            let state = self.sign_word(sign.state);
            sheet.canvas.open(format!("{}: {} ({state})", sign.text, sign.reading));
            draw_sign(sheet, sign)?;
            sheet.canvas.close();
        }
        Ok(())
    }

    /// The key of the states of signs: on the line of their head from `after` px, or under it.
    fn draw_key(&self, sheet: &mut Sheet, after: Option<f64>) -> Result<(), ChartError> {
        let canvas = &sheet.canvas;
        let states = [SignState::Seen, SignState::NotSeen, SignState::CannotBeRead];
        let items = states.map(|state| (state, self.sign_word(state)));
        let items: Vec<_> = items.into_iter().filter(|(_, word)| !word.is_empty()).collect();
        let extent = |word: &str| MARKED + canvas.width_of(word, &SMALL);
        let all: f64 = items.iter().map(|(_, word)| extent(word) + 18.0).sum();
        let beside = after.filter(|after| after + all <= sheet.width());
        let (left, mut bottom) = match beside {
            Some(after) => (after, sheet.y - STRONG.leading()),
            None => (0.0, sheet.y),
        };
        let mut x = left;
        let mut y = bottom + STRONG.leading() / 2.0;
        for (state, word) in items {
            if left < x && sheet.width() < x + extent(word) {
                (x, y) = (left, bottom + SMALL.leading() / 2.0);
            }
            let lines = canvas.wrap(word, &SMALL, sheet.width() - x - MARKED + 0.5);
            sign_mark(canvas, (x + 6.0, y), state)?;
            block(canvas, (x + MARKED, y - SMALL.leading() / 2.0), &SMALL, &lines)?;
            bottom = bottom.max(y + (number(lines.len()) - 0.5) * SMALL.leading());
            x += extent(word) + 18.0;
        }
        sheet.y = sheet.y.max(bottom);
        Ok(())
    }
}

/// From the left edge of a mark to the text after it; px.
const MARKED: f64 = 19.0;

/// One sign: its mark, what it is, and what the data say, beside each other where there is room.
fn draw_sign(sheet: &mut Sheet, sign: &GoalSign) -> Result<(), ChartError> {
    let (canvas, right) = (&sheet.canvas, sheet.width());
    let split = match sheet.kind.arrangement() {
        Arrangement::Beside => (0.54 * right).round(),
        Arrangement::Above => right,
    };
    let top = sheet.y + 6.0;
    let text = canvas.wrap(&sign.text, &NAME, split - MARKED - 14.0);
    sign_mark(canvas, (6.0, top + NAME.leading() / 2.0), sign.state)?;
    block(canvas, (MARKED, top), &NAME, &text)?;
    let height = number(text.len().max(1)) * NAME.leading();
    let (look, x, y) = match sheet.kind.arrangement() {
        Arrangement::Beside => (NAME, split, top),
        Arrangement::Above => (WORD, MARKED, top + height + 1.0),
    };
    let reading = canvas.wrap(&sign.reading, &look, right - x);
    block(canvas, (x, y), &look, &reading)?;
    let end = if reading.is_empty() { y } else { y + number(reading.len()) * look.leading() };
    sheet.y = end.max(top + height) + 7.0;
    Ok(())
}

/// The goal in as few lines as `width` px allow, all of them about as long.
fn balanced(canvas: &Canvas, goal: &str, width: f64) -> Vec<String> {
    let mut lines = canvas.wrap(goal, &GOAL, width);
    let mut narrower = width - 6.0;
    // No narrower than its longest word: no word is broken for the looks of it.
    let least = canvas.widest(goal.split([' ', '\n']), &GOAL);
    while least < narrower {
        let tried = canvas.wrap(goal, &GOAL, narrower);
        if lines.len() < tried.len() {
            break;
        }
        lines = tried;
        narrower -= 6.0;
    }
    lines
}

/// Lines of text under each other, the upper edge of the first at `top`.
fn block(
    canvas: &Canvas,
    (x, top): (f64, f64),
    look: &Look,
    lines: &[String],
) -> Result<(), ChartError> {
    let y = baseline(top + look.leading() / 2.0, look);
    canvas.lines(Spot { anchor: Anchor::Start, x, y }, look, lines)
}

/// The mark of a sign's state, 11 px wide around `(x, y)`.
fn sign_mark(canvas: &Canvas, (x, y): (f64, f64), state: SignState) -> Result<(), ChartError> {
    match state {
        SignState::Seen => canvas.dot((x, y), 52, &DOT),
        SignState::NotSeen => canvas.open_dot((x, y), 52, &DOT),
        SignState::CannotBeRead => canvas.line(&[(x - 5.0, y), (x + 5.0, y)], &AXIS, 22),
    }
}

/// The mark of a sub-goal around `(x, y)`.
fn diamond(canvas: &Canvas, (x, y): (f64, f64)) -> Result<(), ChartError> {
    let r = 5.2;
    canvas.tint(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], &DOT, 1.0)
}

/// The bar of an action between two corners: its shape tells its state.
fn action_bar(
    canvas: &Canvas,
    from: (f64, f64),
    to: (f64, f64),
    state: ActionState,
) -> Result<(), ChartError> {
    let corner = |(x, y): (f64, f64)| (tenths(x), tenths(y));
    let fill = |ink| canvas.rect(corner(from), corner(to), ink);
    // A stroke straddles its line: half of it inside keeps every state as large as the solid one.
    let inner = 0.6;
    let (left, top) = (from.0 + inner, from.1 + inner);
    let (right, bottom) = (to.0 - inner, to.1 - inner);
    let outline = |ink| {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        canvas.line(&corners, ink, 12)
    };
    match state {
        ActionState::Done => fill(&MIDDLE),
        ActionState::Planned => {
            fill(&PAPER)?;
            outline(&MARK)
        }
        ActionState::GivenUp => {
            fill(&PAPER)?;
            outline(&MARK)?;
            let middle = f64::midpoint(top, bottom);
            canvas.line(&[(left, middle), (right, middle)], &TEXT, 11)
        }
        ActionState::Running => {
            fill(&BAND)?;
            outline(&MIDDLE)
        }
        ActionState::Overdue => {
            fill(&PAPER)?;
            hatch(canvas, (left, top), (right, bottom))?;
            outline(&TEXT)
        }
    }
}

/// Slanting strokes between two corners.
fn hatch(canvas: &Canvas, from: (f64, f64), to: (f64, f64)) -> Result<(), ChartError> {
    let step = 5.0;
    let (width, height) = ((to.0 - from.0).max(0.0), (to.1 - from.1).max(0.0));
    let mut sum = step;
    while sum < width + height {
        let (low, high) = ((sum - height).max(0.0), sum.min(width));
        let at = |x: f64| (from.0 + x, from.1 + sum - x);
        canvas.line(&[at(low), at(high)], &TEXT, 11)?;
        sum += step;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Datum, Spec};
    use crate::testing::{
        WIDTHS, attribute, elements, goal_arrow, group, length, long_goal, saying, texts, words,
        year,
    };

    fn svg(arrow: &GoalArrow, width: Width) -> String {
        arrow.svg(&texts(), width, "a").unwrap()
    }

    #[test]
    fn a_bar_lasts_from_its_first_year_to_its_last() {
        for width in [Width::Slide, Width::Wide] {
            let svg = svg(&goal_arrow(), width);
            let shaft: Vec<&str> = elements(&svg, "rect").into_iter().take(4).collect();
            let end = |rect: &str| length(rect, "x") + length(rect, "width");
            for (begins, from, to) in [("Kursus", 0, 0), ("Læsebånd", 0, 2), ("Evaluering", 3, 3)]
            {
                let bar = elements(group(&svg, begins), "rect")[0];
                assert!((length(bar, "x") - length(shaft[from], "x")).abs() < 0.11, "{bar}");
                assert!((end(bar) - end(shaft[to])).abs() < 3.2, "{bar}");
            }
        }
    }

    #[test]
    fn no_word_of_a_long_text_is_lost() {
        let arrow = long_goal();
        for width in WIDTHS {
            let svg = svg(&arrow, width);
            let all: String = elements(&svg, "text").into_iter().map(words).collect();
            let all = all.replace(' ', "");
            let count = |text: &str| all.matches(&text.replace(' ', "")).count();
            let text = &arrow.goal;
            assert!(190 <= text.chars().count());
            let actions = arrow.actions.iter().filter(|action| action.text == *text).count();
            assert_eq!(count(text), 1 + arrow.sub_goals.len() + actions + 2 * arrow.signs.len());
        }
    }

    #[test]
    fn every_state_has_a_shape_and_a_word() {
        for width in WIDTHS {
            let mut arrow = goal_arrow();
            let states = [
                ActionState::Planned,
                ActionState::Running,
                ActionState::Done,
                ActionState::Overdue,
                ActionState::GivenUp,
            ];
            let mut shapes = Vec::new();
            for (state, word) in
                states.into_iter().zip(["planlagt", "i gang", "udført", "forsinket", "opgivet"])
            {
                arrow.actions.truncate(1);
                arrow.actions[0].state = state;
                let svg = svg(&arrow, width);
                let action = group(&svg, "Kursus");
                assert!(
                    elements(action, "text")
                        .into_iter()
                        .map(words)
                        .any(|said| said.ends_with(word))
                );
                let dashed = action.contains("stroke-dasharray");
                let pale = action.contains("f-band");
                shapes.push((elements(action, "path").len().min(3), dashed, pale));
            }
            assert_eq!(
                shapes,
                [
                    (1, true, false),
                    (1, false, true),
                    (0, false, false),
                    (3, false, false),
                    (2, true, false)
                ]
            );
        }
    }

    #[test]
    fn what_a_sign_says_is_told_by_its_mark() {
        for width in WIDTHS {
            let svg = svg(&goal_arrow(), width);
            let marks = ["Flere elever", "Færre elever", "Lærerne"].map(|begins| {
                let sign = group(&svg, begins);
                (elements(sign, "circle").len(), elements(sign, "path").len())
            });
            assert_eq!(marks, [(1, 0), (2, 0), (0, 1)]);
            let dash = elements(group(&svg, "Lærerne"), "path")[0];
            assert_eq!(attribute(dash, "class"), Some("s-axis"));
            saying(&svg, "kan ikke aflæses");
        }
    }

    #[test]
    fn only_a_year_on_the_arrow_is_marked_as_now() {
        for width in WIDTHS {
            for (newest, marked) in [(Some(year(2025)), 1), (Some(year(2031)), 0), (None, 0)] {
                let arrow = GoalArrow { newest, ..goal_arrow() };
                let svg = svg(&arrow, width);
                let said = elements(&svg, "text").into_iter().map(words);
                assert_eq!(said.filter(|said| *said == "nu").count(), marked);
            }
        }
    }

    #[test]
    fn what_lies_outside_the_years_makes_them_more() {
        let mut arrow = goal_arrow();
        arrow.years = vec![year(2025)];
        let years: Vec<u16> = arrow.span().into_iter().map(SchoolYear::start).collect();
        assert_eq!(years, [2024, 2025, 2026, 2027]);
        arrow.actions[0].to = year(1999);
        assert_eq!(arrow.actions[0].years(), "2024/25");
    }

    #[test]
    fn an_empty_part_is_not_there() {
        let mut arrow = goal_arrow();
        (arrow.sub_goals, arrow.actions, arrow.signs) = (Vec::new(), Vec::new(), Vec::new());
        for width in WIDTHS {
            let svg = svg(&arrow, width);
            for word in ["Delmål", "Handlinger", "Tegn på, at vi er på vej", "ses ikke"] {
                assert!(!svg.contains(&format!(">{word}<")), "{word}");
            }
        }
        assert_eq!(arrow.data().rows.len(), 1);
    }

    #[test]
    fn a_table_has_words_and_no_ids() {
        let arrow = goal_arrow();
        let heads: Vec<Datum> = arrow.data().rows.into_iter().map(|row| row[0].clone()).collect();
        let word = |word: &str| Datum::Text(word.to_owned());
        assert_eq!((&heads[0], &heads[1]), (&word("Målet"), &word("Et delmål")));
        assert_eq!((&heads[5], heads.last()), (&word("En handling"), Some(&word("Et tegn"))));
        let kinds: Vec<_> = arrow.records().iter().map(|of| of["slags"].clone()).collect();
        assert_eq!((&kinds[0], kinds.last()), (&"maal".into(), Some(&"tegn".into())));
    }

    #[test]
    fn vega_lite_shows_signs_without_any_action() {
        let mut arrow = goal_arrow();
        (arrow.sub_goals, arrow.actions) = (Vec::new(), Vec::new());
        let states: Vec<_> =
            arrow.records().iter().filter_map(|of| of.get("tegn").cloned()).collect();
        assert_eq!(states, ["ses", "ses-ikke", "kan-ikke-aflaeses"]);
        let vega = arrow.vega_lite(&texts());
        let of_signs = |layer: &&serde_json::Value| {
            layer["transform"][0]["filter"].as_str().is_some_and(|of| of.contains("'tegn'"))
        };
        let layers = vega["layer"].as_array().unwrap();
        let marks: Vec<_> =
            layers.iter().filter(of_signs).map(|of| of["mark"]["type"].clone()).collect();
        assert_eq!(marks, ["point", "text"]);
        assert_eq!(vega.get("transform"), None);
    }

    #[test]
    fn a_small_chart() {
        let mut arrow = goal_arrow();
        arrow.actions.truncate(2);
        arrow.signs.truncate(1);
        insta::assert_snapshot!(svg(&arrow, Width::Wide));
    }
}
