//! What of a plan finds no place: everything that is neither read nor noise is reported. This
//! module knows no record.

use super::super::Task;
use super::super::read::{is, number};
use super::super::xml::Element;
use super::Plot;
use crate::interchange::build::Builder;

/// The elements of a project that are read or noise.
const PROJECT: &str = "SaveVersion BuildNumber UID GUID Name Title Manager CreationDate Revision \
    LastSaved StartDate FinishDate FYStartDate CurrencyDigits CurrencySymbol \
    CurrencySymbolPosition CalendarUID BaselineCalendar DefaultStartTime DefaultFinishTime \
    MinutesPerDay MinutesPerWeek DaysPerMonth DefaultTaskType DefaultFixedCostAccrual \
    DefaultStandardRate DefaultOvertimeRate DurationFormat WorkFormat EditableActualCosts \
    EarnedValueMethod InsertedProjectsLikeSummary NewTasksEffortDriven NewTasksEstimated \
    SplitsInProgressTasks SpreadActualCost SpreadPercentComplete TaskUpdatesResource \
    FiscalYearStart WeekStartDay MoveCompletedEndsBack MoveRemainingStartsBack \
    MoveRemainingStartsForward MoveCompletedEndsForward BaselineForEarnedValue \
    AutoAddNewResourcesAndTasks CurrentDate MicrosoftProjectServerURL Autolink NewTaskStartDate \
    NewTasksAreManual DefaultTaskEVMethod ProjectExternallyEdited ExternallyEdited \
    ExtendedCreationDate ActualsInSync RemoveFileProperties AdminProject \
    UpdateManuallyScheduledTasksWhenEditingLinks KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled \
    Views Filters Groups Tables Maps Reports Drawings DataLinks VBAProjects OutlineCodes WBSMasks \
    ExtendedAttributes Calendars Tasks Resources Assignments CurrencyCode ScheduleFromStart \
    HonorConstraints";

/// The elements of a task that are read or noise.
const TASK: &str = "UID GUID ID Name Active Manual Type IsNull CreateDate Contact WBS WBSLevel \
    OutlineNumber OutlineLevel Priority Start Finish Duration ManualStart ManualFinish \
    ManualDuration DurationFormat FreeformDurationFormat Work Stop Resume ResumeValid \
    EffortDriven Recurring OverAllocated Estimated Milestone Summary DisplayAsSummary Critical \
    EarlyStart EarlyFinish LateStart LateFinish StartVariance FinishVariance WorkVariance \
    CostVariance FreeSlack TotalSlack StartSlack FinishSlack FixedCost FixedCostAccrual \
    PercentComplete PercentWorkComplete Cost ActualStart ActualFinish ActualDuration ActualCost \
    ActualWork RegularWork RemainingDuration RemainingCost RemainingWork ACWP CV ConstraintType \
    CalendarUID ConstraintDate Deadline LevelingDelayFormat PreLeveledStart PreLeveledFinish \
    Hyperlink HyperlinkAddress HyperlinkSubAddress IgnoreResourceCalendar Notes HideBar Rollup \
    BCWS BCWP EarnedValueMethod PredecessorLink ActualWorkProtected ActualOvertimeWorkProtected \
    ExtendedAttribute Baseline OutlineCode IsPublished CommitmentType IsSubprojectReadOnly \
    TimephasedData SV EAC VAC SPI CPI";

/// The elements of a resource that are read or noise.
pub(super) const RESOURCE: &str = "UID GUID ID Name Type IsNull Initials Group WorkGroup \
    EmailAddress MaxUnits PeakUnits OverAllocated Start Finish CanLevel AccrueAt Work RegularWork \
    ActualWork RemainingWork PercentWorkComplete StandardRate StandardRateFormat Cost \
    OvertimeRateFormat ActualCost RemainingCost WorkVariance CostVariance SV CV ACWP CalendarUID \
    BCWS BCWP IsEnterprise BookingType CreationDate IsCostResource Baseline TimephasedData \
    ActualWorkProtected ActualOvertimeWorkProtected";

/// The elements of an assignment that are read or noise.
pub(super) const ASSIGNMENT: &str = "UID GUID TaskUID ResourceUID PercentWorkComplete ActualCost \
    ActualFinish ActualStart ActualWork ACWP Confirmed Cost RateScale CostVariance CV Finish \
    FinishVariance WorkVariance HasFixedRateUnits FixedMaterial LevelingDelayFormat LinkedFields \
    Milestone Overallocated RegularWork RemainingCost RemainingWork ResponsePending Start Stop \
    Resume StartVariance Summary SV Units UpdateNeeded VAC Work BCWS BCWP BookingType \
    CreationDate Baseline TimephasedData ActualWorkProtected ActualOvertimeWorkProtected";

/// The elements of a link that are read or noise.
pub(super) const LINK: &str = "PredecessorUID Type LinkLag LagFormat CrossProjectName";

/// Reports what of an element is neither known nor blank.
pub(super) fn leftovers(b: &mut Builder<'_>, element: &Element, known: &str, at: &str) {
    for child in &element.children {
        if !known.split_whitespace().any(|name| name == child.name) && !is_blank(child) {
            b.unplaced(at, &child.name, &show(child), "there is no field for it");
        }
    }
}

/// Tells whether an element says nothing: empty, zero, no, or made only of such.
fn is_blank(element: &Element) -> bool {
    let text = element.text.trim();
    let zero = text.parse::<f64>().is_ok_and(|n| n == 0.0);
    let none = text.is_empty() || zero || matches!(text, "false" | "PT0H0M0S" | "P0D");
    none && element.children.iter().all(is_blank)
}

fn show(element: &Element) -> String {
    if element.children.is_empty() {
        return element.text.trim().to_owned();
    }
    let parts = element.children.iter().filter(|c| !is_blank(c));
    parts.map(|c| format!("{}: {}", c.name, show(c))).collect::<Vec<_>>().join(", ")
}

/// Reports what of the project as a whole finds no place.
pub(super) fn project(b: &mut Builder<'_>, plot: &Plot<'_>) {
    let (root, at) = (plot.root, "project");
    leftovers(b, root, PROJECT, at);
    if root.get("ScheduleFromStart").is_some() && !is(root, "ScheduleFromStart") {
        let why = "plans are made from their start here; what hangs free moves to the start";
        b.unplaced(at, "ScheduleFromStart", "0", why);
    }
    let constrained = root.list("Tasks", "Task").any(|t| number(t, "ConstraintType") > Some(1));
    if constrained && root.get("HonorConstraints").is_some() && !plot.plan.honor {
        let why = "the date of a constraint holds here even where a link says otherwise";
        b.unplaced(at, "HonorConstraints", "0", why);
    }
    let money = ["Cost", "FixedCost", "StandardRate"];
    let priced = ["Tasks", "Resources"].iter().filter_map(|list| root.child(list));
    let mut priced = priced.flat_map(|list| &list.children);
    if priced.any(|one| money.iter().any(|m| one.child(m).is_some_and(|c| !is_blank(c)))) {
        let code = root.get("CurrencyCode").or_else(|| root.get("CurrencySymbol"));
        let why = "amounts are taken as they are, in the currency of the workspace";
        b.unplaced(at, "Currency", code.unwrap_or_default(), why);
    }
    let driven = |t: &&Element| is(t, "EffortDriven") && number(t, "Type") != Some(2);
    let driven = root.list("Tasks", "Task").filter(driven).count();
    if driven > 0 {
        let why = "a change of who is assigned moves what the sizing of the item says";
        let n = if driven == 1 { "1 task".to_owned() } else { format!("{driven} tasks") };
        b.unplaced(&n, "EffortDriven", "1", why);
    }
    for name in ["Views", "Filters", "Groups", "Tables", "Maps", "Reports", "VBAProjects"] {
        let own =
            root.child(name).map(|list| list.children.iter().filter(|c| is(c, "IsCustomized")));
        let n = own.map_or(0, Iterator::count);
        if n > 0 {
            b.unplaced(
                at,
                name,
                &format!("{n} of its own"),
                "how Project shows a plan is not kept",
            );
        }
    }
}

/// Reports what of a task finds no place.
pub(super) fn task(b: &mut Builder<'_>, element: &Element, task: &Task, at: &str) {
    for child in &element.children {
        let known = TASK.split_whitespace().any(|name| name == child.name);
        // Leveling may move and split what is not fixed, unless a person says no.
        let usual = matches!(child.name.as_str(), "LevelAssignments" | "LevelingCanSplit");
        if usual && !matches!(child.text.trim(), "0" | "false") {
            continue;
        }
        if !known && (usual || !is_blank(child)) {
            b.unplaced(at, &child.name, &show(child), "there is no field for it");
        }
    }
    if task.milestone && task.minutes > 0 && !task.summary {
        let why = "a milestone takes no time here; it is a task with its duration";
        b.unplaced(at, "Milestone", "1", why);
    }
    if task.calendar.is_some() && !task.people.is_empty() && !is(element, "IgnoreResourceCalendar")
    {
        let why = "the task's own calendar holds here for everybody who works on it";
        b.unplaced(at, "IgnoreResourceCalendar", "0", why);
    }
}
