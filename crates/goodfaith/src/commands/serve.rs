//! The campaign in a browser on this machine.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use money::Date;
use serde_json::json;
use web::{Options, Server};

use super::record::say;
use super::status::day;

pub const EXAMPLES: &str = "\
Example:
  goodfaith serve --campaign campaigns/case-2022
  goodfaith serve --campaign campaigns/case-2022 --as-of 2022-07-12
  goodfaith serve --port 4040 --json

It prints an address; open it in a browser on this machine. Whoever has the
address comes in, and nobody without it: it is another one at every start. The
program listens on this machine alone, fetches nothing, and closes with
Control-C or with the button at the end of every page. English and Spanish are
on every page.";

#[derive(Args)]
pub struct ServeArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The port to listen on; 0 is one that is free
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,
    /// The day that pages are of, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Print the address as JSON for programs
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &ServeArguments) -> ExitCode {
    let options = Options {
        folder: arguments.campaign.clone(),
        port: arguments.port,
        as_of: arguments.as_of,
        ahead: true,
        ..Options::default()
    };
    let server = match Server::bind(&options) {
        Ok(server) => server,
        Err(error) => return refused(&error),
    };
    let none_yet = match server.has_campaign() {
        true => String::new(),
        false => format!(
            "{} holds no campaign yet: the first page begins one.\n\n",
            arguments.campaign.display()
        ),
    };
    let said = match arguments.json {
        true => json!({"schema": "goodfaith-serve 1", "address": server.address()}).to_string(),
        false => format!(
            "{none_yet}Open this address in a browser on this machine:\n\n  {}\n\nClose with Control-C, or with the button on the page.",
            server.address()
        ),
    };
    let _ = say(&said);
    match server.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refused(&error),
    }
}

fn refused(error: &web::ServeError) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::FAILURE
}
