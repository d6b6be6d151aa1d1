//! Good Faith: the workbench of a public-sector bargaining team.
//!
//! An enum of commands and one match; each command lies in a file of its own beside its help.

mod commands;
mod output;
mod progress_bar;
mod waiting;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Columns of a million rows come and go in megabytes; the system's allocator returns each to the
/// kernel and faults it in again (a third of the time at a million people: `benches/costing.rs`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The workbench of a public-sector bargaining team: costs offers to the cent from the employer's
/// own files.
#[derive(Parser)]
#[command(name = "goodfaith", version, max_term_width = 80)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Cost the status quo and each offer, to the cent.
    #[command(long_about = None, after_long_help = commands::cost::EXAMPLES)]
    Cost(Box<commands::cost::CostArguments>),
    /// Cost the offers of the shipped CASE 2022 example.
    #[command(after_long_help = commands::demo::EXAMPLES)]
    Demo(commands::demo::DemoArguments),
    /// Make the case: figures with receipts, and the data sets they are made of.
    #[command(after_long_help = commands::case::EXAMPLES)]
    Case(commands::case::CaseArguments),
    /// Keep the record of the table: entries that are never changed, and the vault.
    #[command(after_long_help = commands::record::EXAMPLES)]
    Record(commands::record::RecordArguments),
    /// Where everything stands: items, positions, whose turn since when, what is next.
    #[command(after_long_help = commands::status::EXAMPLES)]
    Status(commands::status::StatusArguments),
    /// Tell members and the public: reports, releases, stories, the site, the chronicle.
    #[command(after_long_help = commands::publish::EXAMPLES)]
    Publish(commands::publish::PublishArguments),
    /// Check a record, a chronology or a backup.
    #[command(after_long_help = commands::check::EXAMPLES)]
    Check(commands::check::CheckArguments),
    /// Open the campaign in a browser, on this machine alone.
    #[command(after_long_help = commands::serve::EXAMPLES)]
    Serve(commands::serve::ServeArguments),
    /// Read what the employer sent: a roster or a schedule in any table.
    #[command(after_long_help = commands::import::EXAMPLES)]
    Import(commands::import::ImportArguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Case(arguments) => commands::case::run(&arguments),
        Command::Cost(arguments) => commands::cost::run(&arguments),
        Command::Demo(arguments) => commands::demo::run(&arguments),
        Command::Record(arguments) => commands::record::run(&arguments),
        Command::Status(arguments) => commands::status::run(&arguments),
        Command::Publish(arguments) => commands::publish::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Import(arguments) => commands::import::run(&arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn look(command: &clap::Command, wrong: &mut Vec<String>) {
        let name = command.get_name();
        if let Some(text) = command.get_after_long_help() {
            let text = text.to_string();
            if !text.starts_with("Example:\n  goodfaith ") {
                wrong.push(format!("{name} begins with no example"));
            }
            let wide = text.lines().filter(|line| line.chars().count() > 80);
            wrong.extend(wide.map(|line| format!("{name}: {line}")));
        } else if command.get_subcommands().next().is_none() {
            wrong.push(format!("{name} has no example"));
        }
        command.get_subcommands().for_each(|below| look(below, wrong));
    }

    #[test]
    fn every_command_has_an_example_and_no_line_is_broken_at_80_columns() {
        let mut wrong = Vec::new();
        Arguments::command().get_subcommands().for_each(|below| look(below, &mut wrong));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
