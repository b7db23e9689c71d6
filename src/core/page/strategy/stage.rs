//! What each stage of a product's life asks for, and how far the workspace shows that it is there.

use rustc_hash::FxHashSet;

use crate::model::id::Id;
use crate::model::{ItemKind, Lifecycle, Product, SurveyKind};
use crate::page::Facts;
use crate::page::words::{count, number};

/// Looks whether something is there: whether it is enough, and what was found.
type Look = fn(&Facts<'_>, &Product) -> (bool, String);

/// Is one thing that is due in a stage.
pub(super) struct Due {
    /// Its key in data.
    pub(super) key: &'static str,
    /// What it is.
    pub(super) what: &'static str,
    /// Looks whether it is so: what was found, and whether that is enough. Nothing where only a
    /// person can tell.
    pub(super) look: Option<Look>,
}

/// What is due by stage, from the idea to the end. After the stage-gate process (Cooper 1990) and
/// lean product practice; a team that works otherwise marks what it does by hand.
pub(super) const STAGES: &[(Lifecycle, &str, &[Due])] = &[
    (
        Lifecycle::Discovery,
        "Find the need",
        &[
            due(
                "needs",
                "Needs written down, with importance and satisfaction",
                Some(|f, p| {
                    let all = f.model.needs.iter().filter(|n| n.product == Some(p.id));
                    let rated =
                        all.filter(|n| n.importance.is_some() && n.satisfaction.is_some()).count();
                    (rated >= 3, count(rated, "rated need", "rated needs"))
                }),
            ),
            due(
                "evidence",
                "Ten insights from at least three kinds of source",
                Some(|f, p| {
                    let needs: FxHashSet<_> = f
                        .model
                        .needs
                        .iter()
                        .filter(|n| n.product == Some(p.id))
                        .map(|n| n.id)
                        .collect();
                    let speaks = f
                        .model
                        .insights
                        .iter()
                        .filter(|i| i.needs.iter().any(|id| needs.contains(id)));
                    let (mut n, mut kinds) = (0, FxHashSet::default());
                    for insight in speaks {
                        n += 1;
                        kinds.insert(insight.kind.name());
                    }
                    (
                        n >= 10 && kinds.len() >= 3,
                        format!(
                            "{} from {}",
                            count(n, "insight", "insights"),
                            count(kinds.len(), "kind", "kinds")
                        ),
                    )
                }),
            ),
            due("alternatives", "What people use today is known and was tried", None),
        ],
    ),
    (
        Lifecycle::Definition,
        "Decide what it is",
        &[
            due("vision", "A vision that people can repeat", Some(|_, p| filled(&p.vision.0))),
            due(
                "positioning",
                "A positioning: for whom, what, unlike what",
                Some(|_, p| filled(&p.positioning.0)),
            ),
            due(
                "objectives",
                "Objectives that are measured by KPIs",
                Some(|f, p| {
                    let mine = f.model.objectives.iter().filter(|o| o.place == Some(p.id.to_ref()));
                    let n = mine.filter(|o| !o.targets.is_empty()).count();
                    (n > 0, count(n, "objective with a KPI", "objectives with a KPI"))
                }),
            ),
            due(
                "scored",
                "Features that are scored",
                Some(|f, p| {
                    let scored: FxHashSet<_> = f.model.scores.iter().map(|s| s.item).collect();
                    let (mut n, mut all) = (0, 0);
                    for item in open_features(f, p) {
                        all += 1;
                        n += usize::from(scored.contains(&item));
                    }
                    (all > 0 && n * 10 >= all * 8, format!("{n} of {all} open features"))
                }),
            ),
            due("case", "A business case that somebody signed", None),
        ],
    ),
    (
        Lifecycle::Build,
        "Build it",
        &[
            due(
                "release",
                "A release with its date",
                Some(|f, p| {
                    let next = f
                        .model
                        .releases
                        .iter()
                        .filter(|r| r.product == p.id && r.released.is_none());
                    let dated = next.filter(|r| r.date.is_some()).count();
                    (dated > 0, count(dated, "release ahead", "releases ahead"))
                }),
            ),
            due(
                "musts",
                "Every must-have is in a release",
                Some(|f, p| {
                    let musts =
                        f.model.scores.iter().filter(|s| s.moscow == crate::model::Moscow::Must);
                    let items = musts
                        .filter_map(|s| f.model.find(s.item))
                        .filter(|i| i.product == Some(p.id));
                    let (mut n, mut all) = (0, 0);
                    for item in items.filter(|item| f.is_open(item)) {
                        all += 1;
                        n += usize::from(item.release.is_some());
                    }
                    (
                        n == all,
                        if all == 0 {
                            "no open must-have".to_owned()
                        } else {
                            format!("{n} of {all} open must-haves")
                        },
                    )
                }),
            ),
            due(
                "tried",
                "People outside the team have used it",
                Some(|f, p| {
                    let tests =
                        f.model.insights.iter().filter(|i| i.kind == crate::model::Evidence::Test);
                    let mine = tests.filter(|i| {
                        i.needs
                            .iter()
                            .any(|id| f.model.find(*id).is_some_and(|n| n.product == Some(p.id)))
                    });
                    let n = mine.count();
                    (n >= 3, count(n, "usability test", "usability tests"))
                }),
            ),
        ],
    ),
    (
        Lifecycle::Launch,
        "Bring it to market",
        &[
            due("price", "Price and packages are decided", None),
            due("story", "The story, the page and the sales kit are ready", None),
            due("support", "Support is trained and knows the known faults", None),
            due(
                "activation",
                "Activation is measured",
                Some(|f, p| measured(f, p, &["activation", "activ", "set up"])),
            ),
        ],
    ),
    (
        Lifecycle::Growth,
        "Win users",
        &[
            due(
                "retention",
                "Retention is measured",
                Some(|f, p| measured(f, p, &["retention", "back in"])),
            ),
            due(
                "fit",
                "The product-market-fit question, 40 % or more very disappointed",
                Some(|f, p| match crate::page::survey::latest(f.model, p.id, &SurveyKind::Fit) {
                    Some(share) => {
                        (share >= 0.4, format!("{} % very disappointed", number(share * 100.0, 0)))
                    }
                    None => (false, "not asked yet".to_owned()),
                }),
            ),
            due(
                "nps",
                "Recommendation is asked for",
                Some(|f, p| match crate::page::survey::latest(f.model, p.id, &SurveyKind::Nps) {
                    Some(nps) => (true, format!("NPS {}", number(nps * 100.0, 0))),
                    None => (false, "not asked yet".to_owned()),
                }),
            ),
            due("channel", "One channel brings users at a known cost", None),
        ],
    ),
    (
        Lifecycle::Maturity,
        "Hold its place",
        &[
            due("margin", "Margin and cost of service are known", None),
            due(
                "effort",
                "How easy it is is asked for",
                Some(|f, p| match crate::page::survey::latest(f.model, p.id, &SurveyKind::Ces) {
                    Some(ces) => (true, format!("CES {}", number(ces, 1))),
                    None => (false, "not asked yet".to_owned()),
                }),
            ),
            due("next", "What comes after it is decided", None),
        ],
    ),
    (
        Lifecycle::Retired,
        "Let it go well",
        &[
            due("date", "The end of sale and of service is announced", None),
            due("way", "There is a way to what comes after, and people were shown it", None),
            due("data", "Everybody can take their data along", None),
        ],
    ),
];

const fn due(key: &'static str, what: &'static str, look: Option<Look>) -> Due {
    Due { key, what, look }
}

fn filled(words: &str) -> (bool, String) {
    let n = words.split_whitespace().count();
    (n > 0, if n > 0 { count(n, "word", "words") } else { "not written yet".to_owned() })
}

/// Looks for a KPI of a product by its name or key, with a reading of the last five weeks.
fn measured(facts: &Facts<'_>, product: &Product, names: &[&str]) -> (bool, String) {
    let named = |text: &str| names.iter().any(|name| text.to_lowercase().contains(name));
    let mine = facts.model.kpis.iter().filter(|k| k.place == Some(product.id.to_ref()));
    let Some(kpi) = mine.into_iter().find(|k| named(&k.name) || named(&k.key)) else {
        return (false, "no such KPI".to_owned());
    };
    let readings = facts.model.readings.iter().filter(|r| r.kpi == kpi.id);
    match readings.max_by_key(|r| r.date) {
        Some(last) => {
            let fresh = last.date >= facts.today.plus_days(-35);
            (fresh, format!("{} {} on {}", number(last.value.get(), 1), kpi.unit, last.date))
        }
        None => (false, format!("“{}” has no reading", kpi.name)),
    }
}

/// Gives the features of a product that are still to be done.
pub(super) fn open_features<'a>(
    facts: &'a Facts<'_>,
    product: &'a Product,
) -> impl Iterator<Item = Id<crate::model::Item>> + 'a {
    let items = facts.model.items.iter().filter(|i| i.product == Some(product.id) && i.is_live());
    items.filter(|i| i.kind == ItemKind::Feature && facts.is_open(i)).map(|i| i.id)
}
