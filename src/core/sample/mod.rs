//! The sample workspace: a company ten weeks before the launch of a connected product.
//!
//! The story is a script in text files; the dates are offsets from today, so it is always ten
//! weeks before launch. Equal seeds and days give equal workspaces. It knows no command and no
//! view.

mod build;
mod choose;
mod days;
mod effort;
mod estimate;
mod govern;
mod history;
mod item;
mod measure;
mod money;
mod needs;
mod people;
mod place;
mod plan;
mod quality;
mod revenue;
mod script;
mod settle;

use crate::env::Env;
use crate::model::workspace::Model;

/// Builds the sample workspace around today.
pub fn workspace(env: &mut Env) -> Model {
    tell(env).0
}

/// Tells the story; gives the model and what of the script could not be read or found.
fn tell(env: &mut Env) -> (Model, Vec<String>) {
    let today = env.today;
    let script = script::Script::read();
    let mut build = build::Build::new(env);
    build.problems.extend(script.problems.iter().cloned());
    place::frame(&mut build);
    people::people(&mut build);
    place::places(&mut build, &script);
    people::roles(&mut build);
    measure::measures(&mut build);
    let mut plan = plan::plan(&mut build, &script);
    item::items(&mut build, &script, &mut plan);
    item::links(&mut build, &plan);
    govern::govern(&mut build);
    effort::effort(&mut build, &script, &plan);
    money::money(&mut build, &script, &plan);
    place::views(&mut build);
    revenue::revenue(&mut build);
    estimate::points(&mut build);
    estimate::labor(&mut build);
    needs::needs(&mut build);
    quality::quality(&mut build);
    choose::choose(&mut build);
    let (model, problems) = build.finish();
    (settle::settle(model, today), problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_script_is_read_and_every_name_is_found() {
        let today = "2026-05-04".parse::<crate::model::time::Date>().unwrap();
        let mut env = Env::new(today.start_utc(), today, 1);
        let (_, problems) = tell(&mut env);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
