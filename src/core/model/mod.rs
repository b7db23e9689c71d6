//! The nouns: every kind of record, its fields and its table. This layer knows no command, no
//! lens and no view.
//!
//! Adding a kind is one file in `kind/` and one line in the table of kinds below.

pub mod any;
pub mod check;
mod choice;
pub mod codec;
pub mod field;
pub mod id;
pub mod index;
pub mod kind;
mod kinds;
mod link;
pub mod number;
pub mod part;
pub mod rank;
pub mod record;
pub mod table;
pub mod time;
mod types;
pub mod workspace;

pub use kind::*;

use kinds::kinds;

kinds! {
    // kind         table in JSON      name           a person reads one, many
    Workspace       workspaces        "workspace"     "Workspace" "Workspaces";
    ProductLine     product_lines     "product_line"  "Product line" "Product lines";
    Product         products          "product"       "Product" "Products";
    Release         releases          "release"       "Release" "Releases";
    Program         programs          "program"       "Program" "Programs";
    Project         projects          "project"       "Project" "Projects";
    Stage           stages            "stage"         "Stage" "Stages";
    Workflow        workflows         "workflow"      "Workflow" "Workflows";
    Status          statuses          "status"        "Status" "Statuses";
    Label           labels            "label"         "Label" "Labels";
    CustomField     custom_fields     "custom_field"  "Custom field" "Custom fields";
    Calendar        calendars         "calendar"      "Calendar" "Calendars";
    Person          people            "person"        "Person" "People";
    Team            teams             "team"          "Team" "Teams";
    Absence         absences          "absence"       "Absence" "Absences";
    Objective       objectives        "objective"     "Objective" "Objectives";
    Kpi             kpis              "kpi"           "KPI" "KPIs";
    Reading         readings          "reading"       "Reading" "Readings";
    Need            needs             "need"          "Need" "Needs";
    Insight         insights          "insight"       "Insight" "Insights";
    Item            items             "item"          "Item" "Items";
    Risk            risks             "risk"          "Risk" "Risks";
    Decision        decisions         "decision"      "Decision" "Decisions";
    Benefit         benefits          "benefit"       "Benefit" "Benefits";
    CheckIn         check_ins         "check_in"      "Check-in" "Check-ins";
    Selection       selections        "selection"     "Portfolio option" "Portfolio options";
    MixTarget       mix_targets       "mix_target"    "Target share" "Target shares";
    Position        positions         "position"      "Position" "Positions";
    Score           scores            "score"         "Score" "Scores";
    Survey          surveys           "survey"        "Survey" "Surveys";
    Response        responses         "response"      "Response" "Responses";
    Dependency      dependencies      "dependency"    "Dependency" "Dependencies";
    TestCase        test_cases        "test_case"     "Test case" "Test cases";
    TestRun         test_runs         "test_run"      "Test run" "Test runs";
    Launch          launches          "launch"        "Launch" "Launches";
    Expectation     expectations      "expectation"   "Expectation" "Expectations";
    Comment         comments          "comment"       "Comment" "Comments";
    Assignment      assignments       "assignment"    "Assignment" "Assignments";
    Role            roles             "role"          "Role" "Roles";
    Baseline        baselines         "baseline"      "Baseline" "Baselines";
    Scenario        scenarios         "scenario"      "Scenario" "Scenarios";
    TimeEntry       time_entries      "time_entry"    "Time entry" "Time entries";
    Cost            costs             "cost"          "Cost" "Costs";
    SavedView       saved_views       "saved_view"    "Saved view" "Saved views";
}
