//! Every page in a real browser: at the width of a telephone and of a desk, in both languages, held against an accessibility checker.

mod support;

use support::browser::{Browser, in_browser};
use support::{Served, shipped};

/// Every page of both examples, by its address.
const PAGES: [(&str, &str, &[&str]); 2] = [
    (
        "case-2022",
        "2022-07-12",
        &[
            "/",
            "/case",
            "/case/peers",
            "/case/new-peers",
            "/case/peers/law-offices",
            "/case/peers/law-offices/matches",
            "/record",
            "/record?find=salary",
            "/record/43",
            "/nothing",
            "/costing",
            "/costing?by=department&class=Attorney+III",
            "/costing/offers/offers/state-2022-06-11.toml",
            "/costing/new",
            "/table",
            "/table/salary",
            "/table/signing",
            "/table/compose",
            "/table/compose?item=salary&begin=theirs",
            "/table/notes",
            "/publishing",
            "/publishing/new",
            "/publishing/pieces/report-2022-07-12",
            "/publishing/pieces/report-2022-07-12/release",
            "/publishing/releases/2022-07-12-report",
            "/publishing/points",
            "/publishing/stories",
            "/publishing/sites",
            "/files",
            "/search?find=salary",
            "/costing/import",
            "/costing/setup",
        ],
    ),
    (
        "fix-la-2014",
        "2017-04-18",
        &[
            "/",
            "/record",
            "/record/1",
            "/table",
            "/files",
            "/coalition",
            "/coalition/partners",
            "/coalition/partners/saje",
            "/coalition/demands",
            "/coalition/demands/bank-fees",
            "/coalition/concessions",
            "/coalition/rebuttal",
            "/coalition/claims",
            "/coalition/claims/pensions",
            "/coalition/requests",
            "/coalition/actions",
            "/coalition/actions/no-small-fees",
            "/coalition/revenue",
            "/coalition/commitments",
            "/coalition/commitments/c1",
            "/coalition/chronicle",
        ],
    ),
];

async fn walk(browser: &Browser, width: u32) {
    let mut all = Vec::new();
    for (campaign, day, pages) in PAGES {
        let served = Served::of(&shipped(campaign), day);
        browser.open(&served.address("/")).await;
        for language in ["en", "es"] {
            for page in pages {
                let joined = if page.contains('?') { '&' } else { '?' };
                browser.open(&format!("http://{}{page}{joined}lang={language}", served.host)).await;
                let name = format!("{campaign} {page} {language} {width}");
                assert!(!browser.text("h1").await.is_empty(), "{name}");
                assert!(!browser.text(".eyes").await.is_empty(), "{name}");
                let found = browser.violations().await;
                all.extend(found.into_iter().map(|what| format!("{name}: {what}")));
                if browser.overflows().await {
                    all.push(format!("{name}: wider than its window"));
                }
                let picture = page.replace(['/', '?', '='], "-");
                browser.picture(&format!("{campaign}{picture}-{language}-{width}")).await;
                if language == "en" {
                    let found = browser.violations_in_the_dark().await;
                    all.extend(found.into_iter().map(|what| format!("{name}, dark: {what}")));
                    browser.picture(&format!("{campaign}{picture}-dark-{width}")).await;
                    browser.colours("light").await;
                }
            }
        }
        let cookie = served.cookie();
        served.close(&cookie);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn every_page_is_good_on_a_telephone() {
    in_browser(390, async |browser| walk(&browser, 390).await);
}

#[test]
fn every_page_is_good_at_a_desk() {
    in_browser(1280, async |browser| walk(&browser, 1280).await);
}

#[test]
fn every_page_is_come_by_with_the_keyboard_alone() {
    in_browser(1280, async |browser| {
        let mut all = Vec::new();
        for (campaign, day, pages) in PAGES {
            let served = Served::of(&shipped(campaign), day);
            browser.open(&served.address("/")).await;
            for page in pages {
                browser.open(&format!("http://{}{page}", served.host)).await;
                let found = browser.unreached().await;
                all.extend(found.into_iter().map(|what| format!("{campaign} {page}: {what}")));
            }
            let cookie = served.cookie();
            served.close(&cookie);
        }
        assert!(all.is_empty(), "{}", all.join("\n"));
    });
}
