//! Publishing in a real browser: a report is begun, written, looked at while it is typed, let out, and found on the built site.

mod support;

use support::browser::in_browser;
use support::{Served, copied};

#[test]
fn a_report_is_published_and_found_on_the_built_site() {
    let folder = copied("case-2022", "publishing-browser");
    let served = Served::of(&folder, "2022-07-12");
    in_browser(1280, async |browser| {
        browser.open(&served.address("/publishing")).await;
        browser.press("Begin a piece").await;
        browser.write("#audience", "members, public").await;
        browser.write("#title", "A week of waiting").await;
        browser.write("#name", "waiting-week").await;
        browser.press("Begin").await;
        browser.until("As it comes out").await;
        assert!(browser.text("#preview").await.contains("A week of waiting"));
        let text = "+++\nkind = \"report\"\ntitle = \"A week of waiting\"\nday = 2022-07-12\naudience = [\"members\", \"public\"]\n+++\n\nHow long: {{waiting salary}}, as the record counts it.\n";
        browser.write("#text", text).await;
        // What is typed is filled in without a button.
        let mut shown = String::new();
        for _ in 0..100 {
            shown = browser.text("#preview").await;
            if shown.contains("as the record counts it") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert!(shown.contains("How long: about one month, as the record"), "{shown}");
        browser.picture("piece-typed").await;
        browser.choose("#as", "public").await;
        browser.press("Keep").await;
        browser.until("Kept.").await;
        let kept = std::fs::read_to_string(folder.join("pieces/waiting-week.md")).unwrap();
        assert_eq!(kept, text);
        browser.until("What they would learn: the public").await;
        browser.picture("piece-kept").await;
        browser.press("Release it").await;
        browser.until("What would go out").await;
        browser.write("#by", "Ana").await;
        browser.picture("release-form").await;
        let found = browser.violations().await;
        assert!(found.is_empty(), "{}", found.join("\n"));
        browser.press("Let it out").await;
        browser.until("To share it").await;
        browser.picture("released").await;
        browser.press("Publishing").await;
        browser.press("Sites").await;
        // The public's is the second.
        browser.click("form:has(input[value=public]) button").await;
        for _ in 0..100 {
            if browser.page().await.contains("It is written") {
                break;
            }
            // The page may have come meanwhile that has nothing more to look for.
            browser.pressed("Look again").await;
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        }
        browser.until("It is written").await;
        browser.picture("sites").await;
        let found = browser.violations().await;
        assert!(found.is_empty(), "{}", found.join("\n"));
        browser.press("Look at the site").await;
        browser.until("New here").await;
        browser.press("Reports").await;
        browser.press("A week of waiting").await;
        browser.until("as the record counts it").await;
        assert_eq!(browser.text("h1").await, "A week of waiting");
        browser.picture("on-the-site").await;
    });
    let cookie = served.cookie();
    served.close(&cookie);
}
