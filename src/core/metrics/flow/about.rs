//! What is told about each number of flow whatever its value: name, formula and source.

use crate::metrics::words::About;

/// Tells about throughput.
pub fn throughput() -> About {
    About {
        key: "throughput",
        name: "Throughput",
        formula: "Throughput = F ÷ (D ÷ 7). F: items that came into the done status in which they \
                  still are, in the period. D: days of the period of which history tells.",
        source: "The Kanban Guide (2020); Vacanti, Actionable Agile Metrics for Predictability \
                 (2015)",
    }
}

/// Tells about the median cycle time.
pub fn cycle_median() -> About {
    About { key: "cycle-time-p50", name: "Median cycle time", ..cycle() }
}

/// Tells about the 85th percentile of cycle time.
pub fn cycle_high() -> About {
    About { key: "cycle-time-p85", name: "Cycle time, 85th percentile", ..cycle() }
}

/// Tells about the time that two numbers are percentiles of.
pub fn cycle() -> About {
    About {
        key: "cycle-time",
        name: "Cycle time",
        formula: "Cycle time = E − S by the counting rule; the percentile is linear between the \
                  two nearest values (PERCENTILE.INC). S: the day on which the item first came \
                  into a status in progress. E: the day on which it came into the done status in \
                  which it still is. Items finished in the period count.",
        source: "The Kanban Guide (2020); Vacanti, Actionable Agile Metrics for Predictability \
                 (2015); Magennis, Focused Objective cycle-time spreadsheet (2017)",
    }
}

/// Tells about the median lead time.
pub fn lead_median() -> About {
    About { key: "lead-time-p50", name: "Median lead time", ..lead() }
}

/// Tells about the 85th percentile of lead time.
pub fn lead_high() -> About {
    About { key: "lead-time-p85", name: "Lead time, 85th percentile", ..lead() }
}

/// Tells about the time that two numbers are percentiles of.
pub fn lead() -> About {
    About {
        key: "lead-time",
        name: "Lead time",
        formula: "Lead time = E − C by the counting rule; the percentile is linear between the \
                  two nearest values (PERCENTILE.INC). C: the day on which the item was created. \
                  E: the day on which it came into the done status in which it still is.",
        source: "Anderson, Kanban (2010); Vacanti, Actionable Agile Metrics for Predictability \
                 (2015)",
    }
}

/// Tells about work in progress.
pub fn wip() -> About {
    About {
        key: "wip",
        name: "Work in progress",
        formula: "WIP = items whose status is active or waiting at the end of the day.",
        source: "The Kanban Guide (2020); Reinertsen, The Principles of Product Development Flow \
                 (2009)",
    }
}

/// Tells about the age of work.
pub fn age() -> About {
    About {
        key: "work-item-age",
        name: "Median work-item age",
        formula: "Age = T − S by the counting rule. T: today. S: the day on which the item first \
                  came into a status in progress. The median is over the items in progress now.",
        source: "The Kanban Guide (2020); Vacanti, When Will It Be Done? (2018)",
    }
}

/// Tells about ageing work.
pub fn ageing() -> About {
    About {
        key: "ageing-wip",
        name: "Ageing work",
        formula: "Ageing work = items in progress whose age is above the 85th percentile of the \
                  cycle times of the items finished in the period and the one before it.",
        source: "Vacanti, Actionable Agile Metrics for Predictability (2015), ageing chart",
    }
}

/// Tells about net flow.
pub fn net() -> About {
    About {
        key: "net-flow",
        name: "Net flow",
        formula: "Net flow = departures − arrivals in the period. Arrivals: comings into a status \
                  in progress. Departures: leavings from it, to done, cancelled or back. Below \
                  zero, work in progress grows.",
        source: "Magennis, Focused Objective flow-metrics spreadsheet (2017); Little, A Proof for \
                 the Queuing Formula L = λW (1961)",
    }
}

/// Tells about flow efficiency.
pub fn efficiency() -> About {
    About {
        key: "flow-efficiency",
        name: "Flow efficiency",
        formula: "Flow efficiency = A ÷ (A + W), over the items finished in the period. A: time in \
                  active statuses without the time blocked there. W: time in waiting statuses, \
                  and time blocked in active ones. Both from start to finish.",
        source: "Modig and Åhlström, This Is Lean (2012); Anderson, Kanban (2010)",
    }
}

/// Tells about time in status.
pub fn step() -> About {
    About {
        key: "time-in-status",
        name: "Longest time in a status",
        formula: "Time in status = Σ t ÷ n, for the status where it is longest. t: the days that \
                  each item finished in the period spent in the status in all its stays. n: items \
                  that were in it. Statuses in progress count; the others are shown beside them.",
        source: "The Kanban Guide (2020); Anderson, Kanban (2010)",
    }
}

/// Tells about blocked time.
pub fn block() -> About {
    About {
        key: "blocked-time",
        name: "Blocked time",
        formula: "Blocked time = Σ d. d: days of the period during which an item that was not \
                  finished was marked as blocked, from the marks in its history and the present \
                  one.",
        source: "Anderson, Kanban (2010), blocker clustering; The Kanban Guide (2020)",
    }
}

/// Tells about WIP-limit breaches.
pub fn limit() -> About {
    About {
        key: "wip-limit-breaches",
        name: "WIP-limit breaches",
        formula: "Breaches = Σ days at whose end a status held more items than its limit, over \
                  the statuses with a limit. The limits are today's.",
        source: "Anderson, Kanban (2010); The Kanban Guide (2020)",
    }
}
