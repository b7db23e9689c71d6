//! Makes the workflow of a table's rows and what is known of their history. It knows nothing of
//! the places that they are in.

use super::super::build::{DEFAULT_STATUSES, Named, Step};
use super::super::words::{category_of, fold};
use super::mapping::Target;
use super::read::Import;
use crate::model::id::Id;
use crate::model::{Category, Move, Status, Workflow};
use crate::sort;

/// Makes the workflow, gives every row its status and says what is known of its history.
pub(super) fn statuses(import: &mut Import<'_, '_>, name: &str) -> Id<Workflow> {
    let (mut steps, of_rows) = found(import);
    if steps.is_empty() {
        let step = |(name, category)| Step { category: Some(category), ..Step::named(name) };
        steps = DEFAULT_STATUSES.map(step).to_vec();
    }
    // By category, then by appearance.
    let mut order: Vec<usize> = (0..steps.len()).collect();
    let rank = |n: &usize| steps.get(*n).and_then(|s| s.category.clone()).unwrap_or_default();
    sort::by_key(&mut order, rank);
    let sorted: Vec<Step> = order.iter().filter_map(|n| steps.get(*n).cloned()).collect();
    let (workflow, made) = import.b.workflow(name, &sorted);
    let place = |n: usize| order.iter().position(|o| *o == n).and_then(|at| made.get(at));
    let first = |wanted: &[Category]| made.iter().find(|s| wanted.contains(&s.category));
    let open = first(&[Category::Backlog, Category::Ready]).or(made.first());
    let done = first(&[Category::Done]);
    let mut without = 0;
    for n in 0..import.drafts.len() {
        let named = of_rows.get(n).copied().flatten().and_then(place);
        let Some(draft) = import.drafts.get(n) else { continue };
        without += usize::from(named.is_none());
        let ended = draft.closed.is_some();
        let status = named.or(done.filter(|_| ended)).or(open);
        if let Some(status) = status.cloned() {
            history(import, n, &status);
        }
    }
    if without > 0 && of_rows.iter().any(Option::is_some) {
        let why = "they name no status: the closed ones are done, the others in the first status";
        import.b.unplaced("all rows", "status", &format!("{without} rows"), why);
    }
    workflow
}

/// Finds the statuses in the order of appearance, and for each row which one it has.
fn found(import: &mut Import<'_, '_>) -> (Vec<Step>, Vec<Option<usize>>) {
    let table = import.table;
    let mut steps: Vec<Step> = Vec::new();
    let mut exact: Named<usize> = Named::default();
    let mut alike: Named<usize> = Named::default();
    let mut of_rows: Vec<Option<usize>> = vec![None; table.rows.len()];
    let categories = import.columns(&Target::StatusCategory);
    for column in import.columns(&Target::Status) {
        for (n, row) in table.rows.iter().enumerate() {
            let cell = row.cell(column);
            if cell.is_empty() {
                continue;
            }
            let at = match exact.get(cell) {
                Some(at) => *at,
                None => {
                    let at = *alike.entry(key(cell)).or_insert(steps.len());
                    exact.insert(cell.to_owned(), at);
                    match steps.get(at) {
                        Some(step) => {
                            let why = format!(
                                "it differs from \"{}\" only in case, blanks or punctuation; taken as that",
                                step.name
                            );
                            import.unplaced(row.line, column, cell, &why);
                        }
                        None => {
                            let said = categories.iter().map(|c| row.cell(*c));
                            let category =
                                category_of(cell).or_else(|| said.filter_map(category_of).next());
                            steps.push(Step { category, ..Step::named(cell) });
                        }
                    }
                    at
                }
            };
            match of_rows.get_mut(n) {
                Some(slot @ None) => *slot = Some(at),
                Some(Some(first)) if *first != at => {
                    import.unplaced(row.line, column, cell, "another column has said it already");
                }
                _ => {}
            }
        }
    }
    (steps, of_rows)
}

/// Gives a status name for comparison; one of signs alone is compared as it is.
fn key(cell: &str) -> String {
    let folded: String = fold(cell).split(' ').collect();
    if folded.is_empty() { cell.to_owned() } else { folded }
}

/// Sets a row's status and what is known of how it came there.
fn history(import: &mut Import<'_, '_>, row: usize, status: &Status) {
    let now = import.b.env.now;
    let Some(draft) = import.drafts.get_mut(row) else { return };
    let (line, item) = (draft.line, &mut draft.item);
    item.status = status.id;
    match draft.closed {
        Some(closed) if status.category.is_closed() => {
            let at = closed.time();
            item.moves.push(Move { at, from: None, to: status.id, by: None, ..Default::default() });
            item.known_from = Some(at);
            if status.category == Category::Done && item.actual_finish.is_none() {
                item.actual_finish = Some(closed.date);
            }
        }
        Some(closed) => {
            item.known_from = Some(item.touched.unwrap_or(now).max(closed.time()));
            let why = "it says when it was closed, but its status is not a finished one";
            let at = format!("line {line}");
            import.b.unplaced(&at, Target::Closed.label(), &closed.date.to_string(), why);
        }
        None => item.known_from = Some(item.touched.or(item.created).unwrap_or(now)),
    }
}
