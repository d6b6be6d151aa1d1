//! The coalition through the command: partners and their demands, concessions and claims, and what each reader is shown.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A campaign's folder of a test's own.
struct Coalition(PathBuf);

impl Coalition {
    fn begun(name: &str) -> Coalition {
        let folder =
            std::env::temp_dir().join(format!("goodfaith-coalition-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let coalition = Coalition(folder);
        coalition.good(&["record", "init", "--name", "Fix the City", "--regime", "mmba"]);
        for fields in [
            &["party", "id=union", "side=union", "name=Local 12"][..],
            &["party", "id=city", "side=employer", "name=City"],
            &["partner", "id=local", "name=Local 12", "kind=union", "party=union"],
            &["partner", "id=saje", "name=SAJE", "kind=community", "decides=board, monthly"],
            &["partner", "id=clue", "name=Clergy United", "kind=faith"],
            &["item", "id=housing", "title=Homes near work", "kind=demand", "origin=partner"],
            &[
                "item",
                "id=libraries",
                "title=Libraries open on Sundays",
                "kind=demand",
                "origin=partner",
            ],
            &[
                "item",
                "id=furlough",
                "title=Ten furlough days",
                "kind=concession",
                "origin=employer",
            ],
            &["item", "id=fees", "title=Bank fees renegotiated", "kind=goal", "origin=union"],
        ] {
            coalition.add(fields, &[]);
        }
        coalition
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_goodfaith"))
            .current_dir(&self.0)
            .env("GOODFAITH_AUTHOR", "tester")
            .env("GOODFAITH_PASSPHRASE", "three words here")
            .stdin(Stdio::null())
            .args(arguments)
            .output()
            .unwrap()
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        text
    }

    fn bad(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn add(&self, fields: &[&str], options: &[&str]) -> String {
        self.good(&[&["record", "add"], fields, options].concat())
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.good(arguments)).unwrap()
    }
}

impl Drop for Coalition {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `user-needs.md` section 2: "We can't afford it": the claim is logged, the books are requested, the rebuttal cites pages.
#[test]
fn we_cannot_afford_it() {
    let city = Coalition::begun("afford");
    let logged = city.add(
        &[
            "claim",
            "id=no-money",
            "speaker=City negotiator",
            "words=We cannot afford to keep the parks open.",
            "status=said",
            "verbatim=true",
            "place=the table",
            "about=inability-to-pay",
        ],
        &["--on", "2014-10-01"],
    );
    assert!(logged.contains("It opens the books: goodfaith record draft no-money"), "{logged}");
    let claims = flat(&city.good(&["status", "--claims", "--as-of", "2014-10-02"]));
    assert!(
        claims.contains("the books: not asked for: goodfaith record draft no-money"),
        "{claims}"
    );
    let draft = city.good(&["record", "draft", "no-money", "--on", "2014-10-02"]);
    assert!(
        flat(&draft).contains("City negotiator said: \"We cannot afford to keep the parks open.\""),
        "{draft}"
    );
    assert!(draft.lines().all(|line| line.chars().count() <= 80), "{draft}");
    let sent = city.good(&["record", "draft", "no-money", "--on", "2014-10-02", "--add"]);
    assert!(sent.contains("added"), "{sent}");
    let again = city.bad(&["record", "draft", "no-money", "--add"]);
    assert!(again.contains("the record has the request books-no-money already"), "{again}");
    let status = city.json(&["status", "--as-of", "2014-10-12", "--json", "-"]);
    assert_eq!(status["requests"][0]["id"], "books-no-money");
    assert_eq!(status["requests"][0]["days"], 10);
    assert_eq!(status["requests"][0]["lines"].as_array().unwrap().len(), 8);
    // The answer is in the employer's own paper.
    city.add(
        &[
            "claim",
            "id=no-money",
            "speaker=Local 12",
            "words=The fees alone are more than the streets.",
            "status=rebutted",
            "answer=The City pays banks more than it spends on its streets.",
            "evidence.shows=fees of 204 million, streets of 163 million",
            "evidence.title=Adopted budget",
            "evidence.page=page 12",
            "evidence.employers_own=true",
        ],
        &["--on", "2014-11-01"],
    );
    city.add(
        &[
            "concession",
            "item=furlough",
            "step=rebutted",
            "sort=furlough",
            "takes=ten days of pay",
            "from=every unit",
            "claims=no-money",
            "instead=fees",
            "rebuttal=There is a reserve.",
            "evidence_against.shows=a reserve of 5 percent",
            "evidence_against.title=Financial report",
            "evidence_against.page=note 4",
        ],
        &["--on", "2014-11-02"],
    );
    let sheet = flat(&city.good(&["publish", "rebuttal", "--as-of", "2014-11-03"]));
    assert!(sheet.contains("1 claims, 1 answered from the employer's own documents"), "{sheet}");
    let own = sheet.find(
        "their own document: fees of 204 million, streets of 163 million (Adopted budget, page 12)",
    );
    let other = sheet.find("another document: a reserve of 5 percent (Financial report, note 4)");
    assert!(own.unwrap() < other.unwrap(), "{sheet}");
    let board = flat(&city.good(&["status", "--concessions", "--as-of", "2014-11-03"]));
    assert!(board.contains("1 proposed: 1 open"), "{board}");
    assert!(
        board.contains(
            "claim behind it: City negotiator: \"We cannot afford to keep the parks open.\""
        ),
        "{board}"
    );
    assert!(board.contains("THE UNION'S OWN LIST Bank fees renegotiated"), "{board}");
    // As a page, in both languages, and never to an audience that may not see it.
    for (lang, says) in
        [("en", "the employer's own document"), ("es", "documento del propio empleador")]
    {
        let page = city.good(&[
            "publish",
            "rebuttal",
            "--as-of",
            "2014-11-03",
            "--lang",
            lang,
            "--html",
            "-",
        ]);
        assert!(page.contains(&format!("<html lang=\"{lang}\">")) && page.contains(says), "{page}");
    }
    let public = city.bad(&[
        "publish",
        "rebuttal",
        "no-money",
        "--audience",
        "public",
        "--as-of",
        "2014-11-03",
    ]);
    assert!(public.contains("public sees no claim no-money"), "{public}");
}

/// A demand from its raising to its outcome, and the union that cannot recommend before.
#[test]
fn a_demand_is_followed_to_its_outcome() {
    let city = Coalition::begun("demand");
    city.add(&["membership", "partner=saje", "step=joined"], &["--on", "2014-01-15"]);
    city.add(
        &[
            "demand",
            "item=housing",
            "step=raised",
            "owners=saje",
            "beneficiaries=renters",
            "places=citywide",
            "category=housing",
        ],
        &["--on", "2014-02-01"],
    );
    city.add(&["demand", "item=housing", "step=adopted", "by=clue"], &["--on", "2014-02-10"]);
    city.add(
        &["demand", "item=housing", "step=carrier-chosen", "carrier=contract-article"],
        &["--on", "2014-03-01"],
    );
    city.add(
        &[
            "scope",
            "item=housing",
            "side=employer",
            "class=permissive",
            "basis=no term of employment",
            "objection=true",
        ],
        &["--on", "2014-04-01"],
    );
    let demands = flat(&city.good(&["status", "--demands", "--as-of", "2014-04-02"]));
    for says in [
        "Homes near work (housing), of SAJE: carrier chosen, 2014-03-01",
        "scope: the employer says permissive, as an objection, no term of employment (2014-04-01)",
        "objected to 2014-04-01: nobody may insist on it to impasse; choose a carrier outside the contract",
        "adopted by: Clergy United (2014-02-10)",
        "Homes near work of SAJE has no outcome: carrier chosen",
    ] {
        assert!(demands.contains(says), "{says}: {demands}");
    }
    city.add(&["total-agreement", "id=total"], &["--on", "2014-06-01"]);
    let no = city.bad(&[
        "record",
        "add",
        "recommendation",
        "by=union",
        "recommends=yes",
        "--on",
        "2014-06-02",
    ]);
    assert!(
        no.contains("these demands have no outcome: housing (of saje): carrier chosen"),
        "{no}"
    );
    let no = city.bad(&[
        "record",
        "add",
        "demand",
        "item=housing",
        "step=converted",
        "into=a study",
        "--on",
        "2014-06-02",
    ]);
    assert!(no.contains("no entry has saje's answer"), "{no}");
    assert!(
        no.contains("partner-answer partner=saje demand=housing to=converted answer=yes"),
        "{no}"
    );
    city.add(
        &["partner-answer", "partner=saje", "demand=housing", "to=converted", "answer=yes"],
        &["--on", "2014-06-03"],
    );
    city.add(
        &["demand", "item=housing", "step=converted", "into=a task force"],
        &["--on", "2014-06-04"],
    );
    city.add(&["recommendation", "by=union", "recommends=yes"], &["--on", "2014-06-05"]);
    let json = city.json(&["status", "--demands", "--as-of", "2014-06-05", "--json", "-"]);
    assert_eq!(json["schema"], "goodfaith-demands 1");
    let demand = &json["demands"][0];
    assert_eq!(
        (&demand["status"], &demand["outcome"]["into"]),
        (&"converted".into(), &"a task force".into())
    );
    assert_eq!(demand["joint"], true);
    // What a partner sees of it, by its own page.
    let page = flat(&city.good(&["status", "--partner", "saje", "--as-of", "2014-06-05"]));
    assert!(page.contains("SAJE, as of 2014-06-05: seen by partner:saje"), "{page}");
    assert!(page.contains("Community, in the coalition since 2014-01-15."), "{page}");
    assert!(page.contains("became: a task force"), "{page}");
    let other = city.bad(&["status", "--partner", "nobody"]);
    assert!(other.contains("name one of: clue, local, saje"), "{other}");
}

/// The terms of a demand and of a concession go into the engine as an offer file.
#[test]
fn a_demand_and_a_concession_are_costed_by_their_terms() {
    let city = Coalition::begun("terms");
    std::fs::write(
        city.0.join("furlough.toml"),
        "title = \"Cut\"\nside = \"employer\"\n[[terms]]\nkind = \"general-increase\"\neffective = \"2014-07-01\"\npercent = \"-3.8\"\n",
    )
    .unwrap();
    city.add(
        &["concession", "item=furlough", "step=proposed", "terms=@furlough.toml"],
        &["--on", "2014-10-01"],
    );
    let offer = city.good(&["record", "show", "offer", "furlough"]);
    assert!(offer.contains("Ten furlough days") && offer.contains("-3.8"), "{offer}");
    let board = flat(&city.good(&["status", "--concessions"]));
    assert!(board.contains("cost: its terms: goodfaith record show offer furlough"), "{board}");
    let none = city.bad(&["record", "show", "offer", "housing"]);
    assert!(none.contains("no demand or concession of that name with terms"), "{none}");
}

/// Canaries in every field of another partner's entries, of the team's own and of the vault: none is in anything made for a partner.
#[test]
fn what_is_made_for_one_partner_has_nothing_of_the_others() {
    const CANARY: &str = "CANARY";
    let city = Coalition::begun("canaries");
    let c = |field: &str| format!("{field}={CANARY}-{field}");
    let (words, why, basis, venue, decides, measure, category) =
        (c("words"), c("why"), c("basis"), c("venue"), c("decides"), c("measure"), c("category"));
    let (question, places, who, into, takes, from, rebuttal) = (
        c("question"),
        c("places"),
        c("beneficiaries"),
        c("into"),
        c("takes"),
        c("from"),
        c("rebuttal"),
    );
    let on = ["--on", "2014-02-01"];
    // What SAJE may see.
    city.add(&["demand", "item=housing", "step=raised", "owners=saje", "places=citywide"], &on);
    city.add(&["mandate", "partner=saje", "may=speak", "basis=board minutes"], &on);
    city.add(
        &["claim", "id=shared", "speaker=City", "words=no money", "status=said"],
        &["--on", "2014-02-01", "--audience", "partner:saje"],
    );
    // Another partner's.
    city.add(
        &["partner", "id=scope", &format!("name={CANARY}-name"), "kind=community", &decides],
        &[],
    );
    city.add(&["membership", "partner=scope", "step=joined", &why], &on);
    city.add(
        &[
            "demand",
            "item=libraries",
            "step=raised",
            "owners=scope",
            &places,
            &who,
            &category,
            &decides,
            &measure,
            &words,
        ],
        &on,
    );
    city.add(&["mandate", "partner=scope", "demand=libraries", &venue, &basis, "may=release"], &on);
    city.add(&["partner-vote", "id=v", "partner=scope", &question, "state=open"], &on);
    city.add(&["dissent", "partner=scope", "on=libraries", &words], &on);
    city.add(&["dissent", "partner=scope", "on=housing", &words], &on);
    city.add(
        &[
            "partner-answer",
            "partner=scope",
            "demand=housing",
            "to=converted",
            "answer=conditional",
            &format!("conditions={CANARY}"),
            &words,
        ],
        &on,
    );
    // The team's own, on the very demand that SAJE owns, and on the claim that it sees.
    city.add(
        &["demand", "item=housing", "step=bargained", &words, &measure, &places, &into],
        &["--on", "2014-03-01", "--audience", "team"],
    );
    city.add(&["scope", "item=housing", "side=union", "class=mandatory", &basis], &on);
    city.add(
        &[
            "claim",
            "id=shared",
            "speaker=Local 12",
            &words,
            "status=rebutted",
            &format!("answer={CANARY}"),
            &format!("evidence.shows={CANARY}"),
            &format!("evidence.title={CANARY}"),
        ],
        &on,
    );
    city.add(
        &[
            "concession",
            "item=furlough",
            "step=rebutted",
            "claims=shared",
            &takes,
            &from,
            &rebuttal,
            &format!("evidence_against.shows={CANARY}"),
            &format!("evidence_against.title={CANARY}"),
        ],
        &on,
    );
    city.add(
        &["action", "id=rally", "step=planned", &c("title"), &places, "planned_for=2014-11-01"],
        &on,
    );
    city.add(&["date", "id=budget", &c("title"), "kind=budget", "on=2014-06-01"], &on);
    city.add(&["revenue", "id=fees", "step=raised", &c("title"), &words], &on);
    city.add(
        &["commitment", "id=jobs", &c("title"), &words, &c("promised_by"), "strength=goal"],
        &on,
    );
    city.add(&["chronicle-note", "note=not-agreed", "partner=scope", &words], &on);
    city.good(&["record", "vault", "init", "rosa"]);
    city.good(&["record", "vault", "note", "bottom-line", &format!("{CANARY}: they will fold")]);
    let html = city.0.join("sheet.html");
    let made = [
        city.good(&["status", "--partner", "saje", "--as-of", "2014-12-31"]),
        city.good(&["status", "--partner", "saje", "--as-of", "2014-12-31", "--json", "-"]),
        city.good(&["status", "--partners", "--audience", "partner:saje", "--as-of", "2014-12-31"]),
        city.good(&[
            "status",
            "--partners",
            "--audience",
            "partner:saje",
            "--as-of",
            "2014-12-31",
            "--json",
            "-",
        ]),
        city.good(&["status", "--demands", "--audience", "partner:saje", "--as-of", "2014-12-31"]),
        city.good(&[
            "status",
            "--demands",
            "--audience",
            "partner:saje",
            "--as-of",
            "2014-12-31",
            "--json",
            "-",
        ]),
        city.good(&[
            "status",
            "--concessions",
            "--audience",
            "partner:saje",
            "--as-of",
            "2014-12-31",
        ]),
        city.good(&[
            "status",
            "--concessions",
            "--audience",
            "partner:saje",
            "--as-of",
            "2014-12-31",
            "--json",
            "-",
        ]),
        city.good(&["status", "--claims", "--audience", "partner:saje", "--as-of", "2014-12-31"]),
        city.good(&[
            "status",
            "--claims",
            "--audience",
            "partner:saje",
            "--as-of",
            "2014-12-31",
            "--json",
            "-",
        ]),
        city.good(&[
            "publish",
            "rebuttal",
            "shared",
            "--audience",
            "partner:saje",
            "--as-of",
            "2014-12-31",
        ]),
        city.good(&[
            "publish",
            "rebuttal",
            "shared",
            "--audience",
            "partner:saje",
            "--as-of",
            "2014-12-31",
            "--html",
            html.to_str().unwrap(),
        ]),
        std::fs::read_to_string(&html).unwrap(),
        city.good(&[
            "publish",
            "chronicle",
            "--audience",
            "partner:saje",
            "--as-of",
            "2014-12-31",
            "--html",
            "-",
        ]),
        city.good(&[
            "publish",
            "chronicle",
            "--audience",
            "partner:saje",
            "--as-of",
            "2014-12-31",
            "--json",
            "-",
        ]),
        city.good(&["status", "--commitments", "--audience", "partner:saje", "--json", "-"]),
        city.good(&["status", "--actions", "--audience", "partner:saje", "--json", "-"]),
        city.good(&["status", "--calendar", "--audience", "partner:saje", "--json", "-"]),
        city.good(&["status", "--revenue", "--audience", "partner:saje", "--json", "-"]),
        city.good(&["record", "show", "--audience", "partner:saje"]),
        city.good(&["record", "export", "--audience", "partner:saje"]),
    ];
    for (at, text) in made.iter().enumerate() {
        assert!(!text.contains(CANARY), "{at}: {text}");
    }
    assert!(made[0].contains("Homes near work") && made[8].contains("no money"));
    // The team sees all of it: the canaries are there to be found.
    let team = city.good(&["status", "--demands", "--as-of", "2014-12-31"]);
    assert!(team.matches(CANARY).count() > 5, "{team}");
}

/// What somebody types is text on a page, and an address that is none of the web is no link.
#[test]
fn a_page_carries_no_script_and_no_link_but_to_the_web() {
    let city = Coalition::begun("script");
    let bad = "<script>alert(1)</script>";
    city.add(
        &[
            "claim",
            "id=c",
            "speaker=City",
            &format!("words={bad}"),
            "status=rebutted",
            &format!("answer={bad}"),
            &format!("evidence.shows={bad}"),
            &format!("evidence.title={bad}"),
            "evidence.address=javascript:alert(1)",
        ],
        &["--on", "2014-02-01", "--source", "a title | javascript:alert(2)"],
    );
    for page in [
        city.good(&["publish", "rebuttal", "--as-of", "2014-12-31", "--html", "-"]),
        city.good(&["publish", "chronicle", "--as-of", "2014-12-31", "--html", "-"]),
    ] {
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
        assert!(!page.contains("href=\"javascript"), "{page}");
    }
}

/// What a partner was given stays with it when the team writes more; what was corrected out of its sight is not shown; and a turnout
/// just below its threshold does not read as if it had reached it.
#[test]
fn a_partner_keeps_what_it_was_given_and_gets_no_more() {
    let city = Coalition::begun("given");
    let shared = ["--on", "2014-02-01", "--audience", "partner:saje"];
    city.add(
        &[
            "action",
            "id=rally",
            "step=planned",
            "title=Rally",
            "planned_for=2014-11-01",
            "threshold_percent=65",
        ],
        &shared,
    );
    city.add(&["action", "id=rally", "step=asked", "words=quietly"], &["--on", "2014-02-02"]);
    let calendar = |audience: &str| {
        city.good(&["status", "--calendar", "--audience", audience, "--as-of", "2014-03-01"])
    };
    assert!(calendar("partner:saje").contains("2014-11-01  action: Rally"));
    assert!(!calendar("partner:clue").contains("Rally"));
    city.add(
        &[
            "action",
            "id=rally",
            "step=counted",
            "worksites=[{\"site\": \"Yard\", \"members\": 10000, \"took_part\": 6499}]",
        ],
        &["--on", "2014-11-01"],
    );
    let actions = flat(&city.good(&["status", "--actions", "--as-of", "2014-11-02"]));
    assert!(
        actions.contains("6499 of 10000, 64.9 percent; the next rung opens at 65 percent"),
        "{actions}"
    );
    let item = city.add(&["item", "id=parks", "title=Old title", "kind=demand"], &[]);
    let number = item.split(' ').nth(1).unwrap().to_owned();
    city.add(&["demand", "item=parks", "step=raised", "owners=saje"], &["--on", "2014-02-01"]);
    let page = || city.good(&["status", "--partner", "saje", "--as-of", "2014-03-01"]);
    assert!(page().contains("Old title"));
    city.add(
        &["item", "id=parks", "title=SECRET", "kind=demand"],
        &["--corrects", &number, "--audience", "team"],
    );
    assert!(page().contains("parks, of SAJE") && !page().contains("SECRET"), "{}", page());
}
