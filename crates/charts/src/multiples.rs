//! A small chart for each school over school years, all on one axis.

use std::collections::BTreeSet;

use kvalitet_core::{Decimal, SchoolYear};
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;

mod marks;
mod numbers;

use self::marks::{
    BESIDE, PLAIN, Pen, SURE, draw_beside, draw_cut, draw_end, draw_not_judged, draw_not_sure,
    draw_sure, draw_target,
};
use crate::canvas::{Anchor, Canvas, Look, Plane, Plot, Spot};
use crate::fonts::Weight;
use crate::frame::{NAME, SCREEN, SMALL, Sheet, Swatch, WORD, baseline, number};
use crate::palette::{DOT, GRID, MARK, TARGET, TEXT};
use crate::scale::Scale;
use crate::spec::Draw;
use crate::timeline::{runs, short};
use crate::{Axis, ChartError, Heading, Line, TargetLine, Width, YearMark};

/// Between panels, in px.
const GAP: f64 = 12.0;
/// What a panel keeps free at the left of its first year; px.
const INSET: f64 = 3.0;
/// From the last point to its value; px.
const LABEL_GAP: f64 = 8.0;
/// The widest a panel gets, and the narrowest its lines may be; px.
const WIDEST: f64 = 220.0;
const NARROWEST: f64 = 54.0;
/// What a panel takes on a slide with the gap to the next, and what heading, key and note take; px.
const SLIDE_PANEL: [f64; 2] = [142.0, 112.0];
const SLIDE_AROUND: f64 = 130.0;
/// How many lines a name may take before there are fewer columns.
const NAME_LINES: usize = 3;
const NAME_PLAIN: Look = Look { weight: Weight::Regular, size: 13.0, ink: &TEXT };
const NAME_SURE: Look = Look { weight: Weight::SemiBold, ..NAME_PLAIN };
const SURE_VALUE: Look = Look { weight: Weight::Bold, size: 13.5, ink: &DOT };

/// Whether a school's change between the [judged](MultiplesChart::judged) years is sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It is sure, whichever way it goes.
    Sure,
    /// It was tested, and may be chance.
    NotSure,
    /// It was not tested, and this word says why, such as "for få".
    NotJudged(String),
}

/// One panel of a [`MultiplesChart`].
#[derive(Clone, Debug)]
pub struct Panel<'a> {
    /// The name of the school.
    pub name: String,
    /// One figure for every year of the chart; hidden, absent and `None` leave a gap.
    pub points: Vec<Option<&'a ReleasedFigure>>,
    /// Whether its change is sure; said only of one that has a line.
    pub certainty: Certainty,
}

/// A panel for each school: its line over school years beside that of the municipality, with the last
/// value at its end.
///
/// All panels have one axis, so that heights compare from panel to panel; its ends, and the first and
/// the last year, are printed once, at the first panel at the left edge that has a line. How many panels stand beside each other
/// follows from the width and from how long the names are.
///
/// Only schools whose change is sure have the strong colour: the line between the two years that were
/// judged and, where the later one is the last, the value in bold. Their names are bold. The line of a
/// school that was not judged ends in an open dot. A school whose last year has no figure has a word in
/// place of the value; one without any figure has the word alone.
#[derive(Clone, Debug)]
pub struct MultiplesChart<'a> {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// Whether the values are per cent or numbers.
    pub axis: Axis,
    /// The years, oldest first.
    pub years: Vec<SchoolYear>,
    /// The target, where there is one; its label stands in the key.
    pub target: Option<TargetLine>,
    /// The two years that changes are judged between; `None` where none is, and then nothing is coloured.
    pub judged: Option<[SchoolYear; 2]>,
    /// What every school is read against, such as the municipality: a thin line in every panel.
    pub beside: Option<Line<'a>>,
    /// The panels, row by row.
    pub panels: Vec<Panel<'a>>,
    /// Years before which every line is cut; their labels stand in the key.
    pub breaks: Vec<YearMark>,
    /// What the key says of lines that are sure, such as "sikker ændring 2022/23–2023/24".
    pub sure: String,
    /// What the key says of those that were tested and are not, such as "ikke sikker".
    pub not_sure: String,
    /// What the key says of the others, such as "ikke bedømt".
    pub not_judged: String,
    /// What stands in place of a hidden value.
    pub hidden: String,
    /// What stands in place of a value that is not there.
    pub absent: String,
}

impl Draw for MultiplesChart<'_> {
    fn draw(&self, texts: &Texts, width: Width) -> Result<Sheet, ChartError> {
        self.check()?;
        let page = match width {
            Width::Slide => SLIDE_PANEL[0] * number(self.on_a_slide()),
            Width::Wide | Width::Narrow | Width::Half => 0.0,
        };
        let mut sheet = Sheet::begin_wide(&self.heading, width, page)?;
        self.draw_key(&mut sheet)?;
        let scale = Scale::over(self.values(), self.axis, 6);
        let grid = self.grid(&sheet, scale.as_ref(), texts);
        let with_axis = self.panel_with_axis(grid.columns);
        for (row, panels) in self.panels.chunks(grid.columns).enumerate() {
            let first = row * grid.columns;
            let wrap =
                |panel: &Panel<'_>| sheet.canvas.wrap(&panel.name, name_look(panel), grid.panel);
            let names: Vec<Vec<String>> = panels.iter().map(wrap).collect();
            let lines = names.iter().map(Vec::len).max().unwrap_or_default();
            let top = sheet.y + number(lines) * NAME_PLAIN.leading() + 9.0;
            let axis = scale.as_ref().filter(|_| first == with_axis);
            let drawn = axis.is_some() || panels.iter().any(Panel::is_drawn);
            let bottom = top + if drawn { grid.height } else { WORD.leading() - 9.0 };
            for (column, (panel, name)) in panels.iter().zip(&names).enumerate() {
                let left = grid.gutter + number(column) * (grid.panel + GAP);
                let plane = self.plane(&sheet.canvas, scale.as_ref(), (left, &grid), (top, bottom));
                let place = Place { left, top, bottom, plane };
                if let Some(axis) = axis.filter(|_| column == 0) {
                    self.draw_axis(&sheet.canvas, &place, axis, texts)?;
                }
                if panel.is_drawn() {
                    self.draw_ground(&sheet.canvas, &place)?;
                }
                sheet.canvas.open(self.describe(panel, texts));
                draw_name(&sheet.canvas, &place, name, name_look(panel))?;
                self.draw_panel(&sheet.canvas, &place, (panel, &grid), texts)?;
                sheet.canvas.close();
            }
            let years = if axis.is_some() { SMALL.leading() } else { 0.0 };
            sheet.y = bottom + years + 16.0;
        }
        Ok(sheet)
    }
}

impl MultiplesChart<'_> {
    /// How many panels stand beside each other on a slide: as few as fill a screen.
    fn on_a_slide(&self) -> usize {
        let [across, down] = SLIDE_PANEL;
        let fills = |columns: &usize| {
            let height = SLIDE_AROUND + down * number(self.panels.len().div_ceil(*columns));
            SCREEN * height <= across * number(*columns)
        };
        (6..=self.panels.len()).find(fills).unwrap_or(6)
    }

    /// Every line has a point for each year.
    fn check(&self) -> Result<(), ChartError> {
        let panels = self.panels.iter().map(|panel| (&panel.name, panel.points.len()));
        let beside = self.beside.iter().map(|line| (&line.name, line.points.len()));
        let years = self.years.len();
        match panels.chain(beside).find(|(_, points)| *points != years) {
            Some((line, points)) => Err(ChartError::Points { line: line.clone(), years, points }),
            None => Ok(()),
        }
    }

    /// The verdict of a panel in words.
    fn verdict<'t>(&'t self, panel: &'t Panel<'_>) -> &'t str {
        match &panel.certainty {
            Certainty::Sure => &self.sure,
            Certainty::NotSure => &self.not_sure,
            Certainty::NotJudged(word) => word,
        }
    }

    /// Whether the value at the end of a panel's line is one that a sure change ends in.
    fn ends_sure(&self, panel: &Panel<'_>) -> bool {
        let last_judged = self.judged.map(|[_, to]| to);
        panel.certainty == Certainty::Sure && last_judged == self.years.last().copied()
    }

    /// Every value that is drawn, and the target.
    fn values(&self) -> Vec<Decimal> {
        let of_panels = self.panels.iter().flat_map(|panel| panel.points.iter().copied());
        let shown = |figure: Option<&ReleasedFigure>| figure.and_then(ReleasedFigure::value);
        let mut values: Vec<Decimal> = of_panels.filter_map(shown).collect();
        if !values.is_empty() {
            let beside = self.beside.iter().flat_map(|line| line.points.iter().copied());
            values.extend(beside.filter_map(shown));
            values.extend(self.target.iter().map(|target| target.value));
        }
        values
    }

    fn draw_key(&self, sheet: &mut Sheet) -> Result<(), ChartError> {
        let drawn: Vec<&Panel<'_>> = self.panels.iter().filter(|panel| panel.is_drawn()).collect();
        if drawn.is_empty() {
            return Ok(());
        }
        let mut key: Vec<(Swatch, &str)> = Vec::new();
        let has = |is: fn(&Certainty) -> bool| drawn.iter().any(|panel| is(&panel.certainty));
        if has(|of| *of == Certainty::Sure) {
            key.push((Swatch::Own(20.0, draw_sure), &self.sure));
        }
        if has(|of| *of == Certainty::NotSure) {
            key.push((Swatch::Own(20.0, draw_not_sure), &self.not_sure));
        }
        if has(|of| matches!(of, Certainty::NotJudged(_))) {
            key.push((Swatch::Own(20.0, draw_not_judged), &self.not_judged));
        }
        key.extend(self.beside.iter().map(|line| (Swatch::Own(20.0, draw_beside), &*line.name)));
        let target = self.target.iter();
        key.extend(target.map(|target| (Swatch::Own(20.0, draw_target), &*target.label)));
        let labels: BTreeSet<&str> = self.cuts().map(|mark| mark.label.as_str()).collect();
        key.extend(labels.into_iter().map(|label| (Swatch::Own(6.0, draw_cut), label)));
        sheet.legend(&key, 0.0)?;
        sheet.y += 8.0;
        Ok(())
    }

    /// The breaks between two years of the chart.
    fn cuts(&self) -> impl Iterator<Item = &YearMark> {
        let (first, last) = (self.years.first(), self.years.last());
        self.breaks.iter().filter(move |mark| first < Some(&mark.year) && Some(&mark.year) <= last)
    }

    fn grid(&self, sheet: &Sheet, scale: Option<&Scale>, texts: &Texts) -> Grid {
        let canvas = &sheet.canvas;
        let ends =
            scale.iter().flat_map(|scale| ends(scale)).map(|end| self.axis.print(texts, end));
        let gutter = ends.map(|end| canvas.width_of(&end, &SMALL) + 6.0).fold(0.0, f64::max);
        let said = self.panels.iter().filter(|panel| panel.is_drawn()).map(|panel| {
            let (said, look) = self.said(panel, texts);
            canvas.widest(said.split(' '), look)
        });
        let label = LABEL_GAP + said.fold(0.0, f64::max).ceil();
        let (most, least) = match sheet.kind {
            Width::Slide => (self.on_a_slide().max(8), 5),
            Width::Wide => (6, 4),
            Width::Narrow | Width::Half => (3, 2),
        };
        let count = self.panels.len().max(1);
        let of = |columns: usize| {
            let room = sheet.width() - gutter - number(columns.saturating_sub(1)) * GAP;
            let panel = (room / number(columns)).min(WIDEST).floor();
            let label = label.min(0.45 * panel);
            let lowest = 46.0;
            let height = (0.5 * panel).clamp(lowest, 90.0);
            let height = if sheet.crowds(count) { lowest } else { height };
            Grid { columns, gutter, panel, label, height }
        };
        let (most, least) = (most.min(count), least.min(count));
        let words = self.panels.iter().flat_map(|panel| {
            let look = name_look(panel);
            panel.name.split(' ').map(move |word| canvas.width_of(word, look))
        });
        // A word that is too long for the widest panels is broken anyhow.
        let widest = of(least).panel;
        let word = words.filter(|word| *word <= widest).fold(0.0, f64::max);
        let lines =
            |panel: &Panel<'_>, width: f64| canvas.wrap(&panel.name, name_look(panel), width).len();
        let holds = |grid: &Grid| {
            word <= grid.panel
                && NARROWEST <= grid.panel - grid.label
                && self.panels.iter().all(|panel| lines(panel, grid.panel) <= NAME_LINES)
        };
        (least..=most).rev().map(of).find(holds).unwrap_or_else(|| of(least))
    }

    /// The first of the panels at the left edge that has a line, else the first of all.
    fn panel_with_axis(&self, columns: usize) -> usize {
        let mut at_the_edge = self.panels.iter().enumerate().step_by(columns);
        at_the_edge.find(|(_, panel)| panel.is_drawn()).map_or(0, |(place, _)| place)
    }

    /// The years' place on the axis; a single year stands at the right, beside its value.
    fn span(&self) -> (f64, f64) {
        let year = |year: Option<&SchoolYear>| year.map_or(0.0, |year| f64::from(year.start()));
        let (first, last) = (year(self.years.first()), year(self.years.last()));
        if first < last { (first, last) } else { (last - 1.0, last) }
    }

    fn plane(
        &self,
        canvas: &Canvas,
        scale: Option<&Scale>,
        (left, grid): (f64, &Grid),
        (top, bottom): (f64, f64),
    ) -> Plane {
        let (first, last) = self.span();
        let (lower, upper) = scale.map_or((0.0, 1.0), |scale| (scale.lower, scale.upper));
        let across = left + INSET..left + grid.panel - grid.label;
        canvas.plane([first..last, lower..upper], [across, bottom..top])
    }

    /// What every panel has: the axis' lower end, the target, the breaks and what it is read against.
    fn draw_ground(&self, canvas: &Canvas, place: &Place) -> Result<(), ChartError> {
        let (first, last) = self.span();
        let (left, right) = (place.left, place.plane.px((last, 0.0)).0);
        canvas.line(&[(left, place.bottom), (right, place.bottom)], &GRID, 10)?;
        for mark in self.cuts() {
            let x = place.plane.px((f64::from(mark.year.start()) - 0.5, 0.0)).0;
            canvas.line(&[(x, place.top), (x, place.bottom)], &MARK, 10)?;
        }
        if let Some(target) = &self.target {
            let y = target.value.to_f64();
            place.plane.path(vec![(first, y), (last, y)], &TARGET, 6)?;
        }
        let Some(beside) = &self.beside else { return Ok(()) };
        self.draw_line(place, (&beside.points, None), &BESIDE)
    }

    /// The points of a line joined where years follow each other with no break between them; only those
    /// from one year to another where `between` says so.
    fn draw_line(
        &self,
        place: &Place,
        (points, between): (&[Option<&ReleasedFigure>], Option<[SchoolYear; 2]>),
        pen: &Pen,
    ) -> Result<(), ChartError> {
        let is_drawn =
            |year: &SchoolYear| between.is_none_or(|[from, to]| (from..=to).contains(year));
        let shown = self
            .years
            .iter()
            .zip(points)
            .filter(|(year, _)| is_drawn(year))
            .filter_map(|(year, figure)| Some((*year, (*figure)?.value()?.to_f64())));
        let shown: Vec<(SchoolYear, f64)> = shown.collect();
        let cut = |year: SchoolYear| self.breaks.iter().any(|of| of.year == year);
        let runs = runs(&shown, |(year, _)| *year);
        for run in runs.flat_map(|run| run.chunk_by(|_, (next, _)| !cut(*next))) {
            let at = |(year, value): &(SchoolYear, f64)| (f64::from(year.start()), *value);
            match run {
                [alone] => place.plane.dot(at(alone), pen.alone, pen.ink)?,
                run => place.plane.path(run.iter().map(at).collect(), pen.ink, pen.stroke)?,
            }
        }
        Ok(())
    }

    fn draw_panel(
        &self,
        canvas: &Canvas,
        place: &Place,
        (panel, grid): (&Panel<'_>, &Grid),
        texts: &Texts,
    ) -> Result<(), ChartError> {
        let (said, look) = self.said(panel, texts);
        let middle = f64::midpoint(place.top, place.bottom);
        if !panel.is_drawn() {
            let lines = canvas.wrap(&said, look, grid.panel);
            let spot = Spot { anchor: Anchor::Start, x: place.left, y: place.top + 5.0 };
            return canvas.lines(spot, look, &lines);
        }
        self.draw_line(place, (&panel.points, None), &PLAIN)?;
        if let (Certainty::Sure, Some(years)) = (&panel.certainty, self.judged) {
            self.draw_line(place, (&panel.points, Some(years)), &SURE)?;
        }
        let pen = if self.ends_sure(panel) { SURE } else { PLAIN };
        let (_, last) = self.span();
        let (y, room) = match panel.last().and_then(ReleasedFigure::value) {
            Some(value) => {
                let at = place.plane.px((last, value.to_f64()));
                draw_end(canvas, at, &pen, &panel.certainty)?;
                (at.1, f64::INFINITY)
            }
            None => (middle, (grid.label - LABEL_GAP).max(1.0)),
        };
        let lines = canvas.wrap(&said, look, room);
        let rise = number(lines.len().saturating_sub(1)) * look.leading() / 2.0;
        let x = place.plane.px((last, 0.0)).0 + LABEL_GAP;
        let spot = Spot { anchor: Anchor::Start, x, y: baseline(y - rise, look) };
        canvas.lines(spot, look, &lines)
    }

    /// What stands at the end of a line, and how it looks.
    fn said(&self, panel: &Panel<'_>, texts: &Texts) -> (String, &'static Look) {
        let value = panel.last().and_then(ReleasedFigure::value);
        let look = if self.ends_sure(panel) { &SURE_VALUE } else { &NAME };
        let is_hidden = |figure: &ReleasedFigure| figure.is_hidden();
        let hidden = if panel.is_drawn() {
            panel.last().is_some_and(is_hidden)
        } else {
            panel.points.iter().copied().flatten().any(is_hidden)
        };
        match value {
            // The unit stands at the axis.
            Some(value) => (texts.number(value), look),
            None if hidden => (self.hidden.clone(), &WORD),
            None => (self.absent.clone(), &WORD),
        }
    }

    /// The ends of the axis and the first and last year, at the one panel that has them.
    fn draw_axis(
        &self,
        canvas: &Canvas,
        place: &Place,
        scale: &Scale,
        texts: &Texts,
    ) -> Result<(), ChartError> {
        let (_, last) = self.span();
        for end in ends(scale) {
            let y = place.plane.px((0.0, end.to_f64())).1;
            let spot = Spot { anchor: Anchor::End, x: place.left - 6.0, y: baseline(y, &SMALL) };
            canvas.text(spot, &SMALL, &self.axis.print(texts, end))?;
        }
        let right = place.plane.px((last, 0.0)).0;
        for y in [place.top, place.bottom] {
            canvas.line(&[(place.left, y), (right, y)], &GRID, 10)?;
        }
        let y = place.bottom + 17.0;
        let (first_year, last_year) = (self.years.first(), self.years.last());
        if let Some(year) = first_year.filter(|first| Some(*first) != last_year) {
            let spot = Spot { anchor: Anchor::Start, x: place.left, y };
            canvas.text(spot, &SMALL, &short(*year))?;
        }
        if let Some(year) = last_year {
            let spot = Spot { anchor: Anchor::Middle, x: right, y };
            canvas.text(spot, &SMALL, &short(*year))?;
        }
        Ok(())
    }

    /// The panel in words.
    fn describe(&self, panel: &Panel<'_>, texts: &Texts) -> String {
        let points = self.years.iter().zip(&panel.points);
        let said = points.filter_map(|(year, figure)| {
            Some(format!("{year} {}", self.axis.describe(texts, (*figure)?)?))
        });
        let mut said: Vec<String> = said.collect();
        said.push(if said.is_empty() {
            self.said(panel, texts).0
        } else {
            self.verdict(panel).to_owned()
        });
        format!("{}: {}", panel.name, said.join("; "))
    }
}

impl Panel<'_> {
    fn last(&self) -> Option<&ReleasedFigure> {
        self.points.last().copied().flatten()
    }

    fn is_drawn(&self) -> bool {
        self.points.iter().flatten().any(|figure| figure.value().is_some())
    }
}

/// How the panels stand, in px.
struct Grid {
    columns: usize,
    /// For the ends of the axis, left of the first column.
    gutter: f64,
    /// The width of a panel, and what of it its value takes.
    panel: f64,
    label: f64,
    /// Of the lines.
    height: f64,
}

/// Where a panel lies, in px, and where its values do.
struct Place {
    left: f64,
    top: f64,
    bottom: f64,
    plane: Plane,
}

fn name_look(panel: &Panel<'_>) -> &'static Look {
    match panel.certainty {
        Certainty::Sure if panel.is_drawn() => &NAME_SURE,
        Certainty::Sure | Certainty::NotSure | Certainty::NotJudged(_) => &NAME_PLAIN,
    }
}

fn ends(scale: &Scale) -> impl Iterator<Item = Decimal> {
    scale.ticks.first().into_iter().chain(scale.ticks.last()).copied()
}

/// The name over its panel; a shorter one than its neighbours stands as near to the lines as theirs.
fn draw_name(
    canvas: &Canvas,
    place: &Place,
    lines: &[String],
    look: &Look,
) -> Result<(), ChartError> {
    let rise = number(lines.len().saturating_sub(1)) * look.leading();
    let spot = Spot { anchor: Anchor::Start, x: place.left, y: place.top - 13.0 - rise };
    canvas.lines(spot, look, lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::hex;
    use crate::spec::{Datum, Spec};
    use crate::testing::{
        WIDTHS, attribute, corners, elements, group, hidden, length, multiples_chart, saying,
        shown, texts, wandering, words, year,
    };

    fn figures(values: [&str; 5]) -> Vec<ReleasedFigure> {
        values.map(|value| if value == "-" { hidden() } else { shown(value) }).to_vec()
    }

    /// Ådalsskolen (sure), Bøgeskolen with a gap, Sct. Søren with a hidden last year, Ærtemarken hidden.
    fn lines() -> (Vec<Vec<ReleasedFigure>>, Vec<ReleasedFigure>) {
        let lines = [
            ["60.0", "64.0", "71.0", "75.0", "90.0"],
            ["70.0", "71.0", "-", "69.0", "72.5"],
            ["81.0", "82.0", "80.0", "79.0", "-"],
            ["-", "-", "-", "-", "-"],
        ];
        (lines.map(figures).to_vec(), figures(["72.0", "73.0", "72.0", "74.0", "75.0"]))
    }

    #[test]
    fn heights_compare_from_panel_to_panel() {
        for width in WIDTHS {
            let (lines, beside) = lines();
            let mut chart = multiples_chart(&lines, &beside);
            // In one row.
            chart.panels.truncate(2);
            let svg = chart.svg(&texts(), width, "m").unwrap();
            let height = |said| {
                let line = saying(&svg, said);
                length(line, "y") - 0.33 * length(line, "font-size")
            };
            let (low, high) = (height("60\u{a0}%"), height("90\u{a0}%"));
            for (name, value) in [("Ådals", 90.0), ("Bøge", 72.5)] {
                let dots = elements(group(&svg, name), "circle");
                let expected = low + (value - 60.0) / 30.0 * (high - low);
                let at = length(dots.last().unwrap(), "cy");
                assert!((at - expected).abs() < 0.21, "{name} {width:?}");
            }
        }
    }

    #[test]
    fn only_a_sure_change_has_colour_and_weight() {
        let (lines, beside) = lines();
        let svg = multiples_chart(&lines, &beside).svg(&texts(), Width::Wide, "m").unwrap();
        let blue = hex(DOT.light);
        let sure = group(&svg, "Ådals");
        assert!(saying(sure, "90,0").contains(&blue));
        assert!(saying(sure, "Ådalsskolen").contains("font-weight=\"600\""));
        // The years that were judged alone: all five are grey, and the last two blue.
        let paths: Vec<(bool, usize)> = elements(sure, "path")
            .iter()
            .map(|path| {
                let points = attribute(path, "d").unwrap().matches(['M', 'L']).count();
                (path.contains(&blue), points)
            })
            .collect();
        assert_eq!(paths, [(false, 5), (true, 2)]);
        for name in ["Bøge", "Sct. Søren", "Ærte"] {
            let panel = group(&svg, name);
            assert!(!panel.contains(&blue) && !panel.contains("font-weight"), "{name}");
        }
    }

    #[test]
    fn the_value_after_the_judged_years_has_no_colour() {
        let (lines, beside) = lines();
        let mut chart = multiples_chart(&lines, &beside);
        chart.judged = Some([2017, 2018].map(year));
        let svg = chart.svg(&texts(), Width::Wide, "m").unwrap();
        let sure = group(&svg, "Ådals");
        assert!(!saying(sure, "90,0").contains("font-weight") && sure.contains(&hex(DOT.light)));
        chart.judged = None;
        let svg = chart.svg(&texts(), Width::Wide, "m").unwrap();
        assert!(!group(&svg, "Ådals").contains(&hex(DOT.light)));
    }

    #[test]
    fn what_was_not_judged_says_why_and_is_not_called_unsure() {
        let (lines, beside) = lines();
        let mut chart = multiples_chart(&lines, &beside);
        chart.panels[1].certainty = Certainty::NotJudged("for få".to_owned());
        let svg = chart.svg(&texts(), Width::Wide, "m").unwrap();
        assert!(svg.contains("<g><title>Bøgeskolen: ") && svg.contains("; for få</title>"));
        saying(&svg, "ikke bedømt");
        // An open dot is two circles, the second of paper.
        let dots = elements(group(&svg, "Bøge"), "circle");
        assert!(dots.last().unwrap().contains("f-paper"), "{dots:?}");
        let rows = chart.data().rows;
        let said = |name: &str| rows.iter().find(|row| row[0] == Datum::Text(name.to_owned()));
        assert_eq!(said("Bøgeskolen").unwrap()[3], Datum::Text("for få".to_owned()));
    }

    #[test]
    fn vega_lite_names_only_what_there_is() {
        let (lines, beside) = lines();
        let mut chart = multiples_chart(&lines, &beside);
        let domain = |chart: &MultiplesChart<'_>| {
            let vega = chart.vega_lite(&texts());
            let scale = &vega["encoding"]["color"]["scale"];
            assert_eq!(
                scale["domain"].as_array().unwrap().len(),
                scale["range"].as_array().unwrap().len()
            );
            scale["domain"].clone()
        };
        let all =
            serde_json::json!(["Kommunen", "Mål 80\u{a0}%", "sikker ændring 2019/20–2020/21"]);
        assert_eq!(domain(&chart), all);
        (chart.beside, chart.target) = (None, None);
        assert_eq!(domain(&chart), serde_json::json!(["sikker ændring 2019/20–2020/21"]));
    }

    #[test]
    fn a_hidden_school_has_a_word_and_no_line() {
        for width in WIDTHS {
            let (lines, beside) = lines();
            let mut chart = multiples_chart(&lines, &beside);
            chart.panels[3].certainty = Certainty::Sure;
            let svg = chart.svg(&texts(), width, "m").unwrap();
            let panel = group(&svg, "Ærte");
            assert!(corners(panel).is_empty() && !panel.contains("font-weight"));
            assert_eq!(elements(panel, "text").last().map(|line| words(line)), Some("skjult"));
            // The last year alone is hidden: the line stays, and no dot claims a value.
            let panel = group(&svg, "Sct. Søren");
            assert_eq!((elements(panel, "path").len(), elements(panel, "circle").len()), (1, 0));
            saying(panel, "skjult");
        }
    }

    #[test]
    fn a_missing_year_is_a_gap_and_a_break_a_cut() {
        let (lines, beside) = lines();
        let mut chart = multiples_chart(&lines, &beside);
        let points = |svg: &str, name: &str| -> Vec<usize> {
            let of = |path: &&str| attribute(path, "d").unwrap().matches(['M', 'L']).count();
            elements(group(svg, name), "path").iter().map(of).collect()
        };
        let svg = chart.svg(&texts(), Width::Wide, "m").unwrap();
        assert_eq!((points(&svg, "Ådals"), points(&svg, "Bøge")), (vec![5, 2], vec![2, 2]));
        chart.breaks = vec![YearMark { year: year(2018), label: "nye prøver".to_owned() }];
        let svg = chart.svg(&texts(), Width::Wide, "m").unwrap();
        assert_eq!((points(&svg, "Ådals"), points(&svg, "Bøge")), (vec![2, 3, 2], vec![2, 2]));
        saying(&svg, "nye prøver");
    }

    #[test]
    fn axis_and_years_are_printed_once() {
        for width in WIDTHS {
            let (lines, beside) = (wandering(56, 9), wandering(1, 9).remove(0));
            let svg = multiples_chart(&lines, &beside).svg(&texts(), width, "m").unwrap();
            for said in [">16/17<", ">24/25<", ">100\u{a0}%<"] {
                assert_eq!(svg.matches(said).count(), 1, "{said} {width:?}");
            }
        }
    }

    #[test]
    fn a_point_for_every_year_is_asked() {
        let (lines, beside) = lines();
        let mut chart = multiples_chart(&lines, &beside);
        chart.panels[1].points.pop();
        let refused = chart.svg(&texts(), Width::Wide, "m");
        let line = "Bøgeskolen".to_owned();
        assert_eq!(refused, Err(ChartError::Points { line, years: 5, points: 4 }));
    }

    #[test]
    fn thirteen_hundred_panels_are_all_drawn() {
        let (lines, beside) = (wandering(1300, 9), wandering(1, 9).remove(0));
        for width in WIDTHS {
            let svg = multiples_chart(&lines, &beside).svg(&texts(), width, "m").unwrap();
            assert_eq!(svg.matches("<g>").count(), 1300);
        }
    }

    #[test]
    fn a_small_chart() {
        let (lines, beside) = lines();
        let chart = multiples_chart(&lines, &beside);
        insta::assert_snapshot!(chart.svg(&texts(), Width::Wide, "skoler").unwrap());
    }
}
