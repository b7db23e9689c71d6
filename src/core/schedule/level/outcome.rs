//! What leveling gives back: a plan that can be carried out, and the reason for all that moved.

/// A plan in which no resource is ever asked for more than it has, but for what is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Leveled {
    /// When each activity starts, in the units of the problem.
    pub starts: Vec<i64>,
    /// When all is finished; the start of the problem if there is nothing to do.
    pub finish: i64,
    /// From the start of the problem to the finish.
    pub makespan: i64,
    /// No plan finishes sooner than this after the start, given what is pinned and what has a
    /// higher priority.
    pub lower_bound: i64,
    /// No plan is better, given what is pinned and what has a higher priority.
    pub is_optimal: bool,
    /// What starts later than it would with unlimited resources, by index of the activity.
    pub moves: Vec<Move>,
    /// Where pinned activities alone ask for more than there is.
    pub over: Vec<Overload>,
    /// What misses its deadline, or a pinned activity that waits for it.
    pub late: Vec<Late>,
    /// What asks for more than its resources have whenever it could run; it starts as links let it and
    /// counts in no profile.
    pub unplaced: Vec<usize>,
    /// How many schedules were made on the way.
    pub n_schedules: u64,
}

/// An activity that starts later than links alone would let it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The index of the activity.
    pub activity: usize,
    /// When it would start with unlimited resources.
    pub from: i64,
    /// When it starts.
    pub to: i64,
    /// What kept it from starting one unit of time sooner.
    pub why: Why,
}

/// What keeps an activity from starting sooner than it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It waits for a resource.
    Busy {
        /// The index of the resource.
        resource: usize,
        /// The last unit of time at which too little of it was free.
        at: i64,
        /// Who held it then, by index of the activity; nobody if the capacity itself was too low.
        holders: Vec<usize>,
    },
    /// It waits for a predecessor, which moved itself.
    Link {
        /// The index of the predecessor.
        predecessor: usize,
    },
}

/// A stretch of time in which pinned activities alone ask for more than there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overload {
    /// The index of the resource.
    pub resource: usize,
    /// When it begins.
    pub from: i64,
    /// When it ends.
    pub to: i64,
    /// How many units are asked for.
    pub asked: u64,
    /// How many there are.
    pub capacity: u32,
    /// Who asks, by index of the activity.
    pub holders: Vec<usize>,
}

/// An activity that is finished too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Late {
    /// The index of the activity.
    pub activity: usize,
    /// When it should have been finished.
    pub due: i64,
    /// When it is finished.
    pub finish: i64,
}

/// How much may be spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// The same problem, seed and number of schedules give the same plan.
    pub seed: u64,
    /// How many schedules to make at most; at least one is made.
    pub schedules: u64,
}

/// How far the search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Schedules made so far.
    pub n_schedules: u64,
    /// How many may be made.
    pub of: u64,
    /// The makespan of the best plan so far, over the activities that are planned so far.
    pub makespan: i64,
    /// No plan is shorter.
    pub lower_bound: i64,
}

/// Why a problem cannot be leveled at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Activities that wait for each other in a circle, each for the one before it.
    Cycle(Vec<usize>),
    /// A link, by its index, names an activity that does not exist.
    UnknownActivity {
        /// The index of the link.
        link: usize,
    },
    /// An activity asks for a resource that does not exist.
    UnknownResource {
        /// The index of the activity.
        activity: usize,
        /// What it asks for.
        resource: usize,
    },
    /// The steps of a resource do not rise in time.
    StepsOutOfOrder {
        /// The index of the resource.
        resource: usize,
    },
    /// Times lie too far apart to be added up.
    TooFar,
}
