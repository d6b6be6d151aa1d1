//! Pieces and releases through the command: the report of July 12 in every form, what stops a release, two people, corrections, flags,
//! and the wall.

#[path = "common/publishing.rs"]
mod publishing;

use std::collections::BTreeMap;

use publishing::{Campaign, gather, text};

const JULY_12: &str = "2022-07-12-report-2022-07-12";

#[test]
fn the_report_of_july_12_goes_out_in_every_form_with_the_same_facts() {
    let campaign = Campaign::case_2022("july-12");
    campaign.release("report-2022-07-12");
    let files = campaign.released(JULY_12);
    let plain = text(&files, "report-2022-07-12.txt");
    insta::assert_snapshot!("july_12_text", plain);
    insta::assert_snapshot!("july_12_text_message", text(&files, "report-2022-07-12.sms.txt"));
    insta::assert_snapshot!("july_12_page", text(&files, "report-2022-07-12.html"));
    insta::assert_snapshot!("july_12_notice", text(&files, "report-2022-07-12.notice.html"));
    insta::assert_snapshot!("july_12_share", text(&files, "report-2022-07-12.share.json"));
    insta::assert_snapshot!("july_12_document", text(&files, "report-2022-07-12.json"));
    // The message is read by a library that did not write it.
    let mail =
        mail_parser::MessageParser::default().parse(&files["report-2022-07-12.eml"]).unwrap();
    assert_eq!(mail.subject(), Some("Bargaining report, July 12, 2022"));
    let body = mail.body_text(0).unwrap().replace("\r\n", "\n");
    assert_eq!(body.trim_end(), plain.trim_end());
    assert!(mail.body_html(0).unwrap().contains("8.58 percent"));
    // One number, the same everywhere.
    for form in ["txt", "html", "json", "notice.html"] {
        let all = text(&files, &format!("report-2022-07-12.{form}"));
        assert!(all.contains("about one month"), "{form}");
    }
    // Each card is a picture of its size.
    for (size, width, height) in [
        ("x", 1600_u32, 900_u32),
        ("facebook", 1200, 630),
        ("linkedin", 1200, 627),
        ("instagram-square", 1080, 1080),
        ("instagram-portrait", 1080, 1350),
    ] {
        let png = &files[&format!("report-2022-07-12.card-{size}.png")];
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(png[16..20], width.to_be_bytes(), "{size}");
        assert_eq!(png[20..24], height.to_be_bytes(), "{size}");
    }
    // The receipts of its figures are frozen with it.
    let receipt = text(&files, "receipts/prices--year-to-latest.json");
    assert!(receipt.contains("8.58"), "{receipt}");
}

#[test]
fn the_same_release_is_the_same_bytes() {
    let (one, other) = (Campaign::case_2022("same-1"), Campaign::case_2022("same-2"));
    one.release("report-2022-07-12");
    other.release("report-2022-07-12");
    assert!(one.released(JULY_12) == other.released(JULY_12));
}

#[test]
fn every_piece_of_the_example_can_go_out_on_its_day() {
    let campaign = Campaign::case_2022("all");
    let mut names: Vec<String> = std::fs::read_dir(campaign.folder.join("pieces"))
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let mut arguments = vec!["publish", "release", "--dry-run", "--by", "Ana"];
    for audience in ["members", "public"] {
        let of = |name: &&String| {
            let text = std::fs::read_to_string(campaign.folder.join(format!("pieces/{name}.md")));
            let public = text
                .unwrap()
                .lines()
                .any(|line| line.starts_with("audience") && line.contains("public"));
            public == (audience == "public")
        };
        let some: Vec<&str> = names.iter().filter(of).map(String::as_str).collect();
        assert!(!some.is_empty());
        arguments.extend(some);
        let said = campaign.says(&arguments);
        assert!(said.contains("Nothing was written."), "{said}");
        arguments.truncate(5);
    }
}

#[test]
fn what_has_no_receipt_is_stale_or_is_not_for_its_readers_stops_a_release_with_its_line() {
    let campaign = Campaign::case_2022("stops");
    let add = |arguments: &[&str]| {
        campaign.says(&[&["record", "add"][..], arguments, &["--on", "2022-07-10"]].concat());
    };
    add(&["terms", "agreement=mou-2021-22", "step=extended", "to=2022-12-31"]);
    add(&[
        "count",
        "id=few",
        "kind=straw-poll",
        "state=counted",
        "title=A poll",
        "--audience",
        "members,public",
        "questions=[{\"text\": \"Yes?\", \"yes\": 3, \"no\": 2}]",
    ]);
    campaign.says(&["record", "add", "session", "state=planned", "--on", "2022-07-12"]);
    let before = campaign.head();
    let both = "\"members\", \"public\"";
    for (text, what) in [
        ("\nPrices rose 9 percent.", "line 9: 9 has no receipt: it was typed"),
        ("\n**17** percent", "line 9: 17 has no receipt"),
        ("\nabout 17\npercent", "line 9: 17 has no receipt"),
        ("\n{{contract}}", "line 9: entry 95 is not for members"),
        ("\n{{count few}}", "line 9: few counts fewer than 10 people"),
        ("\nIt costs $1,200 a month.", "line 9: $1,200 has no receipt"),
        ("\n\n{{said 31: 16.9 percent}}", "line 10: entry 31 does not say 16.9"),
        ("\n{{said 21: a caucus}}", "line 9: entry 21 is not for members: it names team"),
        ("\n{{position salary employer}}", "line 9: entry 33 is not for public"),
        (
            "\n{{figure prices/year-to-lates}}",
            "line 9: the case has no figure prices/year-to-lates",
        ),
        ("\n{{figure offer-1/total/cumulative}}", "line 9: "),
        ("\n{{figure vacancy/unit-2-union", "line 9: {{ is not closed on its line"),
        (
            "\n{{figure vacancy/unit-2-union}}",
            "line 9: nobody knows on which day vacancy/unit-2-union was said",
        ),
        ("\n{{next-session}}", "line 9: entry 97 is not for"),
        ("\n{{vault 3}}", "line 9: \"vault\" is nothing that can be embedded"),
        ("\n{{day 64}}", "line 9: entry 64 is of a later day than the piece"),
        ("\n![a photo](https://example.org/x.png)", "line 9: a picture"),
        ("\n[x](javascript:alert)", "line 9: a link leads to no address of the web"),
    ] {
        campaign.write_piece("p", both, text);
        let said =
            campaign.refuses(&["publish", "release", "p", "--by", "Ana", "--on", "2022-07-12"]);
        let (line, what) = what.split_once(": ").unwrap_or((what, ""));
        assert!(said.contains(what), "{text}: {said}");
        assert!(said.contains(&format!("p.md, {line}")), "{text}: {said}");
    }
    assert!(!campaign.folder.join("releases").exists());
    assert_eq!(campaign.head(), before);
}

#[test]
fn a_list_says_that_there_is_nothing_only_where_nothing_was_left_out() {
    let campaign = Campaign::case_2022("left-out");
    let lists = ["moved", "still", "turns", "agreed", "dates", "actions"];
    let text: String = lists.iter().map(|list| format!("\n{{{{{list}}}}}\n")).collect();
    campaign.write_piece("p", "\"other-side\"", &text);
    campaign.says(&[
        "record",
        "add",
        "redaction",
        "entry=31",
        "from=other-side",
        "reason=a test",
        "--on",
        "2022-07-01",
    ]);
    campaign.says(&[
        "record",
        "add",
        "count",
        "id=c",
        "kind=petition",
        "state=open",
        "title=Sign",
        "--on",
        "2022-07-01",
    ]);
    let said = campaign.says(&["publish", "preview", "p"]);
    // The petition is open, and not theirs to know of: that nothing is asked would not be true.
    assert!(said.contains("There is nothing to tell here."), "{said}");
    assert!(!said.contains("Nothing is asked of members"), "{said}");
    assert!(said.contains("Nothing is agreed yet."), "{said}");
}

#[test]
fn a_number_names_its_own_sources_and_not_those_of_its_twin() {
    let campaign = Campaign::case_2022("twins");
    campaign.write_piece("p", "\"public\"", "\n{{figure prices/year-to-latest}}");
    let case = campaign.folder.join("case.toml");
    let text = std::fs::read_to_string(&case).unwrap();
    // The twin is the team's alone from here on.
    std::fs::write(&case, text.replace("\"prices/said-at-the-table\", \"lag/*\"", "\"lag/*\""))
        .unwrap();
    campaign.release("p");
    for (file, bytes) in campaign.released("2022-07-12-p") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !text.contains("said-at-the-table") && !text.contains("citing BLS"),
            "{file}: {text}"
        );
    }
}

#[test]
fn a_kept_receipt_that_no_longer_holds_stops_a_release() {
    let campaign = Campaign::case_2022("stale");
    campaign.says(&["case", "receipt", "prices/year-to-latest", "--keep"]);
    campaign.write_piece("p", "\"public\"", "\n{{figure prices/year-to-latest}}");
    campaign.says(&["publish", "preview", "p"]);
    let kept = campaign.folder.join("receipts/prices/year-to-latest.json");
    let receipt = std::fs::read_to_string(&kept).unwrap();
    let hash = receipt.split("\"sha256\": \"").nth(1).unwrap()[..64].to_owned();
    std::fs::write(&kept, receipt.replace(&hash, &"0".repeat(64))).unwrap();
    let said = campaign.refuses(&["publish", "release", "p", "--by", "Ana", "--on", "2022-07-12"]);
    assert!(said.contains("the figure prices/year-to-latest is stale"), "{said}");
}

fn with_two_people(campaign: &Campaign) {
    for who in ["who=Ana", "who=Ben"] {
        let on = ["--on", "2022-03-01"];
        campaign
            .says(&[&["record", "add", "team", "party=case", who, "joins=true"][..], &on].concat());
    }
}

#[test]
fn once_there_are_two_people_one_proposes_and_the_other_releases_the_same_bytes() {
    let campaign = Campaign::case_2022("two");
    with_two_people(&campaign);
    let said = campaign.release("report-2022-07-12");
    assert!(said.contains("Proposed"), "{said}");
    assert!(!campaign.folder.join("releases").join(JULY_12).exists());
    let mut looked_at = BTreeMap::new();
    gather(&campaign.folder.join("releases/proposed").join(JULY_12), "", &mut looked_at);
    let approve = |by| ["publish", "approve", JULY_12, "--by", by, "--on", "2022-07-12"];
    let said = campaign.refuses(&approve("Ana"));
    assert!(said.contains("Ana proposed") && said.contains("cannot release it as well"), "{said}");
    assert!(campaign.refuses(&approve("Zoe")).contains("Zoe is not of the union's team"));
    campaign.says(&approve("Ben"));
    assert!(campaign.released(JULY_12) == looked_at);
    assert!(!campaign.folder.join("releases/proposed").join(JULY_12).exists());
}

#[test]
fn what_changed_after_it_was_proposed_does_not_go_out() {
    let campaign = Campaign::case_2022("changed");
    with_two_people(&campaign);
    campaign.release("report-2022-07-12");
    let piece = campaign.folder.join("pieces/report-2022-07-12.md");
    let text = std::fs::read_to_string(&piece).unwrap();
    std::fs::write(&piece, text.replace("Add one number.", "Add two numbers.")).unwrap();
    let said =
        campaign.refuses(&["publish", "approve", JULY_12, "--by", "Ben", "--on", "2022-07-12"]);
    assert!(said.contains("no longer what Ana proposed: report-2022-07-12"), "{said}");
    assert!(!campaign.folder.join("releases").join(JULY_12).exists());
}

#[test]
fn a_correction_is_a_new_release_that_says_what_changed_and_the_old_one_stays() {
    let campaign = Campaign::case_2022("corrected");
    campaign.release("report-2022-07-12");
    let before = campaign.released(JULY_12);
    // The same id again is refused.
    let again = ["publish", "release", "report-2022-07-12", "--by", "Ana", "--on", "2022-07-13"];
    campaign.refuses(&again);
    let more = [
        "--id",
        "july-12-again",
        "--corrects",
        JULY_12,
        "--changes",
        "The day of the session was wrong.",
    ];
    campaign.says(&[&again[..], &more].concat());
    assert!(campaign.released(JULY_12) == before);
    let page = campaign.released("july-12-again");
    assert!(text(&page, "report-2022-07-12.html").contains("The day of the session was wrong."));
    let list = campaign.says(&["publish", "list", "--as-of", "2022-07-13"]);
    assert!(list.contains("corrected by july-12-again"), "{list}");
}

#[test]
fn a_release_whose_source_changed_is_flagged_and_not_altered() {
    let campaign = Campaign::case_2022("flagged");
    campaign.release("report-2022-07-12");
    let before = campaign.released(JULY_12);
    let said = campaign.says(&["publish", "check"]);
    assert!(said.contains("nothing it rests on has changed"), "{said}");
    campaign.says(&[
        "record",
        "add",
        "pass",
        "id=case-salary-2",
        "from=case",
        "kind=counter",
        "items.salary.says.percent=7",
        "--corrects",
        "34",
        "--on",
        "2022-06-15",
    ]);
    campaign.says(&[
        "record",
        "add",
        "redaction",
        "entry=43",
        "from=public",
        "reason=a test",
        "--on",
        "2022-07-20",
    ]);
    let output = campaign.run(&["publish", "check"]);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("entry 34 was corrected by entry"), "{said}");
    assert!(said.contains("entry 43 is no longer for"), "{said}");
    assert!(campaign.released(JULY_12) == before);
    // A byte of it changed is another thing: it is broken.
    std::fs::write(
        campaign.folder.join("releases").join(JULY_12).join("report-2022-07-12.txt"),
        "x",
    )
    .unwrap();
    let said = String::from_utf8(campaign.run(&["publish", "check"]).stdout).unwrap();
    assert!(said.contains("BROKEN: report-2022-07-12.txt has other bytes"), "{said}");
}

#[test]
fn a_pre_filled_report_holds_only_what_its_readers_may_see() {
    let campaign = Campaign::case_2022("wall");
    campaign.plant();
    for audience in ["members", "public", "members,public"] {
        let name = format!("auto-{}", audience.replace(',', "-"));
        let draft = [
            "publish",
            "draft",
            "report",
            "--on",
            "2022-07-12",
            "--audience",
            audience,
            "--name",
            &name,
        ];
        campaign.says(&draft);
        campaign.release(&name);
        let files = campaign.released(&format!("2022-07-12-{name}"));
        assert!(files.len() > 8);
        for (file, bytes) in &files {
            let found = bytes.windows(6).any(|window| window == b"CANARY");
            assert!(!found, "{audience}: {file}");
        }
        assert!(text(&files, &format!("{name}.txt")).contains("CalHR"));
    }
    // The writer is told that something was left out, by numbers alone.
    let preview = campaign.says(&["publish", "preview", "auto-public"]);
    assert!(preview.contains("Not in its lists"), "{preview}");
    // The team's own report has them.
    campaign.says(&[
        "publish",
        "draft",
        "report",
        "--on",
        "2022-07-12",
        "--audience",
        "team",
        "--name",
        "ours",
    ]);
    assert!(campaign.says(&["publish", "preview", "ours"]).contains("CANARY-ask"));
}

#[test]
fn the_writer_sees_what_the_employer_would_learn() {
    let campaign = Campaign::case_2022("learned");
    let said = campaign.says(&["publish", "preview", "report-2022-07-12", "--as", "other-side"]);
    assert!(said.contains("Somebody on the employer's side"), "{said}");
    assert!(said.contains("reading level: grade"), "{said}");
    // A figure that only members are shown is something that they would learn.
    let case = campaign.folder.join("case.toml");
    let text = std::fs::read_to_string(&case).unwrap();
    assert!(said.contains("the figure prices/year-to-latest"), "{said}");
    let shown = text.replace(
        "to      = [\"members\", \"public\"]",
        "to      = [\"members\", \"public\", \"other-side\"]",
    );
    assert_ne!(shown, text);
    std::fs::write(&case, shown).unwrap();
    let said = campaign.says(&["publish", "preview", "report-2022-07-12", "--as", "other-side"]);
    assert!(said.contains("learns nothing from it"), "{said}");
    let json = campaign.says(&["publish", "preview", "report-2022-07-12", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "goodfaith-preview 1");
}

#[test]
fn a_figure_that_the_public_was_told_is_no_news_to_the_employer() {
    let campaign = Campaign::case_2022("told-before");
    campaign.write_piece("for-members", "\"members\"", "\n{{figure prices/year-to-latest}}");
    campaign.write_piece("later", "\"members\"", "\n{{figure prices/year-to-latest}}");
    let is_news = || {
        let said = campaign.says(&["publish", "preview", "later"]);
        let news = said.contains("the figure prices/year-to-latest");
        assert_ne!(news, said.contains("learns nothing from it"), "{said}");
        news
    };
    assert!(is_news());
    // What members were told is not said to be known.
    campaign.release("for-members");
    assert!(is_news());
    campaign.release("report-2022-07-12");
    assert!(!is_news());
    // It has been read, whatever becomes of it.
    let by = ["--by", "Ana", "--reason", "a test", "--on", "2022-07-12"];
    campaign.says(&[&["publish", "withdraw", JULY_12][..], &by].concat());
    assert!(!is_news());
}

#[test]
fn a_broken_head_of_a_piece_is_refused_with_every_finding() {
    let campaign = Campaign::case_2022("heads");
    let file = campaign.folder.join("pieces/broken.md");
    for (text, what) in [
        ("no head", "a piece begins with a line +++"),
        ("+++\ntitle = \"x\"\n", "the head of the piece has no end"),
        ("+++\ntitle = \"x\"\n+++\n", "kind"),
        (
            "+++\nkind = \"repord\"\ntitle = \"x\"\nday = 2022-07-12\naudience = [\"members\"]\n+++\n",
            "repord",
        ),
        (
            "+++\nkind = \"report\"\ntitle = \"x\"\nday = 2022-07-12\naudience = [\"everybody\"]\n+++\n",
            "audience",
        ),
        (
            "+++\nkind = \"answer\"\ntitle = \"x\"\nday = 2022-07-12\naudience = [\"members\"]\n+++\n",
            "listener",
        ),
        (
            "+++\nkind = \"report\"\ntitle = \"x\"\nday = 2022-07-12\naudience = [\"members\"]\nwho = 1\n+++\n",
            "who",
        ),
    ] {
        std::fs::write(&file, text).unwrap();
        let said = campaign.refuses(&["publish", "preview", "report-2022-07-12"]);
        assert!(said.contains(what) && said.contains("broken.md"), "{text}: {said}");
    }
}

#[test]
fn a_figure_goes_out_with_its_kit_its_receipt_and_the_number_beside_it() {
    let campaign = Campaign::case_2022("figure-kit");
    campaign.says(&[
        "publish",
        "draft",
        "figure",
        "lag/attorneys-union",
        "--audience",
        "public",
        "--on",
        "2022-07-12",
    ]);
    let drafted = campaign.folder.join("pieces/figure-lag-attorneys-union.md");
    let draft = std::fs::read_to_string(&drafted).unwrap();
    assert!(draft.contains("{{rival lag/attorneys-union}}"), "{draft}");
    // Its own number, and no other: with the rival's line taken out it does not go out.
    let alone = draft.replace("The other side counts {{rival lag/attorneys-union}}.\n", "");
    std::fs::write(&drafted, alone).unwrap();
    let said = campaign.refuses(&[
        "publish",
        "release",
        "figure-lag-attorneys-union",
        "--on",
        "2022-07-12",
    ]);
    assert!(said.contains("another number stands beside lag/attorneys-union"), "{said}");
    assert!(said.contains("figure-lag-attorneys-union.md, line 3"), "{said}");
    // The shipped one says both, on the card's words too.
    campaign.release("figure-lag");
    let files = campaign.released("2022-07-12-figure-lag");
    let share: serde_json::Value =
        serde_json::from_str(text(&files, "figure-lag.share.json")).unwrap();
    for network in share["networks"].as_array().unwrap() {
        let post = network["text"].as_str().unwrap();
        assert!(post.starts_with("30 percent: About this far behind"), "{post}");
        assert!(post.contains("CalHR counts 11.7 percent for attorneys."), "{post}");
        assert!(network["used"].as_u64() <= network["limit"].as_u64());
        let alt = network["alt"].as_str().unwrap();
        assert!(
            alt.contains("30 percent") && alt.contains("May 17, 2022 Bargaining Report"),
            "{alt}"
        );
    }
    for size in ["x", "facebook", "linkedin", "instagram-square", "instagram-portrait"] {
        assert!(files[&format!("figure-lag.card-{size}.png")].starts_with(b"\x89PNG"));
    }
    assert!(files.contains_key("receipts/lag--attorneys-union.json"));
    assert!(files.contains_key("receipts/lag--attorneys-employer.json"));
}

#[test]
fn a_piece_that_shares_a_figure_says_which_and_what_it_is() {
    let campaign = Campaign::case_2022("figure-heads");
    let write = |head: &str| {
        let text = format!(
            "+++\ntitle = \"A number\"\nday = 2022-07-12\naudience = [\"public\"]\n{head}+++\nIt is so.\n"
        );
        std::fs::write(campaign.folder.join("pieces/bare.md"), text).unwrap();
        campaign.refuses(&["publish", "preview", "bare"])
    };
    let said = write("kind = \"figure\"\n");
    assert!(said.contains("figure") && said.contains("its name in the case"), "{said}");
    assert!(said.contains("what the number is"), "{said}");
    let said = write("kind = \"report\"\nfigure = \"lag/attorneys-union\"\n");
    assert!(said.contains("line 6") && said.contains("kind = \"figure\""), "{said}");
    let said = write("kind = \"figure\"\nfigure = \"lag/nothing\"\nsummary = \"What it is.\"\n");
    assert!(
        said.contains("line 6") && said.contains("the case has no figure lag/nothing"),
        "{said}"
    );
}
