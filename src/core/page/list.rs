//! The list of pages by name, which the parts of the page read too: what stands here names no
//! function, so that nobody loads what computes a page in order to name it.

use crate::model::Lens;

/// Names a page.
#[derive(Debug, PartialEq)]
pub struct Listed {
    /// Its key in addresses.
    pub key: &'static str,
    /// The lenses that list it.
    pub lenses: &'static [Lens],
    /// Its name for people.
    pub name: &'static str,
    /// The question that it answers.
    pub question: &'static str,
}

/// All pages in their order; [`super::PAGES`] has their functions.
pub static LIST: &[Listed] = &[
    Listed {
        key: "strategy",
        lenses: &[Lens::Product],
        name: "Strategy",
        question: "Where is each product to lead, and what is due on the way?",
    },
    Listed {
        key: "needs",
        lenses: &[Lens::Product],
        name: "Needs and research",
        question: "What do people need, and how do we know?",
    },
    Listed {
        key: "priorities",
        lenses: &[Lens::Product, Lens::Portfolio],
        name: "Priorities",
        question: "What do we do first, and how sure are we?",
    },
    Listed {
        key: "surveys",
        lenses: &[Lens::Product],
        name: "Surveys",
        question: "How do people find what they have, in numbers and in their words?",
    },
    Listed {
        key: "charter",
        lenses: &[Lens::Project],
        name: "Charter",
        question: "What is this project for, what is it not, and what does it cost?",
    },
    Listed {
        key: "handovers",
        lenses: &[Lens::Program, Lens::Portfolio],
        name: "Give and get",
        question: "What do projects hand over to one another, and does it come in time?",
    },
    Listed {
        key: "decisions",
        lenses: &[Lens::Project, Lens::Program, Lens::Portfolio, Lens::Product],
        name: "Decisions",
        question: "What must we decide, by when, and what waits for it?",
    },
    Listed {
        key: "checkins",
        lenses: &[Lens::Project, Lens::Program, Lens::Portfolio, Lens::Product],
        name: "Check-ins",
        question: "Is it as we expected, and where is a check-in due?",
    },
    Listed {
        key: "choose",
        lenses: &[Lens::Portfolio],
        name: "Choose",
        question: "Which projects do we run, with the money and the people that there are?",
    },
    Listed {
        key: "benefits",
        lenses: &[Lens::Program, Lens::Portfolio],
        name: "Benefits",
        question: "What does the work bring, from when on, and has it come?",
    },
    Listed {
        key: "risks",
        lenses: &[Lens::Project, Lens::Program, Lens::Portfolio],
        name: "Risks",
        question: "What may go wrong, what would it cost us, and who watches it?",
    },
    Listed {
        key: "gates",
        lenses: &[Lens::Project, Lens::Program, Lens::Portfolio],
        name: "Gates",
        question: "Can the stage end, and what is missing?",
    },
    Listed {
        key: "quality",
        lenses: &[Lens::Project, Lens::Program, Lens::Product],
        name: "Quality",
        question: "What is tested, what fails, and what has nobody tried?",
    },
    Listed {
        key: "launch",
        lenses: &[Lens::Product, Lens::Program, Lens::Portfolio],
        name: "Launches",
        question: "What must be ready by the day, is it, and did it bring what we expected?",
    },
    Listed {
        key: "roles",
        lenses: &[Lens::Project, Lens::Program, Lens::Portfolio],
        name: "Roles",
        question: "Who answers for what, and is it said once?",
    },
    Listed {
        key: "why-map",
        lenses: &[Lens::Product, Lens::Portfolio, Lens::Program, Lens::Project],
        name: "Why map",
        question: "Which work moves which number, and why?",
    },
    Listed {
        key: "loose-ends",
        lenses: &[Lens::Product, Lens::Portfolio, Lens::Program, Lens::Project],
        name: "Loose ends",
        question: "What hangs in the air: work without a reason, goals without work?",
    },
    Listed {
        key: "guide",
        lenses: &[Lens::Product, Lens::Project, Lens::Program, Lens::Portfolio],
        name: "The words",
        question: "What does each kind of management ask, and where is it answered here?",
    },
];

/// Gives the pages of a lens in their order.
pub fn of(lens: &Lens) -> impl Iterator<Item = &'static Listed> {
    let lens = lens.clone();
    LIST.iter().filter(move |page| page.lenses.contains(&lens))
}

/// Finds a page of a lens by its key; the lens's first where there is no such.
pub fn find(lens: &Lens, key: &str) -> Option<&'static Listed> {
    of(lens).find(|page| page.key == key).or_else(|| of(lens).next())
}
