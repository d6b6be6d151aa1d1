use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use desk::beginning::{Beginning, begin_record};
use intake::Scene;
use record::Slug;
use store::Vault;

use super::{author, fail, failed, now, passphrase, say};

pub const EXAMPLES: &str = "\
Example:
  goodfaith record init --campaign campaigns/round-2026
  goodfaith record init --campaign round-2026 --regime mmba
  goodfaith record init --campaign round-2026 --encrypt-all --member rosa

Parties and units are taken from campaign.toml, where there is one. --regime
writes down the round with who must approve, as the law's data have it today.";

#[derive(Args)]
pub struct InitArguments {
    /// The campaign's folder; it is made when it is not there
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The campaign's name, instead of that of campaign.toml
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The law of the round: dills, eera, heera, mmba, oregon-pecba or nlra
    #[arg(long, value_name = "LAW")]
    regime: Option<String>,
    /// Who writes
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Put the whole folder under a passphrase at once: `goodfaith record vault unlock` opens it
    #[arg(long, requires = "member")]
    encrypt_all: bool,
    /// The member whose passphrase that is
    #[arg(long, value_name = "NAME")]
    member: Option<String>,
}

pub fn run(arguments: &InitArguments) -> ExitCode {
    let folder = &arguments.campaign;
    let law = intake::law();
    let regime = match &arguments.regime {
        None => None,
        Some(named) => match Slug::parse(named).ok().and_then(|id| law.regimes.get(&id)) {
            Some(regime) => Some(regime),
            None => {
                let known: Vec<&str> = law.regimes.keys().map(Slug::as_str).collect();
                return fail(
                    &format!("no law is called {named}"),
                    &format!("name one of: {}", known.join(", ")),
                );
            }
        },
    };
    let scene = match intake::campaign_scene(folder) {
        Ok(scene) => scene,
        Err(findings) => {
            crate::commands::cost::print_findings(&findings);
            return ExitCode::FAILURE;
        }
    };
    let beginning = Beginning {
        scene: Scene { name: arguments.name.clone().or(scene.name), ..scene },
        regime,
        author: author(arguments.author.as_deref()),
        written: now(),
        on: None,
    };
    let (count, head) = match begin_record(folder, beginning) {
        Ok(begun) => begun,
        Err(error) => return fail(&error.what, &error.mend),
    };
    if arguments.encrypt_all {
        let member = arguments.member.as_deref().unwrap_or_default();
        if let Err(code) = lock(folder, member) {
            return code;
        }
        return say(&format!(
            "{}: a record of {} has begun, and the folder is locked.\nHead: {head}",
            folder.display(),
            entries(count)
        ));
    }
    say(&format!("{}: a record of {} has begun.\nHead: {head}", folder.display(), entries(count)))
}

fn lock(folder: &std::path::Path, member: &str) -> Result<(), ExitCode> {
    let id = Slug::parse(member).map_err(|error| fail(&error.to_string(), "name the member so"))?;
    let words = passphrase(member)?;
    let vault = Vault::create(folder, &id, &words, None).map_err(|error| failed(&error))?;
    store::lock(folder, &vault).map(|_| ()).map_err(|error| failed(&error))
}

fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}
