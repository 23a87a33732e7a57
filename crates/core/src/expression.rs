//! Expressions: the little SQL in which numerators and denominators are written.
//!
//! The text is parsed by the `sqlparser` crate, so a database understands it too, and then turned
//! into a typed expression over the columns of one table. Only what always gives the same answer
//! is let through: comparison, `and`, `or`, `not`, `in`, `between`, `is null`, `+`, `-` and `*`.
//! There are no functions, so none of time or chance.
//!
//! `null` follows SQL: a comparison with it is neither true nor false, and a row counts only where
//! the expression is true.

use sqlparser::ast::{BinaryOperator, Expr, Spanned, UnaryOperator, Value};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;

use crate::table::{ColumnDefinition, ColumnKind, TableDefinition};
use crate::{Decimal, nearest};

/// Some rows of a table, column by column. Row `i` stands for `weights[i]` persons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// One vector per column of the table, all as long as `weights`; [`Chunk::NULL`] is null.
    pub columns: Vec<Vec<i64>>,
    /// How many persons each row stands for.
    pub weights: Vec<u32>,
}

impl Chunk {
    /// What stands for null in a column.
    pub const NULL: i64 = i64::MIN;

    fn value(&self, column: usize, row: usize) -> Option<i64> {
        let value = *self.columns.get(column)?.get(row)?;
        (value != Self::NULL).then_some(value)
    }
}

/// A typed expression over the columns of one table.
///
/// # Examples
///
/// ```
/// use kvalitet_core::expression::{Chunk, Expression};
/// use kvalitet_core::table::NATIONAL_TEST;
///
/// let good = Expression::parse("niveau between 4 and 6", &NATIONAL_TEST)?;
/// let chunk = Chunk {
///     columns: vec![vec![0; 3], vec![4; 3], vec![5, 2, Chunk::NULL], vec![1; 3], vec![0; 3]],
///     weights: vec![1; 3],
/// };
/// assert_eq!(good.evaluate(&chunk), [Some(true), Some(false), None]);
///
/// let error = Expression::parse("nivau >= 4", &NATIONAL_TEST).unwrap_err();
/// assert_eq!(error.to_string(), "no column named `nivau` in `national_test`; the nearest is `niveau`");
/// assert_eq!(error.column, 1);
/// # Ok::<(), kvalitet_core::expression::ExpressionError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    text: String,
    predicate: Predicate,
}

/// A number per row, out of the columns of one table: a column, or a sum, difference or product of
/// them.
///
/// # Examples
///
/// ```
/// use kvalitet_core::expression::Quantity;
/// use kvalitet_core::table::WELLBEING;
///
/// assert_eq!(Quantity::parse("generel", &WELLBEING)?.decimals(), 6);
/// assert_eq!(Quantity::parse("q1 + q2", &WELLBEING)?.decimals(), 0);
/// assert!(Quantity::parse("generel + q1", &WELLBEING).is_err());
/// # Ok::<(), kvalitet_core::expression::ExpressionError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    text: String,
    term: Term,
    decimals: u8,
}

/// What an expression asks of a row, as a reader is told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All of them.
    All(Vec<Self>),
    /// At least one of them.
    Any(Vec<Self>),
    /// Not this.
    Not(Box<Self>),
    /// A column beside one of some values, as they were written.
    Compare {
        /// The column.
        column: String,
        /// How it lies to the values.
        relation: Relation,
        /// The values: one, but for [`Relation::Is`], which may have more, and [`Relation::Between`] with its
        /// two ends.
        values: Vec<String>,
    },
    /// A column that has a value.
    Filled(String),
    /// A column without a value.
    Empty(String),
    /// What has none of these forms, as it was written.
    Written(String),
}

/// How a column lies to values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is one of them.
    Is,
    /// It is less.
    Below,
    /// It is less or equal.
    AtMost,
    /// It is greater.
    Above,
    /// It is greater or equal.
    AtLeast,
    /// It is none of what lies outside the two.
    Between,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Predicate {
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Not(Box<Self>),
    Compare(Comparison, Term, Term),
    IsNull(Term),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    Less,
    LessOrEqual,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Column(usize),
    Literal(i64),
    /// A number as it is written, until it is known what it is compared with.
    Written(Decimal),
    Word(String),
    Add(Box<Self>, Box<Self>),
    Subtract(Box<Self>, Box<Self>),
    Multiply(Box<Self>, Box<Self>),
}

/// An expression that cannot be used, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct ExpressionError {
    /// The line in the expression's text, from 1; 0 when the text ends too early.
    pub line: u64,
    /// The column in that line, from 1.
    pub column: u64,
    /// What is wrong.
    pub kind: ExpressionErrorKind,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionErrorKind {
    /// It is no SQL expression.
    #[error("expected an expression such as `niveau >= 4`")]
    Syntax,
    /// It names a column the table does not have.
    #[error("no column named `{name}` in `{table}`; the nearest is `{nearest}`")]
    UnknownColumn {
        /// What was written.
        name: String,
        /// The table.
        table: String,
        /// The nearest column.
        nearest: String,
    },
    /// It compares a category with a word it does not have.
    #[error("`{column}` takes one of {words}")]
    UnknownWord {
        /// The column.
        column: String,
        /// What it takes.
        words: String,
    },
    /// It uses something that is not let through.
    #[error(
        "only comparison, and, or, not, in, between, is null, + - * on whole numbers are allowed"
    )]
    NotAllowed,
}

impl Expression {
    /// Reads an expression over `table`.
    ///
    /// # Errors
    ///
    /// Returns [`ExpressionError`], with the place in `text`, for what is no expression, names an
    /// unknown column or word, or uses something that is not let through.
    pub fn parse(text: &str, table: &TableDefinition) -> Result<Self, ExpressionError> {
        Ok(Self { text: text.to_owned(), predicate: predicate(&parsed(text)?, table)? })
    }

    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The expression taken apart for a reader, in the words it was written in.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::expression::{Condition, Expression, Relation};
    /// use kvalitet_core::table::NATIONAL_TEST;
    ///
    /// let good = Expression::parse("niveau in (4, 5)", &NATIONAL_TEST)?;
    /// let values = vec!["4".to_owned(), "5".to_owned()];
    /// let column = "niveau".to_owned();
    /// assert_eq!(good.condition(), Condition::Compare { column, relation: Relation::Is, values });
    /// # Ok::<(), kvalitet_core::expression::ExpressionError>(())
    /// ```
    pub fn condition(&self) -> Condition {
        parsed(&self.text)
            .map_or_else(|_| Condition::Written(self.text.clone()), |expr| told(&expr))
    }

    /// For each row of `chunk`: true, false, or neither where a null decides.
    pub fn evaluate(&self, chunk: &Chunk) -> Vec<Option<bool>> {
        (0..chunk.weights.len()).map(|row| self.predicate.at(chunk, row)).collect()
    }
}

impl Quantity {
    /// Reads a quantity over `table`.
    ///
    /// # Errors
    ///
    /// Returns [`ExpressionError`] as [`Expression::parse`] does, and for columns of different
    /// decimals in one quantity.
    pub fn parse(text: &str, table: &TableDefinition) -> Result<Self, ExpressionError> {
        let expr = parsed(text)?;
        let written = term(&expr, table)?;
        let not_allowed = || ExpressionErrorKind::NotAllowed.at_expr(&expr);
        let decimals = written.decimals(table).ok_or_else(not_allowed)?.or(0);
        let term = written.at_decimals(decimals).ok_or_else(not_allowed)?;
        Ok(Self { text: text.to_owned(), term, decimals })
    }

    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decimals of its values: with six, 3 500 000 is 3.5.
    pub const fn decimals(&self) -> u8 {
        self.decimals
    }

    /// For each row of `chunk` its value; `None` where a column is null or a result does not fit.
    pub fn evaluate(&self, chunk: &Chunk) -> Vec<Option<i64>> {
        (0..chunk.weights.len()).map(|row| self.term.at(chunk, row)).collect()
    }
}

fn parsed(text: &str) -> Result<Expr, ExpressionError> {
    let syntax = |_| ExpressionErrorKind::Syntax.at(1, 1);
    let mut parser = Parser::new(&GenericDialect {}).try_with_sql(text).map_err(syntax)?;
    let Ok(expr) = parser.parse_expr() else {
        let place = parser.peek_token().span.start;
        return Err(ExpressionErrorKind::Syntax.at(place.line, place.column));
    };
    let rest = parser.peek_token();
    if rest.token != Token::EOF {
        return Err(ExpressionErrorKind::Syntax.at(rest.span.start.line, rest.span.start.column));
    }
    Ok(expr)
}

fn told(expr: &Expr) -> Condition {
    let written = || Condition::Written(expr.to_string());
    match expr {
        Expr::Nested(inner) => told(inner),
        Expr::UnaryOp { op: UnaryOperator::Not, expr } => Condition::Not(Box::new(told(expr))),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            let parts = [told(left), told(right)].into_iter().flat_map(|of| match of {
                Condition::All(parts) => parts,
                other => vec![other],
            });
            Condition::All(parts.collect())
        }
        Expr::BinaryOp { left, op: BinaryOperator::Or, right } => {
            let parts = [told(left), told(right)].into_iter().flat_map(|of| match of {
                Condition::Any(parts) => parts,
                other => vec![other],
            });
            Condition::Any(parts.collect())
        }
        Expr::BinaryOp { left, op, right } => told_beside(left, op, right).unwrap_or_else(written),
        Expr::IsNull(inner) => column(inner).map_or_else(written, Condition::Empty),
        Expr::IsNotNull(inner) => column(inner).map_or_else(written, Condition::Filled),
        Expr::Between { expr, negated, low, high } => {
            let values = [low, high].into_iter().map(|of| value(of)).collect();
            told_of(expr, Relation::Between, values).map_or_else(written, |of| not_if(*negated, of))
        }
        Expr::InList { expr, list, negated } => {
            let values = list.iter().map(value).collect();
            told_of(expr, Relation::Is, values).map_or_else(written, |of| not_if(*negated, of))
        }
        _ => written(),
    }
}

fn not_if(negated: bool, of: Condition) -> Condition {
    if negated { Condition::Not(Box::new(of)) } else { of }
}

/// A column beside one value, whichever of them stands first.
fn told_beside(left: &Expr, op: &BinaryOperator, right: &Expr) -> Option<Condition> {
    let (relation, turned) = match op {
        BinaryOperator::Eq | BinaryOperator::NotEq => (Relation::Is, Relation::Is),
        BinaryOperator::Lt => (Relation::Below, Relation::Above),
        BinaryOperator::LtEq => (Relation::AtMost, Relation::AtLeast),
        BinaryOperator::Gt => (Relation::Above, Relation::Below),
        BinaryOperator::GtEq => (Relation::AtLeast, Relation::AtMost),
        _ => return None,
    };
    let of = told_of(left, relation, value(right).map(|of| vec![of]));
    let of = of.or_else(|| told_of(right, turned, value(left).map(|of| vec![of])))?;
    Some(not_if(*op == BinaryOperator::NotEq, of))
}

fn told_of(of: &Expr, relation: Relation, values: Option<Vec<String>>) -> Option<Condition> {
    Some(Condition::Compare { column: column(of)?, relation, values: values? })
}

fn column(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Nested(inner) => column(inner),
        Expr::Identifier(ident) => Some(ident.value.to_lowercase()),
        _ => None,
    }
}

fn value(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Value(value) => match &value.value {
            Value::Number(digits, _) => Some(digits.clone()),
            Value::SingleQuotedString(word) => Some(word.clone()),
            _ => None,
        },
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => {
            value(expr).map(|digits| format!("-{digits}"))
        }
        _ => None,
    }
}

impl ExpressionErrorKind {
    const fn at(self, line: u64, column: u64) -> ExpressionError {
        ExpressionError { line, column, kind: self }
    }

    fn at_expr(self, expr: &Expr) -> ExpressionError {
        let start = expr.span().start;
        self.at(start.line, start.column)
    }
}

impl Predicate {
    fn at(&self, chunk: &Chunk, row: usize) -> Option<bool> {
        match self {
            Self::And(a, b) => match (a.at(chunk, row), b.at(chunk, row)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Or(a, b) => match (a.at(chunk, row), b.at(chunk, row)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::Not(a) => a.at(chunk, row).map(|truth| !truth),
            Self::Compare(comparison, a, b) => {
                let (a, b) = (a.at(chunk, row)?, b.at(chunk, row)?);
                Some(match comparison {
                    Comparison::Equal => a == b,
                    Comparison::Less => a < b,
                    Comparison::LessOrEqual => a <= b,
                })
            }
            Self::IsNull(term) => Some(term.at(chunk, row).is_none()),
        }
    }
}

impl Term {
    /// Null where a column is null or a result does not fit.
    fn at(&self, chunk: &Chunk, row: usize) -> Option<i64> {
        match self {
            Self::Column(column) => chunk.value(*column, row),
            Self::Literal(number) => Some(*number),
            Self::Written(_) | Self::Word(_) => None,
            Self::Add(a, b) => a.at(chunk, row)?.checked_add(b.at(chunk, row)?),
            Self::Subtract(a, b) => a.at(chunk, row)?.checked_sub(b.at(chunk, row)?),
            Self::Multiply(a, b) => a.at(chunk, row)?.checked_mul(b.at(chunk, row)?),
        }
    }

    /// The decimals of its columns: `None` where they differ or a product is of other than whole
    /// numbers.
    fn decimals(&self, table: &TableDefinition) -> Option<Decimals> {
        let both = |a: &Self, b: &Self| a.decimals(table)?.and(b.decimals(table)?);
        match self {
            Self::Column(place) => Some(Decimals::These(match table.column(*place)?.kind {
                ColumnKind::Scaled(decimals) => decimals,
                ColumnKind::Integer | ColumnKind::Category(_) => 0,
            })),
            Self::Literal(_) | Self::Written(_) | Self::Word(_) => Some(Decimals::Any),
            Self::Add(a, b) | Self::Subtract(a, b) => both(a, b),
            Self::Multiply(a, b) => both(a, b).filter(|decimals| decimals.or(0) == 0),
        }
    }

    /// With every written number at these decimals; `None` where one does not fit.
    fn at_decimals(self, decimals: u8) -> Option<Self> {
        let inner = |term: Box<Self>| term.at_decimals(decimals).map(Box::new);
        Some(match self {
            Self::Written(number) => {
                let fits = number.with_decimals(decimals)?;
                if fits.compare(number).is_ne() {
                    return None;
                }
                Self::Literal(fits.units())
            }
            Self::Add(a, b) => Self::Add(inner(a)?, inner(b)?),
            Self::Subtract(a, b) => Self::Subtract(inner(a)?, inner(b)?),
            Self::Multiply(a, b) => Self::Multiply(inner(a)?, inner(b)?),
            Self::Column(_) | Self::Literal(_) | Self::Word(_) => self,
        })
    }
}

/// The decimals that a term is read at.
#[derive(Clone, Copy)]
enum Decimals {
    /// Those of what it is compared with: it has numbers alone.
    Any,
    /// Those of its columns.
    These(u8),
}

impl Decimals {
    /// Those of two sides of one operation: `None` where they differ.
    const fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::These(a), Self::These(b)) if a != b => None,
            (Self::Any, decimals) | (decimals, _) => Some(decimals),
        }
    }

    const fn or(self, otherwise: u8) -> u8 {
        match self {
            Self::Any => otherwise,
            Self::These(decimals) => decimals,
        }
    }
}

fn predicate(expr: &Expr, table: &TableDefinition) -> Result<Predicate, ExpressionError> {
    let of = |expr: &Expr| predicate(expr, table);
    match expr {
        Expr::Nested(inner) => of(inner),
        Expr::UnaryOp { op: UnaryOperator::Not, expr } => Ok(Predicate::Not(Box::new(of(expr)?))),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            Ok(Predicate::And(Box::new(of(left)?), Box::new(of(right)?)))
        }
        Expr::BinaryOp { left, op: BinaryOperator::Or, right } => {
            Ok(Predicate::Or(Box::new(of(left)?), Box::new(of(right)?)))
        }
        Expr::BinaryOp { left, op, right } => compare(op, left, right, table),
        Expr::IsNull(inner) => Ok(Predicate::IsNull(term(inner, table)?)),
        Expr::IsNotNull(inner) => {
            Ok(Predicate::Not(Box::new(Predicate::IsNull(term(inner, table)?))))
        }
        Expr::Between { expr, negated, low, high } => {
            let low = compare(&BinaryOperator::GtEq, expr, low, table)?;
            let high = compare(&BinaryOperator::LtEq, expr, high, table)?;
            Ok(negate_if(*negated, Predicate::And(Box::new(low), Box::new(high))))
        }
        Expr::InList { expr, list, negated } => {
            let mut any = None;
            for item in list {
                let equal = compare(&BinaryOperator::Eq, expr, item, table)?;
                any = Some(match any {
                    None => equal,
                    Some(before) => Predicate::Or(Box::new(before), Box::new(equal)),
                });
            }
            let any = any.ok_or_else(|| ExpressionErrorKind::NotAllowed.at_expr(expr))?;
            Ok(negate_if(*negated, any))
        }
        _ => Err(ExpressionErrorKind::NotAllowed.at_expr(expr)),
    }
}

fn negate_if(negated: bool, predicate: Predicate) -> Predicate {
    if negated { Predicate::Not(Box::new(predicate)) } else { predicate }
}

fn compare(
    op: &BinaryOperator,
    left: &Expr,
    right: &Expr,
    table: &TableDefinition,
) -> Result<Predicate, ExpressionError> {
    let (a, b) = (term(left, table)?, term(right, table)?);
    let a_word = word(&b, &a, left, table)?;
    let (a, b) = (a_word.unwrap_or(a.clone()), word(&a, &b, right, table)?.unwrap_or(b));
    let not_allowed = || ExpressionErrorKind::NotAllowed.at_expr(left);
    let sides = a.decimals(table).zip(b.decimals(table)).and_then(|(a, b)| a.and(b));
    let decimals = sides.ok_or_else(not_allowed)?.or(0);
    let a = a.at_decimals(decimals).ok_or_else(not_allowed)?;
    let b = b.at_decimals(decimals).ok_or_else(not_allowed)?;
    let negated = |comparison, a, b| Predicate::Not(Box::new(Predicate::Compare(comparison, a, b)));
    Ok(match op {
        BinaryOperator::Eq => Predicate::Compare(Comparison::Equal, a, b),
        BinaryOperator::NotEq => negated(Comparison::Equal, a, b),
        BinaryOperator::Lt => Predicate::Compare(Comparison::Less, a, b),
        BinaryOperator::LtEq => Predicate::Compare(Comparison::LessOrEqual, a, b),
        BinaryOperator::Gt => Predicate::Compare(Comparison::Less, b, a),
        BinaryOperator::GtEq => Predicate::Compare(Comparison::LessOrEqual, b, a),
        _ => return Err(ExpressionErrorKind::NotAllowed.at_expr(left)),
    })
}

/// The place of a word in the category it is compared with, or `None` when `side` is no word.
fn word(
    other: &Term,
    side: &Term,
    expr: &Expr,
    table: &TableDefinition,
) -> Result<Option<Term>, ExpressionError> {
    let Term::Word(word) = side else {
        return Ok(None);
    };
    let column = match other {
        Term::Column(place) => table.column(*place),
        _ => None,
    };
    let Some(ColumnDefinition { name, kind: ColumnKind::Category(words) }) = column else {
        return Err(ExpressionErrorKind::NotAllowed.at_expr(expr));
    };
    let place = words.iter().position(|known| known == word);
    let place = place.and_then(|place| i64::try_from(place).ok());
    place.map(|place| Some(Term::Literal(place))).ok_or_else(|| {
        let words = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        ExpressionErrorKind::UnknownWord { column: name.clone(), words }.at_expr(expr)
    })
}

fn term(expr: &Expr, table: &TableDefinition) -> Result<Term, ExpressionError> {
    let both = |left: &Expr, right: &Expr| {
        Ok::<_, ExpressionError>((Box::new(term(left, table)?), Box::new(term(right, table)?)))
    };
    let not_allowed = || ExpressionErrorKind::NotAllowed.at_expr(expr);
    match expr {
        Expr::Nested(inner) => term(inner, table),
        Expr::Identifier(ident) => {
            let name = ident.value.to_lowercase();
            table.position(&name).map(Term::Column).ok_or_else(|| {
                let known = table.columns.iter().map(|column| column.name.as_str());
                let nearest = nearest(&name, known).unwrap_or_default();
                let table = table.name.clone();
                ExpressionErrorKind::UnknownColumn { name, table, nearest }.at_expr(expr)
            })
        }
        Expr::Value(value) => match &value.value {
            Value::Number(digits, _) => {
                digits.parse().map(Term::Written).map_err(|_| not_allowed())
            }
            Value::SingleQuotedString(word) => Ok(Term::Word(word.clone())),
            _ => Err(not_allowed()),
        },
        Expr::UnaryOp { op: UnaryOperator::Minus, expr } => {
            Ok(Term::Subtract(Box::new(Term::Literal(0)), Box::new(term(expr, table)?)))
        }
        Expr::BinaryOp { left, op: BinaryOperator::Plus, right } => {
            both(left, right).map(|(a, b)| Term::Add(a, b))
        }
        Expr::BinaryOp { left, op: BinaryOperator::Minus, right } => {
            both(left, right).map(|(a, b)| Term::Subtract(a, b))
        }
        Expr::BinaryOp { left, op: BinaryOperator::Multiply, right } => {
            both(left, right).map(|(a, b)| Term::Multiply(a, b))
        }
        _ => Err(not_allowed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{NATIONAL_TEST, WELLBEING};

    /// Rows of the table's five columns, in order.
    fn chunk() -> Chunk {
        let rows = [[0, 4, 5, 1, 0], [0, 6, 2, 1, 1], [1, 3, Chunk::NULL, 0, 0], [1, 6, 6, 1, 0]];
        let columns = (0..5).map(|column| rows.iter().map(|row| row[column]).collect()).collect();
        Chunk { columns, weights: vec![1; rows.len()] }
    }

    fn truths(text: &str) -> Vec<Option<bool>> {
        Expression::parse(text, &NATIONAL_TEST).unwrap().evaluate(&chunk())
    }

    /// Checked by hand against the three-valued logic of SQL.
    #[test]
    fn every_allowed_form_means_what_sql_means() {
        let (t, f, n) = (Some(true), Some(false), None);
        for (text, expected) in [
            ("niveau >= 4", [t, f, n, t]),
            ("not (niveau >= 4)", [f, t, n, f]),
            ("niveau is null", [f, f, t, f]),
            ("niveau is not null and fag = 'matematik'", [f, f, f, t]),
            ("fag <> 'matematik' or niveau = 6", [t, t, n, t]),
            ("niveau in (2, 5)", [t, t, n, f]),
            ("niveau not in (2, 5)", [f, f, n, t]),
            ("klassetrin between 4 and 5", [t, f, f, f]),
            ("klassetrin not between 4 and 5", [f, t, t, t]),
            ("niveau * 2 - 1 < klassetrin + 1", [f, t, n, f]),
            ("-niveau < -4", [t, f, n, t]),
            ("niveau > 4 or klassetrin = 3", [t, f, t, t]),
        ] {
            assert_eq!(truths(text), expected, "{text}");
        }
    }

    #[test]
    fn a_number_is_read_at_the_decimals_of_its_column() {
        let place = WELLBEING.position("generel").unwrap();
        let mut columns = vec![vec![Chunk::NULL; 3]; WELLBEING.columns.len()];
        columns[place] = vec![3_000_000, 3_000_001, Chunk::NULL];
        let chunk = Chunk { columns, weights: vec![1; 3] };
        let truths = |text| Expression::parse(text, &WELLBEING).unwrap().evaluate(&chunk);
        for text in ["generel > 3", "generel > 3.0", "3.00 < generel", "not (generel <= 3)"] {
            assert_eq!(truths(text), [Some(false), Some(true), None], "{text}");
        }
        for text in ["generel > 3.00000001", "generel > q1", "generel * 2 > 3", "q1 > 2.5"] {
            assert!(Expression::parse(text, &WELLBEING).is_err(), "{text}");
        }
    }

    #[test]
    fn a_condition_is_taken_apart_as_it_is_written() {
        let of = |text| Expression::parse(text, &NATIONAL_TEST).unwrap().condition();
        let beside = |column: &str, relation, values: &[&str]| Condition::Compare {
            column: column.to_owned(),
            relation,
            values: values.iter().map(|of| (*of).to_owned()).collect(),
        };
        let level = |relation, values: &[&str]| beside("niveau", relation, values);
        assert_eq!(
            of("fag = 'laesning' and (niveau IN (4, 5) and niveau is not null)"),
            Condition::All(vec![
                beside("fag", Relation::Is, &["laesning"]),
                level(Relation::Is, &["4", "5"]),
                Condition::Filled("niveau".to_owned()),
            ])
        );
        assert_eq!(of("4 < niveau"), level(Relation::Above, &["4"]));
        assert_eq!(of("4 >= niveau"), level(Relation::AtMost, &["4"]));
        assert_eq!(of("niveau > -1"), level(Relation::Above, &["-1"]));
        assert_eq!(of("niveau between 4 and 6"), level(Relation::Between, &["4", "6"]));
        let five = Condition::Not(Box::new(level(Relation::Is, &["5"])));
        assert_eq!(of("niveau <> 5"), five);
        assert_eq!(
            of("niveau is null or not (niveau = 5)"),
            Condition::Any(vec![Condition::Empty("niveau".to_owned()), five])
        );
        let sum = "niveau + 1 > klassetrin";
        assert_eq!(of(sum), Condition::Written(sum.to_owned()));
    }

    #[test]
    fn what_is_not_let_through_is_refused_at_its_place() {
        for text in [
            "now() > 1",
            "random() < 2",
            "niveau / 2 = 1",
            "niveau >= 4.5",
            "niveau",
            "niveau >= 4 limit 1",
            "niveau >=",
            "exists (select 1)",
            "fag = 'dansk'",
            "niveau = 'god'",
            "",
            "'",
        ] {
            assert!(Expression::parse(text, &NATIONAL_TEST).is_err(), "{text}");
        }
        let error = Expression::parse("niveau >= 4 and klasse = 2", &NATIONAL_TEST).unwrap_err();
        assert_eq!((error.line, error.column), (1, 17));
    }
}
