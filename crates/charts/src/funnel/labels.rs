//! The dots of a funnel, the names of sure schools at them, and the list of names without room.

use kvalitet_text::Texts;

use super::{FunnelChart, FunnelPoint, FunnelRest, TOP, View};
use crate::canvas::{Anchor, Look, Plot, Spot};
use crate::fonts::Weight;
use crate::frame::{Arrangement, SMALL, Sheet, baseline, number};
use crate::palette::{AXIS, DOT, TEXT};
use crate::placing::{Area, Room, Wish, along, leader};
use crate::{ChartError, Width};

/// The name of a school that is sure to differ.
const LABEL: Look = Look { weight: Weight::SemiBold, size: 13.0, ink: &DOT };
/// Its number, where the name stands in the list.
const NUMBER: Look = Look { weight: Weight::SemiBold, size: 11.5, ink: &DOT };
/// A name of more lines than this would cover the dots it stands among.
const LINES: usize = 3;
/// Between two columns of the list; px.
const COLUMN_GAP: f64 = 18.0;

/// A sure school whose name finds no room at its dot.
pub(super) struct Listed<'p> {
    point: &'p FunnelPoint,
    number: Option<usize>,
}

impl FunnelChart {
    /// The radius of a grey dot and of a sure one, in tenths of a px: many schools have small dots.
    fn radii(&self, width: Width) -> (i32, i32) {
        let narrow = if width.arrangement() == Arrangement::Above { 6 } else { 0 };
        match self.points.len() {
            0..=80 => (42 - narrow, 56 - narrow),
            81..=300 => (34 - narrow, 48 - narrow),
            _ => (26 - narrow, 40 - narrow),
        }
    }

    /// Draws every school, the sure ones last. Returns those whose names found no room.
    pub(super) fn draw_points(
        &self,
        sheet: &Sheet,
        view: &View,
        texts: &Texts,
    ) -> Result<Vec<Listed<'_>>, ChartError> {
        let (grey, strong) = self.radii(sheet.kind);
        for point in self.points.iter().filter(|point| !point.is_sure) {
            sheet.canvas.open(self.describe(point, texts));
            sheet.canvas.ringed(view.at(point), grey, &AXIS)?;
            sheet.canvas.close();
        }
        let sure: Vec<&FunnelPoint> = self.points.iter().filter(|point| point.is_sure).collect();
        let (labels, listed) = self.labels(sheet, view, &sure);
        for (point, label) in sure.into_iter().zip(labels) {
            sheet.canvas.open(self.describe(point, texts));
            sheet.canvas.ringed(view.at(point), strong, &DOT)?;
            if let Some(label) = label {
                draw_label(sheet, view.at(point), ringed(strong), &label)?;
            }
            sheet.canvas.close();
        }
        Ok(listed)
    }

    /// The label of each sure school, a name or a number, and the schools whose name is not there.
    fn labels<'p>(
        &self,
        sheet: &Sheet,
        view: &View,
        sure: &[&'p FunnelPoint],
    ) -> (Vec<Option<Label>>, Vec<Listed<'p>>) {
        let (grey, strong) = self.radii(sheet.kind);
        let radius = |point: &FunnelPoint| ringed(if point.is_sure { strong } else { grey });
        let dots = self.points.iter().map(|point| Area::around(view.at(point), radius(point)));
        let frame = Area { top: view.plot.top - TOP, ..view.plot };
        let mut room = Room { frame, taken: dots.collect(), lines: self.drawn(view) };
        let words = sure.iter().flat_map(|point| point.name.split(' '));
        let word = sheet.canvas.widest(words, &LABEL);
        let most = (0.42 * (view.plot.right - view.plot.left)).max(word).min(190.0);
        let names: Vec<Vec<String>> =
            sure.iter().map(|point| sheet.canvas.wrap(&point.name, &LABEL, most)).collect();
        let wish = |point: &&FunnelPoint, lines: &[String], look: &Look| Wish {
            at: view.at(point),
            radius: radius(point),
            width: sheet.canvas.widest(lines.iter().map(String::as_str), look),
            height: number(lines.len().saturating_sub(1)) * look.leading() + look.size + 2.0,
        };
        let is_short = |lines: &[String]| lines.len() <= LINES;
        let short = sure.iter().zip(&names).filter(|(_, lines)| is_short(lines));
        let wishes: Vec<Wish> = short.map(|(point, lines)| wish(point, lines, &LABEL)).collect();
        let mut placed = room.place(&wishes).into_iter();
        let (mut labels, mut listed, mut last) = (Vec::new(), Vec::new(), 0);
        for (point, lines) in sure.iter().zip(names) {
            let area = if is_short(&lines) { placed.next().flatten() } else { None };
            if let Some(area) = area {
                labels.push(Some(Label { lines, area, look: LABEL }));
                continue;
            }
            let lines = vec![(last + 1).to_string()];
            let area = room.place(&[wish(point, &lines, &NUMBER)]).into_iter().flatten().next();
            last += usize::from(area.is_some());
            listed.push(Listed { point, number: area.map(|_| last) });
            labels.push(area.map(|area| Label { lines, area, look: NUMBER }));
        }
        listed.sort_by_key(|of: &Listed<'_>| of.number.is_none());
        (labels, listed)
    }

    /// Points every few px along what is drawn as lines.
    fn drawn(&self, view: &View) -> Vec<(f64, f64)> {
        let level = self.reference.value.to_f64();
        let reference = vec![(view.across.0, level), (view.across.1, level)];
        let curves = self.curves(view).into_iter().flat_map(|curve| view.parts(&curve));
        let lines = curves.chain([reference]);
        let pairs = lines.flat_map(|line| {
            line.windows(2)
                .filter_map(|pair| pair.first().copied().zip(pair.last().copied()))
                .collect::<Vec<_>>()
        });
        let px = |(from, to)| along([view.plane.px(from), view.plane.px(to)], 4.0);
        pairs.flat_map(px).collect()
    }

    /// The sure schools whose name found no room at their dot, in columns.
    pub(super) fn draw_list(
        &self,
        sheet: &mut Sheet,
        listed: &[Listed<'_>],
        texts: &Texts,
    ) -> Result<(), ChartError> {
        if listed.is_empty() {
            return Ok(());
        }
        let look = SMALL.in_ink(&TEXT);
        let mark =
            |of: &Listed<'_>| of.number.map_or("•".to_owned(), |number| number.to_string());
        let marks = sheet.canvas.widest(["000"], &NUMBER) + 5.0;
        let said = |of: &Listed<'_>| {
            format!("{}: {}", of.point.name, self.axis.print(texts, of.point.value))
        };
        let said: Vec<String> = listed.iter().map(said).collect();
        let widest = sheet.canvas.widest(said.iter().map(String::as_str), &look);
        // One long name must not make a single column of all the others.
        let width = marks + widest.min(190.0);
        let is_too_many =
            |count: &usize| sheet.width() < number(*count) * width + number(count - 1) * COLUMN_GAP;
        let columns = (1..=4).rev().find(|count| !is_too_many(count)).unwrap_or(1);
        let pitch = (sheet.width() + COLUMN_GAP) / number(columns);
        let rows = listed.len().div_ceil(columns);
        for row in 0..rows {
            let mut most = 0;
            for column in 0..columns {
                let place = column * rows + row;
                let (Some(of), Some(said)) = (listed.get(place), said.get(place)) else { continue };
                let x = number(column) * pitch;
                let y = sheet.y + look.size;
                let spot = Spot { anchor: Anchor::End, x: x + marks - 5.0, y };
                sheet.canvas.text(spot, &NUMBER, &mark(of))?;
                let lines = sheet.canvas.wrap(said, &look, pitch - COLUMN_GAP - marks);
                sheet.canvas.lines(
                    Spot { anchor: Anchor::Start, x: x + marks, y },
                    &look,
                    &lines,
                )?;
                most = most.max(lines.len());
            }
            sheet.y += number(most) * look.leading() + 2.0;
        }
        sheet.y += 6.0;
        Ok(())
    }
}

/// The radius of a dot with the paper around it, in px.
fn ringed(radius: i32) -> f64 {
    f64::from(radius) / 10.0 + 1.2
}

/// What stands at a dot, and where.
struct Label {
    lines: Vec<String>,
    area: Area,
    look: Look,
}

/// Draws a label, and a line from its dot where it stands apart from it.
fn draw_label(sheet: &Sheet, at: (f64, f64), radius: f64, label: &Label) -> Result<(), ChartError> {
    let area = &label.area;
    if let Some(ends) = leader(at, radius, area) {
        sheet.canvas.line(&ends, &DOT, 8)?;
    }
    let (anchor, x) = if area.right <= at.0 {
        (Anchor::End, area.right)
    } else if at.0 <= area.left {
        (Anchor::Start, area.left)
    } else {
        (Anchor::Middle, f64::midpoint(area.left, area.right))
    };
    let mut y = baseline(area.top + label.look.size / 2.0 + 1.0, &label.look);
    for line in &label.lines {
        sheet.canvas.haloed(Spot { anchor, x, y }, &label.look, line)?;
        y += label.look.leading();
    }
    Ok(())
}

/// The schools without a place, after the word for it.
pub(super) fn draw_rest(sheet: &mut Sheet, rest: &FunnelRest) -> Result<(), ChartError> {
    if rest.names.is_empty() {
        return Ok(());
    }
    let text = format!("{}: {}", rest.word, rest.names.join(", "));
    let lines = sheet.canvas.wrap(&text, &SMALL, sheet.width());
    let spot = Spot { anchor: Anchor::Start, x: 0.0, y: sheet.y + SMALL.size };
    sheet.canvas.lines(spot, &SMALL, &lines)?;
    sheet.y += number(lines.len()) * SMALL.leading() + 2.0;
    Ok(())
}
