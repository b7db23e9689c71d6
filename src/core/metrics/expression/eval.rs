//! Works a formula out for a period. It knows no unit: those were checked before.

use super::book::{Book, Window};
use super::{Expr, Function, Node, Op, words};
use crate::metrics::say::date;
use crate::metrics::scene::sum;
use crate::metrics::stat::{finite, ratio};
use crate::model::id::Id;
use crate::model::time::Date;
use crate::model::{Kpi, KpiSource};

impl Book<'_> {
    /// Gives what a KPI stood at at the end of a period, or why that is not known. Shares are of
    /// 1, money is in whole units.
    pub fn value(&self, kpi: &Kpi, window: Window) -> Result<f64, String> {
        match kpi.source {
            KpiSource::Formula => {
                self.dims_of(kpi).map_err(|fault| fault.to_string())?;
                let known = self.values.borrow().get(&(kpi.id, window)).cloned();
                if let Some(known) = known {
                    return known;
                }
                let found = match self.formula(kpi.id) {
                    Some(Ok(expr)) => self.work_out(expr, window),
                    _ => Err(words::NO_NUMBER.to_owned()),
                };
                self.values.borrow_mut().insert((kpi.id, window), found.clone());
                found
            }
            _ => {
                let read = self.read(kpi.id, window.to);
                let by = || words::unread(&kpi.key, &date(window.to));
                read.map(|(_, value, _)| value).ok_or_else(by)
            }
        }
    }

    /// Works a formula out. Check it first: an unchecked circle ends as an error, not as a result.
    pub fn work_out(&self, expr: &Expr, window: Window) -> Result<f64, String> {
        let value = match &expr.node {
            Node::Number(n) => *n,
            Node::Negative(inner) => -self.work_out(inner, window)?,
            Node::Key(key) => {
                let kpi = self.one(expr, key).map_err(|fault| fault.message)?;
                self.value(kpi, window)?
            }
            Node::Pair(op, left, right) => {
                let (a, b) = (self.work_out(left, window)?, self.work_out(right, window)?);
                match op {
                    Op::Add => a + b,
                    Op::Subtract => a - b,
                    Op::Multiply => a * b,
                    Op::Divide => ratio(a, b).ok_or_else(|| words::zero(&self.text(right)))?,
                }
            }
            Node::Call(function, parts) => self.call(*function, parts, window)?,
        };
        finite(value).ok_or_else(|| words::TOO_LARGE.to_owned())
    }

    fn call(&self, function: Function, parts: &[Expr], window: Window) -> Result<f64, String> {
        let Some(first) = parts.first() else { return Err(words::NO_NUMBER.to_owned()) };
        let before = window.before();
        match function {
            Function::Previous => return self.work_out(first, before),
            Function::Change => {
                return Ok(self.work_out(first, window)? - self.work_out(first, before)?);
            }
            _ => {}
        }
        let values = if parts.len() > 1 {
            parts.iter().map(|part| self.work_out(part, window)).collect::<Result<Vec<_>, _>>()?
        } else {
            let days = self.days(first, window);
            let each =
                days.into_iter().filter_map(|day| self.work_out(first, window.ending(day)).ok());
            each.collect()
        };
        let none = || words::unread_in(&date(window.from), &date(window.to));
        if values.is_empty() {
            return Err(none());
        }
        let total = sum(values.iter().copied());
        let least = |a: f64, b: &f64| a.min(*b);
        match function {
            Function::Sum => Ok(total),
            Function::Average => ratio(total, values.len() as f64).ok_or_else(none),
            Function::Min => finite(values.iter().fold(f64::INFINITY, least)).ok_or_else(none),
            _ => finite(values.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b))).ok_or_else(none),
        }
    }

    /// Lists the days of a period on which anything that a formula needs was read.
    fn days(&self, expr: &Expr, window: Window) -> Vec<Date> {
        let mut found: Vec<Id<Kpi>> = Vec::new();
        let mut open: Vec<Id<Kpi>> = Vec::new();
        self.keys(expr, &mut open);
        while let Some(kpi) = open.pop() {
            if !found.contains(&kpi) {
                found.push(kpi);
                open.extend(self.inputs(kpi));
            }
        }
        let read = found.iter().flat_map(|kpi| self.readings(*kpi)).map(|(date, _, _)| *date);
        let mut days: Vec<Date> =
            read.filter(|day| window.from <= *day && *day <= window.to).collect();
        crate::sort::sort(&mut days);
        days.dedup();
        days
    }

    fn keys(&self, expr: &Expr, out: &mut Vec<Id<Kpi>>) {
        match &expr.node {
            Node::Number(_) => {}
            Node::Key(key) => out.extend(self.named(key).first().map(|kpi| kpi.id)),
            Node::Negative(inner) => self.keys(inner, out),
            Node::Pair(_, left, right) => {
                self.keys(left, out);
                self.keys(right, out);
            }
            Node::Call(_, parts) => parts.iter().for_each(|part| self.keys(part, out)),
        }
    }

    /// Names a part for an error.
    fn text(&self, expr: &Expr) -> String {
        match &expr.node {
            Node::Key(key) => key.clone(),
            Node::Number(n) => n.to_string(),
            _ => "the divisor".to_owned(),
        }
    }
}
