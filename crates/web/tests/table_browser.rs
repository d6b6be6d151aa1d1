//! The table in a real browser: a counter is composed and passed; notes through a restart of the program; the vault is opened and locked.

mod support;

use support::browser::{Browser, in_browser};
use support::{Served, copied};

const DAY: &str = "2022-07-12";

async fn good(browser: &Browser, name: &str) {
    let found = browser.violations().await;
    assert!(found.is_empty(), "{name}: {}", found.join("\n"));
    assert!(!browser.overflows().await, "{name} is wider than its window");
    browser.picture(name).await;
}

async fn focused(browser: &Browser) -> String {
    let id = "return document.activeElement.id";
    browser.client.execute(id, Vec::new()).await.unwrap().as_str().unwrap().to_owned()
}

async fn compose(browser: Browser, width: u32) {
    let folder = copied("case-2022", &format!("table-browser-compose-{width}"));
    let served = Served::of(&folder, DAY);
    browser.open(&served.address("/table")).await;
    good(&browser, &format!("table-{width}")).await;
    browser.press("Compose a pass").await;
    good(&browser, &format!("choose-{width}")).await;
    browser.click("#item-salary").await;
    browser.click("#begin-theirs").await;
    browser.press("Go on").await;
    browser.until("Show what it comes to").await;
    browser.choose("#kind", "counter").await;
    browser.write("#id", "case-salary-3").await;
    let terms =
        "[[terms]]\nkind = \"general-increase\"\neffective = 2022-07-01\npercent = \"5.5\"\n";
    browser.write("#terms-salary", terms).await;
    // The costing comes while it is typed, without a button.
    browser.until("40,961,556.03").await;
    browser.until("This pass less the other side's").await;
    browser.write("#text-salary", "Article 4\nRates rise by 5.5 percent on July 1, 2022.").await;
    browser.press("Show what it comes to").await;
    browser.until("As the other side will see it").await;
    good(&browser, &format!("composed-{width}")).await;
    // An id that is taken: the rule with its source, and what was typed is still there.
    browser.write("#id", "case-salary-2").await;
    browser.press("Pass it").await;
    browser.until("Nothing was written.").await;
    let page = browser.page().await;
    assert!(page.contains("the rule:") && page.contains("its source:"), "{page}");
    assert!(page.contains("5.5"), "{page}");
    good(&browser, &format!("refused-{width}")).await;
    browser.write("#id", "case-salary-3").await;
    browser.press("Pass it").await;
    browser.until("It is in the record:").await;
    assert!(browser.page().await.contains("case-salary-3"));
    good(&browser, &format!("item-{width}")).await;
    browser.press("A withdrawal").await;
    browser.write("#withdrawal-reason", "to be mended").await;
    good(&browser, &format!("item-forms-{width}")).await;
    browser.press("Record the withdrawal").await;
    browser.until("to be mended").await;
    let cookie = served.cookie();
    served.close(&cookie);
}

#[test]
fn a_counter_is_composed_costed_and_passed_at_a_desk() {
    in_browser(1280, async |browser| compose(browser, 1280).await);
}

#[test]
fn a_counter_is_composed_costed_and_passed_on_a_telephone() {
    in_browser(390, async |browser| compose(browser, 390).await);
}

#[test]
fn notes_are_safe_through_a_restart_and_the_vault_opens_and_locks() {
    in_browser(390, async |browser| {
        let folder = copied("case-2022", "table-browser-notes");
        let served = Served::of(&folder, DAY);
        browser.open(&served.address("/table/notes")).await;
        browser.press("Begin a session").await;
        browser.until("Session s-2022-07-12").await;
        // The keyboard alone: the field has the focus, Enter writes, and the field has it again.
        for text in ["they come in late", "Maria asks for the numbers"] {
            assert_eq!(focused(&browser).await, "text");
            browser.choose("#kind", "-").await;
            browser.write("#text", &format!("{text}\u{e007}")).await;
            browser.until(text).await;
        }
        assert_eq!(focused(&browser).await, "text");
        browser.choose("#kind", "v").await;
        browser.write("#text", "we could live with four\u{e007}").await;
        browser.until("It is in the vault").await;
        assert!(!browser.page().await.contains("we could live with four"));
        good(&browser, "notes-locked").await;
        // The program is stopped and started again; the browser opens its new address.
        let cookie = served.cookie();
        served.close(&cookie);
        let served = Served::of(&folder, DAY);
        browser.open(&served.address("/table/notes")).await;
        browser.until("Maria asks for the numbers").await;
        assert!(!browser.page().await.contains("we could live with four"));
        browser.write("#passphrase", "an example, not a secret").await;
        browser.press("Open the vault").await;
        browser.until("we could live with four").await;
        good(&browser, "notes-open").await;
        let address = browser.client.current_url().await.unwrap().to_string();
        assert!(!address.contains("secret"), "{address}");
        browser.press("Lock the vault").await;
        browser.until("Locked: no line of it is shown.").await;
        assert!(!browser.page().await.contains("we could live with four"));
        let cookie = served.cookie();
        served.close(&cookie);
    });
}
