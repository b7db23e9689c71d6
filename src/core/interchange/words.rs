//! What the words of other tools mean here: statuses, priorities and kinds by their names
//! in English and, for the common ones, German, French and Spanish. It knows no file format.

use crate::model::{Category, ItemKind, Priority};
use crate::sort;

/// Folds a text for comparison: lower case, no accents, one space for anything but letters and
/// digits, no apostrophes.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        if matches!(c, '\'' | '’' | '`' | '\u{307}') {
            continue;
        }
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        push_plain(c, &mut out);
    }
    out
}

/// Adds a letter without its accent.
fn push_plain(c: char, out: &mut String) {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
        'æ' => out.push_str("ae"),
        'ç' | 'ć' | 'č' => out.push('c'),
        'è'..='ë' | 'ē' | 'ę' | 'ě' => out.push('e'),
        'ì'..='ï' | 'ī' => out.push('i'),
        'ñ' | 'ń' | 'ň' => out.push('n'),
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => out.push('o'),
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => out.push('u'),
        'ý' | 'ÿ' => out.push('y'),
        'ß' => out.push_str("ss"),
        'ś' | 'š' => out.push('s'),
        'ź' | 'ż' | 'ž' => out.push('z'),
        other => out.push(other),
    }
}

/// Rules in their order, the phrases of each divided by `|`: the first phrase found as whole words
/// decides; `*` stands for any ending.
const STATUS_WORDS: &[(Category, &str)] = &[
    (
        Category::Cancelled,
        "wont*|will not|not planned|cancel*|reject*|withdrawn|replaced|superseded|duplicate*|\
         abandon*|declined|dropped|obsolete|removed|invalid|discarded|trash|killed|abgelehnt|\
         abgebrochen|storniert|verworfen|annule*|refuse*|rechazad*|descartad*",
    ),
    // Put off is not given up: nobody is committed to it any more.
    (
        Category::Backlog,
        "deferred|postponed|icebox|on ice|someday|later|parking lot|parked|zuruckgestellt|\
         reporte|pospuest*",
    ),
    (
        Category::Waiting,
        "ready to merge|ready for merge|ready for qa|ready for test*|ready to test|\
         ready for review|ready for release|ready to release|ready for deploy*|\
         ready to deploy|ready to ship|ready for acceptance|ready for uat|ready for approval|\
         to be released|block*|waiting*|on hold|pending*|stuck|impediment*|wartet|warten*|\
         blockiert*|en attente|bloque*|en espera|esperando",
    ),
    (
        Category::Ready,
        "not started|not done|ready for dev*|ready to start|ready for work|selected*|to do|\
         to dos|todo|todos|sprint backlog|zu erledigen|zu tun|a faire|por hacer|\
         nicht begonnen|implementable",
    ),
    (
        Category::Done,
        "done|closed|complete|completed|resolved|released|fixed|implemented|shipped|live|\
         deployed|finished|delivered|merged|accepted|verified|in production|launched|\
         erledigt|fertig*|abgeschlossen|geschlossen|beendet|umgesetzt|veroffentlicht|termine|\
         terminee|termines|fini|finie|fait|ferme|livre|clos|hecho|hecha|listo|terminad*|\
         cerrad*|completad*|finalizad*|entregad*",
    ),
    (
        Category::Waiting,
        "review*|qa|test*|uat|verif*|validat*|approval|sign off|staging|acceptance|prufung|\
         uberprufung|abnahme|revision*|relecture|a valider|prueba*|feedback|merge",
    ),
    (Category::Backlog, "backlog"),
    (
        Category::Active,
        "in progress|doing|wip|develop*|dev|active|working|started|in flight|building|coding|\
         implementing|current|now|in arbeit|in bearbeitung|laufend|umsetzung|entwicklung|\
         en cours|en proceso|en curso|en progreso|haciendo|desarrollo|in work|ongoing",
    ),
    (
        Category::Ready,
        "ready*|up next|next*|committed|planned|scheduled|this sprint|this week|today|open|\
         reopened|approved|offen|geplant|bereit|pret|prete|planifie*|ouvert*|pendiente*|\
         planificad*|abiert*",
    ),
    (
        Category::Backlog,
        "idea*|future*|new|inbox|triage|proposed|proposal*|provisional|draft|wish*|ideen|neu|\
         eingang|idee*|nouveau*|nuev*|entrada",
    ),
];

/// Guesses from its name what a status means for flow; `None` if the name says nothing.
pub fn category_of(name: &str) -> Option<Category> {
    let folded = fold(name);
    let padded = format!(" {folded} ");
    let found = STATUS_WORDS
        .iter()
        .find(|(_, phrases)| phrases.split('|').any(|p| has_phrase(&padded, p)))
        .map(|(category, _)| category.clone());
    found.or_else(|| misspelled(&folded))
}

fn has_phrase(padded: &str, phrase: &str) -> bool {
    let (phrase, whole) = match phrase.strip_suffix('*') {
        Some(start) => (start, false),
        None => (phrase, true),
    };
    padded.match_indices(phrase).any(|(at, _)| {
        let after = padded.as_bytes().get(at + phrase.len());
        at > 0 && padded.as_bytes().get(at - 1) == Some(&b' ') && (!whole || after == Some(&b' '))
    })
}

/// Finds a long word whose inner letters were swapped, such as `imlpemented`.
fn misspelled(folded: &str) -> Option<Category> {
    let letters = |word: &str| {
        let mut bytes = word.as_bytes().to_vec();
        sort::sort(&mut bytes);
        bytes
    };
    let ends = |word: &str| (word.chars().next(), word.chars().last());
    let long = |word: &&str| word.len() >= 8 && !word.contains([' ', '*']);
    folded.split(' ').filter(long).find_map(|word| {
        let sorted = letters(word);
        STATUS_WORDS.iter().find_map(|(category, phrases)| {
            phrases
                .split('|')
                .filter(|p| long(p) && p.len() == word.len() && ends(p) == ends(word))
                .any(|p| letters(p) == sorted)
                .then(|| category.clone())
        })
    })
}

/// Reads a priority by its name, or by a number from 1 (urgent) to 5 with or without a `P`.
/// Where `from_zero` is set, the numbers start at 0. `None` if it says nothing.
pub fn priority_of(text: &str, from_zero: bool) -> Option<Priority> {
    let folded = fold(text);
    let bare = folded.strip_prefix("priority ").unwrap_or(&folded);
    let digits = bare.strip_prefix('p').unwrap_or(bare).trim_start();
    if let Ok(n) = digits.parse::<u8>() {
        return match n.checked_add(u8::from(from_zero))? {
            0 => Some(Priority::None),
            1 => Some(Priority::Urgent),
            2 => Some(Priority::High),
            3 => Some(Priority::Medium),
            4..=6 => Some(Priority::Low),
            _ => None,
        };
    }
    let first = bare.split(' ').next().unwrap_or("");
    match first {
        "no" | "none" | "unset" | "undefined" | "keine" | "aucune" | "ninguna" | "sin" => {
            Some(Priority::None)
        }
        "low" | "lowest" | "minor" | "trivial" | "niedrig" | "gering" | "basse" | "faible"
        | "baja" | "bajo" => Some(Priority::Low),
        "medium" | "normal" | "moderate" | "mittel" | "moyenne" | "normale" | "media" | "medio" => {
            Some(Priority::Medium)
        }
        "high" | "major" | "important" | "hoch" | "haute" | "elevee" | "alta" | "alto" => {
            Some(Priority::High)
        }
        "urgent" | "critical" | "blocker" | "highest" | "immediate" | "asap" | "emergency"
        | "hochste" | "dringend" | "kritisch" | "critique" | "urgente" | "critica" => {
            Some(Priority::Urgent)
        }
        _ => None,
    }
}

/// Reads the kind of an item by its name in other tools; `None` if it says nothing.
pub fn kind_of(text: &str) -> Option<ItemKind> {
    match fold(text).as_str() {
        "initiative" | "epic" | "theme" | "epos" | "epica" => Some(ItemKind::Initiative),
        "feature" | "feature request" | "new feature" | "enhancement" | "improvement"
        | "capability" | "funktion" | "fonctionnalite" | "funcionalidad" => Some(ItemKind::Feature),
        "story" | "user story" | "requirement" | "product backlog item" | "historia" => {
            Some(ItemKind::Story)
        }
        "task" | "sub task" | "subtask" | "chore" | "to do" | "todo" | "technical task"
        | "work item" | "spike" | "aufgabe" | "unteraufgabe" | "tache" | "tarea" | "subtarea" => {
            Some(ItemKind::Task)
        }
        "bug" | "defect" | "fault" | "incident" | "fehler" | "bogue" | "error" => {
            Some(ItemKind::Bug)
        }
        "deliverable" | "lieferergebnis" | "livrable" | "entregable" => Some(ItemKind::Deliverable),
        "milestone" | "meilenstein" | "jalon" | "hito" => Some(ItemKind::Milestone),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_name_says_what_it_means_for_flow() {
        let cases: &[(Category, &[&str])] = &[
            (
                Category::Backlog,
                &[
                    "Backlog/Future Work/Ideas",
                    "Icebox",
                    "provisional",
                    "Ideas",
                    "deferred",
                    "Product Backlog",
                    "Ideen",
                ],
            ),
            (
                Category::Ready,
                &[
                    "To Do",
                    "TODO",
                    "Ready",
                    "Up next",
                    "Selected for Development",
                    "implementable",
                    "Ready for dev",
                    "Sprint backlog",
                    "Not started",
                    "Offen",
                    "À faire",
                    "Por hacer",
                    "Open",
                ],
            ),
            (
                Category::Active,
                &[
                    "Doing",
                    "In Progress",
                    "In-Development",
                    "active",
                    "In Arbeit",
                    "En cours",
                    "En proceso",
                ],
            ),
            (
                Category::Waiting,
                &[
                    "Review",
                    "QA",
                    "In test",
                    "Blocked",
                    "Waiting for customer",
                    "pending",
                    "Ready to merge",
                    "Ready for QA",
                    "On hold",
                    "Wartet",
                    "En attente",
                ],
            ),
            (
                Category::Done,
                &[
                    "Done",
                    "Closed",
                    "Released",
                    "complete",
                    "implemented",
                    "implemented (alpha)",
                    "Shipped!",
                    "Live",
                    "imlpemented",
                    "Erledigt",
                    "Terminé",
                    "Hecho",
                ],
            ),
            (
                Category::Cancelled,
                &[
                    "Cancelled",
                    "Canceled",
                    "Won't do",
                    "won’t fix",
                    "rejected",
                    "withdrawn",
                    "replaced",
                    "Duplicate",
                    "Closed - won't fix",
                    "Abgebrochen",
                    "Annulé",
                ],
            ),
        ];
        for (want, names) in cases {
            for name in *names {
                assert_eq!(category_of(name).as_ref(), Some(want), "{name}");
            }
        }
        for name in ["", "Mill Dune", "Undone-ish", "2019", "abandonedness".get(..3).unwrap_or("")]
        {
            assert_eq!(category_of(name), None, "{name}");
        }
    }

    #[test]
    fn a_priority_is_read_by_name_and_number() {
        let cases = [
            ("1", Some(Priority::Urgent)),
            ("P2", Some(Priority::High)),
            ("p3", Some(Priority::Medium)),
            ("4", Some(Priority::Low)),
            ("5", Some(Priority::Low)),
            ("0", Some(Priority::None)),
            ("Highest", Some(Priority::Urgent)),
            ("No priority", Some(Priority::None)),
            ("hoch", Some(Priority::High)),
            ("9", None),
            ("purple", None),
        ];
        for (text, want) in cases {
            assert_eq!(priority_of(text, false), want, "{text}");
        }
        assert_eq!(priority_of("P0", true), Some(Priority::Urgent));
        assert_eq!(priority_of("P1", true), Some(Priority::High));
    }
}
