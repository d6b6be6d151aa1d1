//! Talking about bargaining through the command: members' questions, who may answer what to whom, where a figure is used, cards to print.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A campaign's folder of a test's own.
struct Campaign(PathBuf);

const LISTENERS: [&str; 6] =
    ["supervisor", "manager", "friend", "family", "elected-official", "reporter"];

const CASE: &str = r#"as_of = 2022-07-12

[[figure]]
name      = "vacancy/unit-2-union"
kind      = "quoted"
value     = "17"
unit      = "percent"
who       = "CASE"
on        = 2022-06-01
statement = "17 percent of positions are vacant."
title     = "petition page"
address   = "https://example.org/petition"

[[figure]]
name      = "vacancy/unit-2-controller"
kind      = "quoted"
value     = "16.8"
unit      = "percent"
who       = "State Controller"
on        = 2022-06-30
statement = "16.8 percent of positions are vacant."
title     = "vacant positions"

[[shown]]
figures = ["vacancy/*"]
to      = ["members"]
"#;

const RETIRED: &str = r#"
[[retired]]
figure  = "vacancy/unit-2-union"
since   = 2022-08-01
why     = "it was counted before the July hires"
instead = "vacancy/unit-2-controller"
"#;

const QUESTIONS: &str = "\
id,words,topic,listener,times
strike-pay,What do I live on in a strike?,strike,family,14
strike-pay,What do I live on in a strike?,strike,friend,3
why-now,Why do you bargain now?,pay,supervisor,25
my-step,Will my step come?,pay,,4
";

impl Campaign {
    fn begun(name: &str) -> Campaign {
        let folder =
            std::env::temp_dir().join(format!("goodfaith-answers-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("pieces")).unwrap();
        let campaign = Campaign(folder);
        campaign.good(&["record", "init", "--name", "Unit 2", "--regime", "dills"]);
        campaign.write("case.toml", CASE);
        campaign
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_goodfaith"))
            .current_dir(&self.0)
            .env("GOODFAITH_AUTHOR", "tester")
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

    /// What a refusal prints, on both streams.
    fn bad(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.good(arguments)).unwrap()
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.0.join(file), text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.join(file)).unwrap()
    }

    fn answer(&self, listener: &str, audience: &str, text: &str) {
        self.piece(&format!("answer-{listener}"), listener, audience, "en", text);
    }

    fn piece(&self, name: &str, listener: &str, audience: &str, language: &str, text: &str) {
        let head = format!(
            "+++\nkind = \"answer\"\ntitle = \"Why do you bargain now, as the {listener} asks?\"\nday = 2022-07-12\naudience = [\"{audience}\"]\nlanguage = \"{language}\"\nlistener = \"{listener}\"\nvalue = \"safe work\"\nquestions = [\"why-now\"]\n+++\n\n"
        );
        self.write(&format!("pieces/{name}.md"), &format!("{head}{text}\n"));
    }

    fn entries(&self) -> usize {
        self.good(&["record", "export"]).lines().count()
    }

    fn release(&self, piece: &str, id: &str) {
        self.good(&["publish", "release", piece, "--by", "Ana", "--on", "2022-07-12", "--id", id]);
    }
}

impl Drop for Campaign {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const FACT: &str = "First words.\n\nIn truth {{figure vacancy/unit-2-union}} of us are missing.";

#[test]
fn questions_are_grouped_by_topic_and_counted_with_what_answers_them() {
    let campaign = Campaign::begun("questions");
    campaign.write("july.csv", QUESTIONS);
    campaign.answer("supervisor", "members", "Words.");
    campaign.good(&["publish", "questions", "import", "july.csv", "--on", "2022-07-12"]);
    let all = campaign.json(&["publish", "questions", "--json"]);
    let topics: Vec<(&str, u64)> = all["topics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["topic"].as_str().unwrap(), one["times"].as_u64().unwrap()))
        .collect();
    assert_eq!(topics, [("pay", 29), ("strike", 17)]);
    let pay = &all["topics"][0]["questions"];
    assert_eq!(pay[0]["id"], "why-now");
    assert_eq!(pay[0]["answered_by"][0]["piece"], "answer-supervisor");
    assert_eq!((&pay[0]["answered"], &pay[1]["answered"]), (&true.into(), &false.into()));
    let strike = &all["topics"][1]["questions"][0];
    assert_eq!(strike["listeners"][0]["listener"], "family");
    assert_eq!(strike["listeners"][0]["times"], 14);
    let text = campaign.good(&["publish", "questions"]);
    assert!(text.contains("Not answered yet: strike-pay, my-step"), "{text}");
    // An entry may name what answers, and a piece that is not there answers nothing.
    let fields = ["id=my-step", "topic=pay", "words=Will my step come?", "times=0"];
    let named = [&["record", "add", "member-question"], &fields[..], &["answered_by=nowhere"]];
    campaign.good(&named.concat());
    let text = campaign.good(&["publish", "questions"]);
    assert!(text.contains("answered by nowhere: there is no such answer"), "{text}");
    assert!(text.contains("Not answered yet: strike-pay, my-step"), "{text}");
}

#[test]
fn fewer_than_ten_askers_are_counted_to_the_team_alone() {
    let campaign = Campaign::begun("small");
    let add = |id: &str, listener: &str, times: &str| {
        let fields = [
            &format!("id={id}"),
            "topic=pay",
            "words=Why so?",
            &format!("listener={listener}"),
            &format!("times={times}"),
        ];
        let options = ["--audience", "team,members", "--on", "2022-07-01"];
        campaign.good(&[&["record", "add", "member-question"], &fields[..], &options].concat());
    };
    add("seven", "friend", "7");
    add("many", "family", "31");
    add("many", "reporter", "4");
    let hidden = ["id=hidden", "topic=pay", "words=Only the team hears this", "times=50"];
    campaign.good(&[&["record", "add", "member-question"], &hidden[..]].concat());
    let whole = campaign.json(&["publish", "questions", "--json"]);
    assert_eq!(whole["topics"][0]["times"], 92);
    let members = ["publish", "questions", "--audience", "members", "--json"];
    let text = campaign.good(&members);
    assert!(!text.contains("hidden") && !text.contains("Only the team"), "{text}");
    let seen: Value = serde_json::from_str(&text).unwrap();
    let topic = &seen["topics"][0];
    assert_eq!(topic["times"], Value::Null, "a sum would tell the seven");
    assert_eq!(topic["questions"][0]["id"], "many");
    assert_eq!(topic["questions"][0]["times"], 35);
    for listener in topic["questions"][0]["listeners"].as_array().unwrap() {
        assert_eq!(listener["times"], Value::Null, "35 less 31 would tell the four");
    }
    assert_eq!(topic["questions"][1]["times"], Value::Null);
}

#[test]
fn the_same_import_again_adds_nothing_and_a_bad_row_keeps_all_of_it_out() {
    let campaign = Campaign::begun("import");
    campaign.write("july.csv", QUESTIONS);
    let before = campaign.entries();
    let import = ["publish", "questions", "import", "july.csv"];
    let text = campaign.good(&[&import[..], &["--dry-run"]].concat());
    assert!(text.contains("4 questions, asked 46 times"), "{text}");
    assert_eq!(campaign.entries(), before);
    campaign.good(&import);
    assert_eq!(campaign.entries(), before + 4);
    let text = campaign.good(&import);
    assert!(text.contains("Nothing to add; 4 rows of july.csv are in the record"), "{text}");
    assert_eq!(campaign.entries(), before + 4);
    // A row that was added is new; one that says something else now is not counted twice.
    campaign.write("july.csv", &format!("{QUESTIONS}dues,What are dues for?,union,friend,2\n"));
    campaign.good(&import);
    assert_eq!(campaign.entries(), before + 5);
    campaign.write("july.csv", &QUESTIONS.replace("supervisor,25", "supervisor,30"));
    let text = campaign.bad(&import);
    assert!(text.contains("july.csv, row 4") && text.contains("25 times"), "{text}");
    // A file of another name counts on.
    campaign.write("august.toml", "[[question]]\nid = \"why-now\"\nwords = \"Why do you bargain now?\"\ntopic = \"pay\"\nlistener = \"supervisor\"\ntimes = 5\n");
    campaign.good(&["publish", "questions", "import", "august.toml"]);
    let all = campaign.json(&["publish", "questions", "--json"]);
    assert_eq!(all["topics"][0]["questions"][0]["times"], 30);
    let bad = "id,words,topic,listener,times\ngood,Good?,pay,friend,1\nA B,Words,pay,boss,1\nc,,pay,,0\nwhy-now,Why?,other,,1\n";
    campaign.write("bad.csv", bad);
    let text = campaign.bad(&["publish", "questions", "import", "bad.csv"]);
    for part in ["row 3, column id", "such as a-b", "row 4", "Nothing was added"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Whoever asked is not kept.
    campaign.write("named.csv", "id,words,topic,name\na,Why?,pay,Maria\n");
    let text = campaign.bad(&["publish", "questions", "import", "named.csv"]);
    assert!(text.contains("column \"name\"") && text.contains("never who asked"), "{text}");
    // One question is under one topic, in the record as in a file.
    campaign.write("moved.csv", "id,words,topic\ngood,Good?,pay\nwhy-now,Why?,other\n");
    campaign.bad(&["publish", "questions", "import", "moved.csv"]);
    assert_eq!(campaign.entries(), before + 6);
}

#[test]
fn uses_of_a_figure_a_claim_and_an_entry_are_found_by_file_and_line() {
    let campaign = Campaign::begun("uses");
    let claim = ["id=no-money", "speaker=State", "words=There is no money: 3 million are left"];
    let options = ["--audience", "team,members", "--on", "2022-07-01"];
    campaign.good(
        &[&["record", "add", "claim"], &claim[..], &["status=said", "verbatim=true"], &options]
            .concat(),
    );
    let number = campaign.entries().to_string();
    let text = format!("{FACT}\n\n- {{{{quote no-money}}}}\n- They said {{{{said {number}: 3}}}}.");
    campaign.answer("supervisor", "members", &text);
    campaign.answer("friend", "members", "Words, and no number.");
    campaign.release("answer-supervisor", "first");
    let figure = campaign.good(&["publish", "uses", "vacancy/unit-2-union"]);
    let line = "pieces/answer-supervisor.md, line 14: {{figure vacancy/unit-2-union}}";
    assert!(figure.contains(line), "{figure}");
    assert!(figure.contains("release first: released. For members"), "{figure}");
    let all = campaign.json(&["publish", "uses", "no-money", "--json"]);
    assert_eq!(all["uses"][0]["of"]["claim"], "no-money");
    let lines: Vec<u64> = all["uses"][0]["pieces"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [16, 17]);
    assert_eq!(all["uses"][0]["releases"][0]["release"], "first");
    let all = campaign.json(&["publish", "uses", &number, "--json"]);
    assert_eq!(all["uses"][0]["pieces"].as_array().unwrap().len(), 2);
    let none = campaign.good(&["publish", "uses", "vacancy/unit-2-controller"]);
    assert!(none.contains("No piece uses it") && none.contains("No release uses it"), "{none}");
    assert!(campaign.bad(&["publish", "uses", "vacancy/nowhere"]).contains("no-money"));
    assert!(campaign.bad(&["publish", "uses", "9999"]).contains("no entry 9999"));
    // A claim that is retired, and an entry that is taken back, are told of all their uses.
    assert!(campaign.good(&["publish", "uses", "--retired"]).contains("Nothing uses"));
    campaign.good(
        &[&["record", "add", "claim"], &claim[..], &["status=retired"], &options[..2]].concat(),
    );
    let text = campaign.bad(&["publish", "uses", "--retired"]);
    assert!(text.contains("line 16: {{quote no-money}}. The claim no-money"), "{text}");
    assert!(text.contains("release first: released. For members. The claim"), "{text}");
}

#[test]
fn a_retired_figure_stops_a_piece_and_flags_the_release() {
    let campaign = Campaign::begun("retired");
    campaign.answer("supervisor", "members", FACT);
    campaign.release("answer-supervisor", "first");
    campaign.good(&["publish", "check"]);
    campaign.write("case.toml", &format!("{CASE}{RETIRED}"));
    // The case makes the figure still.
    campaign.good(&["case", "receipt", "vacancy/unit-2-union"]);
    let why = "figure vacancy/unit-2-union is retired since 2022-08-01: it was counted";
    let text = campaign.bad(&["publish", "check"]).replace("\n    ", " ");
    assert!(text.contains(why), "{text}");
    assert!(!campaign.good(&["publish", "check", "--as-of", "2022-07-31"]).contains("retired"));
    let text = campaign.bad(&["publish", "uses", "--retired"]).replace("\n    ", " ");
    assert!(text.contains("pieces/answer-supervisor.md, line 14") && text.contains(why), "{text}");
    assert!(text.contains("release first: released") && text.contains("unit-2-controller"));
    // Dated on the day or later, it is refused where it stands; dated before, it still does not go out.
    let file = campaign.read("pieces/answer-supervisor.md");
    campaign.write("pieces/later.md", &file.replace("day = 2022-07-12", "day = 2022-08-01"));
    let text = campaign.bad(&["publish", "preview", "later"]);
    assert!(text.contains("later.md, line 14") && text.contains(why), "{text}");
    assert!(text.contains("use instead: vacancy/unit-2-controller"), "{text}");
    campaign.good(&["publish", "preview", "answer-supervisor"]);
    let late = ["publish", "release", "answer-supervisor", "--on", "2022-08-02", "--id", "second"];
    assert!(campaign.bad(&late).contains(why));
    assert!(!campaign.0.join("releases/second").exists());
    // No card is made of it.
    let text = campaign.bad(&["publish", "cards", "--html", "cards.html"]);
    assert!(text.contains("no card of answer-supervisor") && text.contains(why), "{text}");
    // Once the release is pulled, the piece as it went out is done with; the one that is not out is not.
    campaign.good(&["publish", "withdraw", "first", "--reason", "an old count"]);
    let text = campaign.bad(&["publish", "uses", "--retired"]);
    assert!(text.contains("pieces/later.md") && text.contains("Pulled already"), "{text}");
    std::fs::remove_file(campaign.0.join("pieces/later.md")).unwrap();
    campaign.good(&["publish", "uses", "--retired"]);
    // A name that is spelt wrongly would retire nothing.
    let spelt = RETIRED.replace("unit-2-union", "unit-2-unoin");
    campaign.write("case.toml", &format!("{CASE}{spelt}"));
    let text = campaign.bad(&["case", "receipt"]);
    assert!(text.contains("unit-2-unoin") && text.contains("vacancy/unit-2-union"), "{text}");
}

#[test]
fn a_figure_that_the_case_no_longer_makes_and_a_corrected_entry_are_told() {
    let campaign = Campaign::begun("gone");
    let count = ["id=told", "speaker=State", "words=We have 12 days", "status=said"];
    let options = ["--audience", "team,members", "--on", "2022-07-01"];
    campaign.good(&[&["record", "add", "claim"], &count[..], &options].concat());
    let number = campaign.entries().to_string();
    campaign.answer("friend", "members", &format!("They have {{{{said {number}: 12}}}} days."));
    campaign.answer("family", "members", FACT);
    campaign.good(&["publish", "uses", "--retired"]);
    campaign.write("case.toml", "as_of = 2022-07-12\n");
    let text = campaign.bad(&["publish", "uses", "--retired"]).replace("\n    ", " ");
    assert!(text.contains("answer-family.md, line 14"), "{text}");
    assert!(text.contains("The case no longer makes the figure vacancy/unit-2-union"), "{text}");
    campaign.write("case.toml", CASE);
    let corrected = ["id=told", "speaker=State", "words=We have 12 to 14 days", "status=said"];
    campaign
        .good(&[&["record", "add", "claim"], &corrected[..], &["--corrects", &number]].concat());
    let text = campaign.bad(&["publish", "uses", "--retired"]).replace("\n    ", " ");
    assert!(text.contains("answer-friend.md, line 12"), "{text}");
    assert!(text.contains(&format!("Entry {number} was corrected by entry")), "{text}");
}

#[test]
fn answers_are_listed_by_who_asks_with_whether_they_are_approved() {
    let campaign = Campaign::begun("answers");
    campaign.answer("supervisor", "members", FACT);
    campaign.answer("friend", "members", "Words.");
    let all = campaign.json(&["publish", "answers", "--json"]);
    assert!(all["answers"].as_array().unwrap().iter().all(|one| one["state"] == "not released"));
    campaign.release("answer-supervisor", "first");
    let all = campaign.json(&["publish", "answers", "--json"]);
    let state = |listener: &str| {
        let answers = all["answers"].as_array().unwrap();
        answers.iter().find(|one| one["listener"] == listener).unwrap()["state"].clone()
    };
    assert_eq!((state("supervisor"), state("friend")), ("released".into(), "not released".into()));
    let has_one = |all: &Value, listener: &str| {
        let listeners = all["listeners"].as_array().unwrap();
        listeners.iter().find(|one| one["listener"] == listener).unwrap()["has_one"].clone()
    };
    assert_eq!(has_one(&all, "supervisor"), true);
    assert_eq!(has_one(&all, "friend"), false);
    assert_eq!(all["values"][0]["value"], "safe work");
    let text = campaign.good(&["publish", "answers"]);
    assert!(text.contains("supervisor: 1 answer, 1 approved"), "{text}");
    assert!(text.contains("No approved answer for: manager, friend, family"), "{text}");
    // Members are told of what went out to them, and of nothing that is only written.
    let theirs = campaign.good(&["publish", "answers", "--audience", "members"]);
    assert!(theirs.contains("answer-supervisor") && !theirs.contains("answer-friend"), "{theirs}");
    let partner = campaign.good(&["publish", "answers", "--audience", "partner:saje"]);
    assert!(!partner.contains("answer-supervisor"), "{partner}");
    campaign.write("case.toml", &format!("{CASE}{RETIRED}"));
    let all = campaign.json(&["publish", "answers", "--json"]);
    assert_eq!(all["answers"][0]["state"], "sources changed");
    assert_eq!(has_one(&all, "supervisor"), false);
}

/// How often a text stands in another.
fn count(text: &str, of: &str) -> usize {
    text.matches(of).count()
}

#[test]
fn cards_hold_each_listener_once_four_to_a_sheet_and_cut_no_text() {
    let campaign = Campaign::begun("cards");
    for listener in LISTENERS {
        campaign.answer(listener, "members", &format!("{FACT}\n\nAsk back: {listener}?"));
    }
    campaign.good(&["publish", "cards", "--html", "cards.html"]);
    let page = campaign.read("cards.html");
    assert_eq!(count(&page, "<article class=\"card"), 6);
    assert_eq!(count(&page, "<section class=\"sheet\""), 2);
    let first = page.split("<section class=\"sheet\"").nth(1).unwrap();
    assert_eq!(count(first, "<article class=\"card"), 4);
    for asks in [
        "If your supervisor asks:",
        "If a manager asks:",
        "If a friend asks:",
        "If your family asks:",
        "If an elected official asks:",
        "If a reporter asks:",
    ] {
        assert_eq!(count(&page, asks), 1, "{asks}");
    }
    // Whole: nothing hides what does not fit.
    assert!(!page.contains("overflow: hidden") && !page.contains("line-clamp"));
    assert!(page.contains("@page { size: letter"));
    assert_eq!((count(&page, "<h1"), count(&page, "<h2")), (1, 6));
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    assert!(!page.contains("<script") && !page.contains("src="));
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| &rest[..8]).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    // What the number rests on, the campaign and the day stand on each.
    assert_eq!(
        count(
            &page,
            "17 percent: <a href=\"https://example.org/petition\">CASE, petition page</a>"
        ),
        6
    );
    assert_eq!(count(&page, "July 12, 2022"), 6);
    assert_eq!(count(&page, "Not released:"), 6);
    assert_eq!(count(&page, "safe work"), 6);
    let two = ["publish", "cards", "--listener", "friend", "--listener", "family", "--html", "-"];
    assert_eq!(count(&campaign.good(&two), "<article class=\"card"), 2);
    // The same input makes the same bytes.
    assert_eq!(campaign.good(&two), campaign.good(&two));
    let long = "A sentence that goes on for a while, so that it has to be set smaller. ".repeat(40);
    campaign.answer("friend", "members", &long);
    let page = campaign.good(&two);
    assert!(page.contains("half") && page.contains(long.trim()), "{page}");
}

#[test]
fn cards_are_made_of_what_went_out_once_anything_did() {
    let campaign = Campaign::begun("released-cards");
    campaign.answer("supervisor", "members", FACT);
    campaign.answer("friend", "members", "Only a draft.");
    campaign.release("answer-supervisor", "first");
    // It is printed as it went out, whatever became of the piece.
    campaign.answer("supervisor", "members", "Written otherwise.");
    let page = campaign.good(&["publish", "cards", "--html", "-"]);
    assert_eq!(count(&page, "<article class=\"card"), 1);
    assert!(page.contains("First words.") && !page.contains("Written otherwise"), "{page}");
    assert!(!page.contains("Not released") && !page.contains("Only a draft"), "{page}");
    // A file that was changed is not printed.
    let path = "releases/first/answer-supervisor.json";
    campaign.write(path, &campaign.read(path).replace("First words", "Other words"));
    let text = campaign.bad(&["publish", "cards", "--html", "cards.html"]);
    assert!(text.contains("is not what was released"), "{text}");
    assert!(!campaign.0.join("cards.html").exists());
}

/// With the feature, `pdf_wall.rs` looks at what is made.
#[cfg(not(feature = "pdf"))]
#[test]
fn a_program_without_pdf_says_so_and_writes_nothing() {
    let campaign = Campaign::begun("no-pdf");
    campaign.answer("friend", "members", "Safe work.");
    let release =
        ["publish", "release", "answer-friend", "--by", "Ana", "--on", "2022-07-12", "--pdf"];
    for arguments in [
        &["publish", "cards", "--html", "cards.html", "--pdf", "cards.pdf"][..],
        &["publish", "cards", "--pdf", "cards.pdf"],
        &release,
    ] {
        let said = campaign.bad(arguments);
        assert!(said.contains("this program was built without PDF"), "{said}");
        assert!(said.contains("cargo build --release --features pdf"), "{said}");
    }
    for file in ["cards.html", "cards.pdf", "releases"] {
        assert!(!campaign.0.join(file).exists(), "{file}");
    }
}

#[test]
fn cards_speak_spanish_and_only_of_answers_in_it() {
    let campaign = Campaign::begun("spanish");
    campaign.answer("friend", "members", "English words.");
    campaign.piece(
        "respuesta",
        "friend",
        "members",
        "es",
        "Palabras: {{figure vacancy/unit-2-union}}.",
    );
    let page = campaign.good(&["publish", "cards", "--lang", "es", "--html", "-"]);
    assert!(page.contains("<html lang=\"es\">"));
    for part in [
        "Si pregunta una amistad:",
        "Lo que está en juego:",
        "17 por ciento",
        "12 de julio de 2022",
        "Sin publicar",
        "Hoja 1 de 1",
        "En qué se basan",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("English words") && !page.contains("Not released"));
    let none = ["publish", "cards", "--lang", "es", "--listener", "reporter", "--html", "-"];
    assert!(campaign.bad(&none).contains("no answer for reporter"));
}

#[test]
fn an_answer_of_the_teams_is_in_no_byte_of_a_members_sheet() {
    let campaign = Campaign::begun("canary");
    campaign.answer("manager", "team", "CANARY-7H2K is what we say among us.");
    campaign.answer("friend", "members", "What members say.");
    let page = campaign.good(&["publish", "cards", "--html", "-"]);
    assert!(page.contains("What members say") && !page.contains("CANARY"), "{page}");
    assert!(
        campaign
            .good(&["publish", "cards", "--audience", "team", "--html", "-"])
            .contains("CANARY")
    );
    for arguments in [
        &["publish", "answers", "--audience", "members"][..],
        &["publish", "answers", "--audience", "members", "--json"],
        &["publish", "questions", "--audience", "members", "--json"],
    ] {
        let text = campaign.good(arguments);
        assert!(!text.contains("answer-manager") && !text.contains("CANARY"), "{text}");
    }
    // A figure that is not shown to them stops a card of theirs.
    campaign.write("case.toml", &CASE.replace("\"members\"", "\"union\""));
    campaign.answer("friend", "members", FACT);
    let text = campaign.bad(&["publish", "cards", "--html", "-"]);
    assert!(text.contains("not for members") && !text.contains("<html"), "{text}");
}
