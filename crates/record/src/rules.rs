use crate::Slug;

/// A rule of the field, with where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub id: &'static str,
    /// The rule, in a sentence.
    pub says: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// Makes the constants and the table of all rules.
macro_rules! rules {
    ($($name:ident $id:literal, $says:literal, $source:literal;)+) => {
        $(#[doc = $says] pub const $name: Rule = Rule { id: $id, says: $says, source: $source };)+

        /// Every rule by which an entry is refused.
        pub const ALL: &[Rule] = &[$($name),+];
    };
}

rules! {
    TWO_PEOPLE "two-people",
        "what goes out is released by two people once a campaign has two",
        "a strategy paper sent to the other side by one hand, https://abovethelaw.com/legal-innovation-center/2021/08/13/oops-biglaw-partner-sent-private-strategy-presentation-to-adversary-in-cc-snafu";
    A_RELEASE_STANDS "a-release-stands",
        "a release is frozen: what is said otherwise is a new release that says what changed",
        "opponents quote what a union published, https://d1oaklandboardofed.blogspot.com/2023/05/my-take-on-2023-oakland-teachers-strike.html";
    KNOWN_NAMES "known-names",
        "an entry speaks only of what the record knows by that name",
        "Good Faith";
    ONE_NAME "one-name",
        "an id names one thing",
        "Good Faith";
    WHO_BARGAINS "who-bargains",
        "only the union's and the employer's side hold positions; a neutral's proposal is nobody's",
        "Gov. Code 3512 and following: the parties meet and confer";
    NOT_ONES_OWN "not-ones-own",
        "a pass or a request is answered by the other side",
        "practice of the table";
    AGREED_IS_CLOSED "agreed-is-closed",
        "an item that is tentatively agreed takes no new pass until it is reopened",
        "item-agreement clauses, https://lawinsider.com/clause/item-agreement";
    OFF_THE_TABLE "off-the-table",
        "a pass that was withdrawn, superseded, refused or has expired is taken up only as a new pass",
        "practice of the table";
    IN_WRITING "in-writing",
        "a spoken offer is nothing to accept until it is in writing",
        "UC bargaining, December 14, 2022, https://www.fairucnow.org/bargaining-updates/";
    NOT_A_POSITION "not-a-position",
        "a what-if or a mediator's proposal becomes an agreement only by a formal pass",
        "Public Contract Code 22176(f): offers, counteroffers and supposals are told apart, https://self-law.org/code/ca/public-contract-code/22176";
    WHOLE_PACKAGE "whole-package",
        "an item of a package is contingent on the whole and is not taken alone",
        "Columbia postdoctoral workers, 2020, https://unionization.provost.columbia.edu/news/june-22-2020";
    CONDITIONAL_IS_NO "conditional-is-no-yes",
        "a yes on conditions is no yes",
        "Chicago delegates, October 30, 2019, https://www.chalkbeat.org/chicago/2019/10/30/21109206/live-updates-from-the-chicago-teachers-strike-day-10-a-pivotal-24-hours/";
    SAME_IS_SAME "same-is-same",
        "a pass that is said to be unchanged holds what its side held before",
        "CASE, July 19, 2022, https://calattorneys.org/july-19-2022-bargaining-report/";
    SIGNED_TEXT "signed-text",
        "what is initialled is what stands on the table: not a pass that was refused, withdrawn or overtaken, and not another text",
        "BART, 2013: a refused clause was signed in a stack, https://www.latimes.com/local/lanow/la-me-ln-bart-says-its-negotiators-signed-wrong-labor-contract-20131116-story.html";
    AUTHORITY "authority",
        "initials count from somebody who may give them",
        "tentative-agreement clauses, https://lawinsider.com/clause/tentative-agreements";
    BOTH_REOPEN "both-reopen",
        "initialled text is opened again by both sides, unless a ground rule lets either revise it",
        "item-agreement clauses, https://lawinsider.com/clause/item-agreement";
    KINDS_APART "kinds-apart",
        "kinds of count are not mixed: a straw poll is no ratification, and no authorization",
        "CASE straw poll, August 11, 2022, https://calattorneys.org/august-11-2022-bargaining-report/";
    COUNTS_ADD_UP "counts-add-up",
        "no more take part than could, no more answer than took part, and a percent is one of a hundred",
        "arithmetic";
    A_TERM "a-term",
        "a contract's term begins before it ends, and what makes it longer names a later day",
        "arithmetic";
    MEMBERS_VOTE "members-vote",
        "members ratify by a count of their own kind, unit by unit",
        "Gov. Code 3517.5; LA MOU 18, September 2015, https://welcome721.info/tag/mou-18";
    APPROVAL_ORDER "approval-order",
        "a step of approval that needs another comes after it",
        "the round's own list of approvals";
    ALL_APPROVE "all-approve",
        "an agreement is in force only when all who must approve have",
        "Gov. Code 3517.5, https://self-law.org/code/ca/government-code/3517-5; 3505.1";
    NO_SUCH_STEP "no-such-step",
        "a step of impasse is one that the round's law has",
        "the round's law, in rules/procedures.toml";
    IMPASSE_ORDER "impasse-order",
        "a step of impasse follows the one that it takes back or reports on",
        "the round's law, in rules/procedures.toml";
    IMPOSED_AFTER_IMPASSE "imposed-after-impasse",
        "terms are imposed only after impasse; before it, what the employer does is conduct to be charged",
        "Gov. Code 3505.7 and 3517.8; PERB topic 608.08, https://perb.ca.gov/decision-subtopic/608-08000-exhaustion-of-impasse-procedures-or-time-between-impasse-and-mediation/";
    STRIKE_ORDER "strike-order",
        "a strike that is not there cannot end, and one that is cannot begin",
        "practice of the field";
    CHARGE_ORDER "charge-order",
        "a step on a charge follows the one that it answers",
        "PERB regulations 32602 and following; exceptions: 32300, https://perb.ca.gov/decision-headnote/headnote-for-2161m-1503-02000-regulations-considered-by-number/";
    LINES_OF_A_REQUEST "lines-of-a-request",
        "what became of a request is said line by line",
        "PERB topic 604, https://perb.ca.gov/decision-subtopic/604-01000-in-general/";
    ENTRIES_STAND "entries-stand",
        "an entry speaks of an entry before it, and what is corrected or taken back stays in the record",
        "Good Faith";
    TEAM_SEES_ALL "team-sees-all",
        "the team sees its whole record",
        "Good Faith";
    TAKEN_BACK "taken-back",
        "of a person who took back what is theirs nothing more is kept under that id",
        "Good Faith";
    OWNERS_ANSWER "owners-answer",
        "a partner's demand is not given up, traded, put off, changed or called lost without its owner's recorded answer",
        "UTLA's nine community proposals, http://utla.net/news/community-groups-joins-utla-bargaining-table-presents-bold-package-demands";
    DEMAND_ORDER "demand-order",
        "a demand is raised before anything becomes of it, and after its outcome it is taken up again or left",
        "practice of coalitions: Bargaining for the Common Good, https://ro.scribd.com/document/385532722/BCG-Seven-Elements";
    VETTED_NAMES "vetted-names",
        "a demand is vetted when it names who decides, a carrier and a measure",
        "Bargaining for the Common Good, https://ro.scribd.com/document/385532722/BCG-Seven-Elements";
    MAY_TRADE "may-trade",
        "a partner gives up or changes only what is its own, or what its mandate lets it trade",
        "partners set the issues from the ground floor: https://ro.scribd.com/document/385532722/BCG-Seven-Elements";
    JOINT_DEMANDS_FIRST "joint-demands-first",
        "before a total tentative agreement is recommended, every joint demand has an outcome",
        "Oakland 2023: the common-good items were agreed on May 13 and the contract on May 15, https://oaklandside.org/2023/05/08/oakland-teachers-strike-ousd-and-oea-at-stalemate-over-common-good-demands/";
    PARTNERS_OWN "partners-own",
        "what is a partner's own is shown to others only where the partner lets them see it",
        "Action Network's sharing by default, https://help.actionnetwork.org/hc/en-us/articles/115005482226-Additional-sponsorship-modes-and-data-sharing";
    CONCESSION_ORDER "concession-order",
        "a concession has one outcome, and comes back only as it is proposed again",
        "practice of the table";
    REVENUE_ORDER "revenue-order",
        "an idea for revenue is raised before anything becomes of it",
        "practice of the field";
    REVENUE_RANGE "revenue-range",
        "an estimate is an amount of dollars, or two of which the first is not more than the second",
        "arithmetic";
    COMMISSION_ORDER "commission-order",
        "a commission is created before it acts, and what is answered was recommended",
        "practice of the field; Fix LA's Commission on Revenue Generation, http://bargainingforthecommongood.org/fixlavictory";
    HALF_TIME_WEIGHT "half-time-weight",
        "half-time counts as a part of one, from 0 to 1",
        "Fix LA, April 18, 2017: about 650 full-time and 300 half-time, http://fixla.org/on-eve-of-budget-hearings-fix-l-a-delivers-state-of-the-city-highlighting-broken-promises-of-5000-new-jobs-and-restoration-of-services-a-full-year-later/";
    CARD_DAYS "card-days",
        "a measure card's days come in their order: the first, the milestones, the last",
        "Fix LA's goal has three last days in the sources, https://www.latimes.com/local/lanow/la-me-ln-labor-pact-hiring-goal-20151208-story.html";
    TALLY_ADDS_UP "tally-adds-up",
        "no part of a count is more than its whole, its months follow each other, and nothing is counted before its day",
        "arithmetic; Fix LA: gross and net, half-time counted as one, https://www.latimes.com/local/lanow/la-me-ln-labor-pact-hiring-goal-20151208-story.html";
    CORRECTS_ONES_OWN "corrects-ones-own",
        "who made a count corrects it; anybody else replies to it, or counts too",
        "Holder de ord's right of reply and dated corrections, https://github.com/holderdeord/hdo-promise-tracker";
    COMMITMENT_ORDER "commitment-order",
        "a commitment that has lapsed is agreed anew, disputed or enforced before anything else becomes of it",
        "practice of the field";
    FIXED_DENOMINATOR "fixed-denominator",
        "turnout is measured against the members and the threshold that were fixed beforehand",
        "structure tests: counted by worksite, published only past a majority set before, https://www.pcs.org.uk/news/activate/organising/organising-to-win-testing-the-strength-of-the-membership";
    ACTION_ORDER "action-order",
        "an action that was cancelled is planned anew before it takes place",
        "practice of the field";
    TELLERS_CONSENT "tellers-consent",
        "a story is used only as its teller consented: for that use, to that audience, until that day",
        "permission is asked for each, https://pearlandink.com/blog/nonprofit-storytelling";
    CONSENT_SCOPE "consent-scope",
        "a consent names its uses, its audience, the day it was asked, its last day and how it was given; a renewal asks for no more",
        "informed consent, https://thisismyfamilyusa.org/collecting-and-sharing-personal-stories; one that ends, https://chf.org.au/real-people-real-data-toolkit/managing-risks-consumer-control-and-informed-consent/voluntary-and";
    COOLING_OFF "cooling-off",
        "two days at least lie between the day on which a teller was asked and the first use",
        "care, and no one in crisis, https://thisismyfamilyusa.org/collecting-and-sharing-personal-stories";
    TELLER_APPROVES "teller-approves",
        "what is published is what its teller approved: the text as it was last edited, its title, its pen name, its photo",
        "tellers check, change and approve, https://chf.org.au/real-people-real-data-toolkit/planning-success-questions-consider-you-begin/who-will-take-key-4";
    STORY_WITHDRAWN "story-withdrawn",
        "of a story whose teller withdrew consent nothing more is made or shown",
        "tellers are attacked for what they told, https://edweek.org/technology/a-tip-sheet-to-help-teachers-prevent-and-respond-to-doxxing/2024/05";
    STORY_ORDER "story-order",
        "a story is collected before anything becomes of it, and one that is retired stays so",
        "practice of the field";
    STORY_IS_KEPT "story-is-kept",
        "what a teller gave lies under their own key, where it can be destroyed; an entry names the hash of its keeping",
        "Good Faith";
    WHO_TELLS "who-tells",
        "who tells a story only the team and the union see",
        "members ask for pen names from fear of retaliation, https://andrewhollinger.com/teachers-speak/anonymity";
    WORK_IS_SOURCED "work-is-sourced",
        "an account of work says what was done, when, what came of it, who has the good of it, and by what source it is known",
        "opponents read union pages: Oakland, 2023, https://d1oaklandboardofed.blogspot.com/2023/05/my-take-on-2023-oakland-teachers-strike.html?showComment=1687551632086";
    QUESTION_COUNTS "question-counts",
        "an entry of a question says that it was asked, or what answers it",
        "Good Faith";
    REACH_IS_ENTERED "reach-is-entered",
        "how far something went is entered in whole numbers, to a day that has come, by who reports it",
        "Good Faith: nobody is tracked";
    EXTENSION_IN_WRITING "extension-in-writing",
        "an extension names its new day and its document",
        "practice of the field";
}

/// An entry that the rules do not let in, or that does not follow from those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The entry's number; none when it has none yet.
    pub entry: Option<u64>,
    /// What is wrong, with the names.
    pub what: String,
    /// The rule.
    pub rule: Rule,
    /// What to do.
    pub mend: String,
}

impl Refusal {
    pub(crate) fn new(rule: Rule, what: impl Into<String>, mend: impl Into<String>) -> Refusal {
        Refusal { entry: None, what: what.into(), rule, mend: mend.into() }
    }

    /// Something that the record has no name for, with the names that it has.
    pub(crate) fn unknown<'a>(
        what: &str,
        id: &Slug,
        known: impl Iterator<Item = &'a Slug>,
    ) -> Refusal {
        let mut known: Vec<&str> = known.map(Slug::as_str).collect();
        known.sort_unstable();
        let mend = match known.len() {
            0 => format!("add the {what} first"),
            _ => format!("add the {what} first, or name one of: {}", known.join(", ")),
        };
        Refusal::new(KNOWN_NAMES, format!("the record has no {what} {id}"), mend)
    }

    /// A second thing of one name.
    pub(crate) fn twice(what: &str, id: &Slug) -> Refusal {
        Refusal::new(
            ONE_NAME,
            format!("the record has a {what} {id} already"),
            "give it another id, or correct the entry that has it",
        )
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(entry) = self.entry {
            write!(f, "entry {entry}: ")?;
        }
        write!(f, "{} ({}; {})", self.what, self.rule.says, self.rule.source)
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_a_name_of_its_own_and_a_source() {
        let mut ids: Vec<&str> = ALL.iter().map(|rule| rule.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
        assert!(ALL.iter().all(|rule| !rule.source.is_empty() && !rule.says.ends_with('.')));
    }
}
