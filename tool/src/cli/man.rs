//! Module of `tencentcloud man`: prints manual pages.

use clap_mangen::Man;
use std::path::PathBuf;
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_tool::codegen::unusable;
use tencentcloud_tool::outcome::exit;
use tencentcloud_tool::print;

const EXAMPLES: &str = "\
Examples:
  tencentcloud man > tencentcloud.1
  tencentcloud man --out ~/.local/share/man/man1    # a page for each command";

/// Print the manual page, or write one for each command.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The folder to write the pages of all commands into
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, command: clap::Command) -> ExitCode {
    exit(write(args, command))
}

fn write(args: &Args, command: clap::Command) -> Result<ExitCode, Diagnostics> {
    let Some(folder) = &args.out else {
        let mut page = Vec::new();
        Man::new(command)
            .render(&mut page)
            .map_err(|error| unusable("the manual page".as_ref(), &error))?;
        return Ok(print::raw(&String::from_utf8_lossy(&page), ExitCode::SUCCESS));
    };
    let written =
        std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    written.map_err(|error| unusable(folder, &error))?;
    Ok(ExitCode::SUCCESS)
}
