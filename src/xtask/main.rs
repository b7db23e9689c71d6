//! The project's own commands: `serve`, `test` and what they stand on.
//!
//! Each command brings what it needs onto the machine, says what it does and how long the long
//! steps took, and skips what is there already. It knows nothing of the model or the interface.

#![forbid(unsafe_code)]

mod asset;
mod chromium;
mod ci;
mod encoding;
mod header;
mod keep;
mod part;
mod process;
mod project;
mod sbom;
mod server;
mod site;
mod size;
mod stamp;
mod style;
mod suite;
mod tool;

use site::Form;
use std::path::PathBuf;
use std::process::ExitCode;

/// What a step answers: a value, or a sentence for the person at the terminal.
type Outcome<T = ()> = Result<T, String>;

const HELP: &str = "\
cargo xtask <command>

  serve [--port N] [--quick] [--skip-build] [--dist DIR]
                         builds the release and serves it on this machine
  test [native|browser|e2e] [--skip-build] [-- arguments of the runner]
                         runs every test, or one section of them
  build [--quick]        builds the release, or something quicker to build, into dist/
  size                   weighs the release against its budget
  ci                     formatting, lints, licenses, size and every test
  setup                  installs the tools that the other commands need
  sbom                   lists what the site is made of (CycloneDX, on standard output)
  style                  joins the style sheets (Trunk calls this before a build)
  finish                 cuts the page into its parts and lists the site for its service worker
                         (Trunk calls this after a build)
  list DIR               lists a site again that was changed after it was built
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let outcome = match command {
        "serve" => serve(rest),
        "test" => suite::Request::parse(rest).and_then(|request| suite::run(&request)),
        "build" => match rest {
            [quick] if quick == "--quick" => site::build(Form::Quick),
            rest => no_arguments(rest).and_then(|()| site::build(Form::Release)),
        },
        "size" => no_arguments(rest).and_then(|()| size::run()),
        "ci" => no_arguments(rest).and_then(|()| ci::run_all()),
        "setup" => no_arguments(rest).and_then(|()| setup()),
        "sbom" => no_arguments(rest).and_then(|()| sbom::print()),
        "style" => no_arguments(rest).and_then(|()| style::join()),
        "finish" => no_arguments(rest).and_then(|()| finish()),
        "list" => match rest {
            [folder] => keep::list(folder.as_ref()).map(|version| println!("{version}")),
            _ => Err(format!("`list` needs one folder.\n\n{HELP}")),
        },
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no command `{other}`.\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // A section has told its story by then; an empty message only sets the exit code.
            if !message.is_empty() {
                eprintln!("xtask: {message}");
            }
            ExitCode::FAILURE
        }
    }
}

fn no_arguments(rest: &[String]) -> Outcome {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(format!("`{extra}` is not understood here.\n\n{HELP}")),
    }
}

fn serve(args: &[String]) -> Outcome {
    let mut port = None;
    let mut skip_build = false;
    let mut form = Form::Release;
    let mut dist = project::root()?.join("dist");
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--port" => {
                let text = args.next().ok_or("--port needs a number")?;
                let number: u16 =
                    text.parse().map_err(|_| format!("`{text}` is not a port number"))?;
                port = Some(number);
            }
            "--dist" => {
                dist = args.next().ok_or("--dist needs a folder")?.into();
                skip_build = true;
            }
            "--skip-build" => skip_build = true,
            "--quick" => form = Form::Quick,
            other => return Err(format!("`{other}` is not understood here.\n\n{HELP}")),
        }
    }
    if !skip_build {
        site::build(form)?;
    }
    let server = server::Server::start(&dist, port)?;
    println!("\nThroughline is at {}  (Ctrl+C ends it)", server.address());
    server.wait();
    Ok(())
}

/// Does what is left when Trunk has built: Trunk says where, and for what.
fn finish() -> Outcome {
    let told = |name: &str| {
        std::env::var_os(name)
            .ok_or_else(|| format!("`finish` is called by Trunk, which says {name}."))
    };
    let staging = PathBuf::from(told("TRUNK_STAGING_DIR")?);
    part::cut(&staging, told("TRUNK_PROFILE")? == "release")?;
    stamp::stamp(&staging)?;
    keep::copy_pictures(&staging)?;
    keep::list(&staging).map(drop)
}

fn setup() -> Outcome {
    tool::site_tools()?;
    chromium::find()?;
    chromium::find_driver()?;
    suite::e2e::install_packages()?;
    tool::cargo_deny()?;
    println!("Everything is in place.");
    Ok(())
}
