//! Checks a formula before any number is read: keys, circles and units.

use super::book::{Book, plain};
use super::parse::fault;
use super::unit::{Dims, measure};
use super::{Expr, Fault, Node, Op, words};
use crate::model::id::Id;
use crate::model::{Kpi, KpiSource};

/// How many formulas may hang on one another.
const CHAIN: usize = 10;

/// Is the unit of a part: any, where it is only made of numbers.
type Found = Option<Dims>;

impl Book<'_> {
    /// Checks a formula that a KPI would have, and gives the unit of its result. `own` is that
    /// KPI, if it is there already.
    pub fn check(&self, expr: &Expr, own: Option<&Kpi>) -> Result<Dims, Fault> {
        let mut path: Vec<String> = own.iter().map(|kpi| plain(&kpi.key)).collect();
        let dims = self.walk(expr, &mut path)?.unwrap_or_default();
        let Some(kpi) = own.filter(|kpi| !kpi.unit.trim().is_empty()) else { return Ok(dims) };
        let said = measure(&kpi.unit).dims;
        if !dims.is_plain() && dims != said {
            return Err(fault(expr.span.clone(), words::other_unit(&kpi.unit, &dims.text())));
        }
        Ok(said)
    }

    /// Gives the unit of a KPI.
    pub fn dims_of(&self, kpi: &Kpi) -> Result<Dims, Fault> {
        self.dims_within(kpi, &mut vec![plain(&kpi.key)])
    }

    /// Lists the KPIs that a KPI is computed from directly; none where it is read.
    pub fn inputs(&self, kpi: Id<Kpi>) -> Vec<Id<Kpi>> {
        if let Some(found) = self.sources.borrow().get(&kpi) {
            return found.clone();
        }
        let mut keys = Vec::new();
        if let Some(Ok(expr)) = self.formula(kpi) {
            collect(expr, &mut keys);
        }
        let mut out: Vec<Id<Kpi>> =
            keys.iter().filter_map(|key| self.named(key).first()).map(|kpi| kpi.id).collect();
        crate::sort::sort(&mut out);
        out.dedup();
        self.sources.borrow_mut().insert(kpi, out.clone());
        out
    }

    fn dims_within(&self, kpi: &Kpi, path: &mut Vec<String>) -> Result<Dims, Fault> {
        if kpi.source != KpiSource::Formula {
            return Ok(measure(&kpi.unit).dims);
        }
        if let Some(found) = self.dims.borrow().get(&kpi.id) {
            return found.clone();
        }
        let found = match self.formula(kpi.id) {
            Some(Ok(expr)) => self.walk(expr, path).and_then(|dims| {
                let dims = dims.unwrap_or_default();
                let said = measure(&kpi.unit).dims;
                if dims.is_plain() || said.is_plain() && kpi.unit.trim().is_empty() || dims == said
                {
                    return Ok(if dims.is_plain() { said } else { dims });
                }
                Err(fault(expr.span.clone(), words::other_unit(&kpi.unit, &dims.text())))
            }),
            Some(Err(error)) => Err(error.clone()),
            None => Ok(measure(&kpi.unit).dims),
        };
        // A fault may lie in the way here, through a circle or a long chain: only where a KPI is
        // asked for itself is it the KPI's own.
        if found.is_ok() || path.len() == 1 {
            self.dims.borrow_mut().insert(kpi.id, found.clone());
        }
        found
    }

    fn walk(&self, expr: &Expr, path: &mut Vec<String>) -> Result<Found, Fault> {
        match &expr.node {
            Node::Number(_) => Ok(None),
            Node::Negative(inner) => self.walk(inner, path),
            Node::Key(key) => self.key(expr, key, path).map(Some),
            Node::Pair(op, left, right) => {
                let (a, b) = (self.walk(left, path)?, self.walk(right, path)?);
                match op {
                    Op::Add => same(a, b, right, "added to"),
                    Op::Subtract => same(a, b, right, "taken from"),
                    Op::Multiply if a.is_none() && b.is_none() => Ok(None),
                    Op::Divide if a.is_none() && b.is_none() => Ok(None),
                    Op::Multiply => Ok(Some(a.unwrap_or_default().times(&b.unwrap_or_default()))),
                    Op::Divide => Ok(Some(a.unwrap_or_default().over(&b.unwrap_or_default()))),
                }
            }
            Node::Call(_, parts) => {
                let mut out = None;
                for part in parts {
                    let next = self.walk(part, path)?;
                    out = same(out, next, part, "compared with")?;
                }
                Ok(out)
            }
        }
    }

    fn key(&self, expr: &Expr, key: &str, path: &mut Vec<String>) -> Result<Dims, Fault> {
        let kpi = self.one(expr, key)?;
        let own = plain(key);
        if let Some(at) = path.iter().position(|held| *held == own) {
            let mut circle: Vec<String> = path.iter().skip(at).cloned().collect();
            circle.push(own);
            return Err(fault(expr.span.clone(), words::circle(&circle)));
        }
        if path.len() > CHAIN {
            return Err(fault(expr.span.clone(), words::DEEP));
        }
        path.push(own);
        let found = self.dims_within(kpi, path);
        path.pop();
        found.map_err(|inner| Fault {
            span: expr.span.clone(),
            message: match inner.message.starts_with("In the formula") {
                true => inner.message,
                false => words::within(key, &inner.message),
            },
            hint: inner.hint,
        })
    }

    /// Finds the one KPI with a key.
    pub(super) fn one(&self, expr: &Expr, key: &str) -> Result<&Kpi, Fault> {
        match self.named(key) {
            [kpi] => Ok(kpi),
            [] => {
                let apart = key.contains('-') && key.split('-').all(|k| !self.named(k).is_empty());
                Err(fault(expr.span.clone(), words::no_kpi(key, apart)))
            }
            _ => Err(fault(expr.span.clone(), words::two_kpis(key))),
        }
    }
}

/// Lists the keys in a formula.
fn collect(expr: &Expr, out: &mut Vec<String>) {
    match &expr.node {
        Node::Number(_) => {}
        Node::Key(key) => out.push(key.clone()),
        Node::Negative(inner) => collect(inner, out),
        Node::Pair(_, left, right) => {
            collect(left, out);
            collect(right, out);
        }
        Node::Call(_, parts) => parts.iter().for_each(|part| collect(part, out)),
    }
}

/// Two parts that must be in one unit; a bare number takes the unit of the other.
fn same(a: Found, b: Found, at: &Expr, verb: &str) -> Result<Found, Fault> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => {
            Err(fault(at.span.clone(), words::units(verb, &a.text(), &b.text())))
        }
        (a, b) => Ok(a.or(b)),
    }
}
