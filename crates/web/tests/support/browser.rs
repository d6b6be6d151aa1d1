//! A real browser, by its driver.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use axum::http::Method;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};
use url::{ParseError, Url};

/// The accessibility checker (`crates/goodfaith/tests/axe/README.md`), as text.
fn axe() -> String {
    use std::io::Read;
    let packed = include_bytes!("../../../goodfaith/tests/axe/axe.min.js.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
    text
}

/// The driver of the browser, which ends with it.
struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts it; none where there is none.
    fn start() -> Option<Driver> {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.ok()?;
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        // What it says later is read, so that it is never stuck.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Driver { child, port: port? })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Follows the focus over a page: what it is to come to, in order, and what it came to.
const STOPS: &str = r#"
    document.querySelectorAll("details").forEach(one => one.open = true);
    const first = document.createElement("span");
    first.tabIndex = -1;
    document.body.prepend(first);
    first.focus();
    first.remove();
    const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const groups = new Set();
    const wanted = [...document.querySelectorAll(all)].filter(one => {
        if (one.disabled || !one.checkVisibility()) return false;
        if (one.type !== "radio") return true;
        const group = [...document.getElementsByName(one.name)].filter(other => other.form === one.form);
        const stop = group.find(other => other.checked) || group[0];
        return one === stop;
    });
    const came = new Map();
    document.addEventListener("focusin", event => {
        if (came.has(event.target)) return;
        const style = getComputedStyle(event.target);
        const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        came.set(event.target, { place: came.size, shown });
    });
    const said = one => one.outerHTML.slice(0, 160);
    window.goodFaithLeft = () => wanted.filter(one => !came.has(one)).length;
    window.goodFaithWrong = () => {
        const wrong = wanted.length < 10 ? ["there is nothing to come to"] : [];
        let place = -1;
        for (const one of wanted) {
            const stop = came.get(one);
            if (!stop) { wrong.push("never: " + said(one)); continue; }
            if (stop.place < place) wrong.push("out of turn: " + said(one));
            if (!stop.shown) wrong.push("unseen: " + said(one));
            place = stop.place;
        }
        return wrong.slice(0, 8);
    };
"#;

/// A command of the browser's own protocol, by way of its driver.
#[derive(Debug)]
struct OwnCommand {
    name: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for OwnCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({"cmd": self.name, "params": self.parameters});
        (Method::POST, Some(body.to_string()))
    }
}

/// Whether tests with a browser must run here.
fn required() -> bool {
    std::env::var_os("GOODFAITH_CI").is_some()
}

/// A page of a test, with what it does with it.
pub struct Browser {
    pub client: Client,
}

/// Runs a test in a browser of its own, of a width in pixels. Where there is no browser it fails if tests must run, and says so if not.
pub fn in_browser<T, F>(width: u32, test: T)
where
    T: FnOnce(Browser) -> F,
    F: Future<Output = ()>,
{
    let Some(driver) = Driver::start() else {
        assert!(!required(), "no chromedriver: install chromium and chromium-driver");
        eprintln!("not run: no chromedriver");
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let arguments = [
            "--no-first-run",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
            "--force-device-scale-factor=1",
            &format!("--window-size={width},900"),
        ];
        let mut options = json!({"args": arguments});
        if width < 500 {
            // A window is never that narrow: the page is, as on a telephone.
            options["mobileEmulation"] = json!({"deviceMetrics": {"width": width, "height": 844, "pixelRatio": 1.0, "touch": true}});
        }
        let Value::Object(wanted) = json!({"goog:chromeOptions": options}) else { unreachable!() };
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(wanted)
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .expect("a session of the browser");
        let closing = client.clone();
        test(Browser { client }).await;
        closing.close().await.unwrap();
    });
}

impl Browser {
    /// Opens an address.
    pub async fn open(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    /// The text of the first element of a selector.
    pub async fn text(&self, css: &str) -> String {
        let wanted = fantoccini::Locator::Css(css);
        match self.client.find(wanted).await {
            Ok(element) => element.text().await.unwrap(),
            Err(error) => panic!("{css}: {error}\n{}", self.page().await),
        }
    }

    /// What the whole page says; nothing while another page is on its way.
    pub async fn page(&self) -> String {
        let said = self
            .client
            .execute("return document.body ? document.body.innerText : ''", Vec::new())
            .await;
        said.ok().and_then(|said| said.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Clicks the first element of a selector.
    pub async fn click(&self, css: &str) {
        match self.client.find(fantoccini::Locator::Css(css)).await {
            Ok(element) => element.click().await.unwrap_or_else(|error| panic!("{css}: {error}")),
            Err(error) => panic!("{css}: {error}\n{}", self.page().await),
        }
    }

    /// Clicks a link or a button by what it says, once it is there: half a minute is waited for it.
    pub async fn press(&self, label: &str) {
        for _ in 0..150 {
            if self.pressed(label).await {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        panic!("there is no {label} to press:\n{}", self.page().await);
    }

    /// Clicks a link or a button by what it says, if it is there.
    pub async fn pressed(&self, label: &str) -> bool {
        let path =
            format!("//*[self::a or self::button or self::summary][normalize-space()='{label}']");
        match self.client.find(fantoccini::Locator::XPath(&path)).await {
            Ok(element) => element.click().await.is_ok(),
            Err(_) => false,
        }
    }

    /// Writes into a field in the place of what stands there.
    pub async fn write(&self, css: &str, text: &str) {
        let field = self.client.find(fantoccini::Locator::Css(css)).await;
        let field = field.unwrap_or_else(|error| panic!("{css}: {error}"));
        if field.attr("type").await.unwrap().as_deref() != Some("file") {
            field.clear().await.unwrap();
        }
        field.send_keys(text).await.unwrap();
    }

    /// Chooses an option by its value.
    pub async fn choose(&self, css: &str, value: &str) {
        let field = self.client.find(fantoccini::Locator::Css(css)).await;
        let field = field.unwrap_or_else(|error| panic!("{css}: {error}"));
        field.select_by_value(value).await.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Waits until the page says something, half a minute at most.
    pub async fn until(&self, says: &str) {
        for _ in 0..150 {
            // While one page gives way to another there may be neither.
            let body = self.client.find(fantoccini::Locator::Css("body")).await;
            let text = match body {
                Ok(body) => body.text().await.unwrap_or_default(),
                Err(_) => String::new(),
            };
            if text.contains(says) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        panic!("the page never said {says}:\n{}", self.page().await);
    }

    /// What the accessibility checker has to say of the page: each rule with the elements that break it. WCAG 2.2 A and AA, and best practice.
    pub async fn violations(&self) -> Vec<String> {
        self.client.execute(&axe(), Vec::new()).await.unwrap();
        self.checked("{}", 5).await
    }

    /// What it has to say of the page's colours in the dark, once it was asked for its violations. The page stays dark.
    pub async fn violations_in_the_dark(&self) -> Vec<String> {
        self.colours("dark").await;
        self.checked("{runOnly: ['color-contrast']}", 1).await
    }

    /// Runs the checker, of which at least some rules must have found something to look at.
    async fn checked(&self, options: &str, least: usize) -> Vec<String> {
        let run = format!(
            "const done = arguments[arguments.length - 1]; axe.run(document, {options}).then(found => done((found.passes.length < {least} ? [{{id: 'nothing was looked at', nodes: []}}] : []).concat(found.violations).map(\
             one => one.id + ': ' + one.nodes.slice(0, 5).map(node => node.html.slice(0, 200) + ' ' + node.failureSummary).join(' | '))));"
        );
        let found = self.client.execute_async(&run, Vec::new()).await.unwrap();
        let found = found.as_array().unwrap();
        found.iter().map(|one| one.as_str().unwrap().to_owned()).collect()
    }

    /// Which colours the reader prefers: `light` or `dark`.
    pub async fn colours(&self, scheme: &str) {
        let parameters = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        let command = OwnCommand { name: "Emulation.setEmulatedMedia", parameters };
        self.client.issue_cmd(command).await.unwrap();
    }

    /// Presses the Tab key so often.
    async fn tabs(&self, times: usize) {
        self.types(&String::from(char::from(Key::Tab)).repeat(times)).await;
    }

    /// Presses Tab until what has the focus says something, or is of a selector.
    pub async fn tab_to(&self, what: &str) {
        let has = format!(
            "const at = document.activeElement, what = {}; return at.textContent.trim() === what || (what.startsWith('#') && at.matches(what))",
            json!(what)
        );
        for _ in 0..400 {
            self.tabs(1).await;
            if self.client.execute(&has, Vec::new()).await.unwrap() == json!(true) {
                return;
            }
        }
        panic!("Tab never comes to {what}:\n{}", self.page().await);
    }

    /// Presses keys, one after another, wherever the focus is.
    pub async fn types(&self, text: &str) {
        let keys = text.chars().fold(KeyActions::new("keyboard".to_owned()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// What the Tab key does not come to on a page, comes to out of turn, or comes to without showing it. Every part that opens is open first.
    pub async fn unreached(&self) -> Vec<String> {
        self.client.execute(STOPS, Vec::new()).await.unwrap();
        for _ in 0..40 {
            self.tabs(50).await;
            let left =
                self.client.execute("return window.goodFaithLeft()", Vec::new()).await.unwrap();
            if left == json!(0) {
                break;
            }
        }
        let wrong =
            self.client.execute("return window.goodFaithWrong()", Vec::new()).await.unwrap();
        let wrong = wrong.as_array().unwrap();
        wrong.iter().map(|one| one.as_str().unwrap().to_owned()).collect()
    }

    /// Whether the page is wider than its window.
    pub async fn overflows(&self) -> bool {
        let wider =
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
        self.client.execute(wider, Vec::new()).await.unwrap().as_bool().unwrap()
    }

    /// Keeps a picture of the whole page where `GOODFAITH_PICTURES` names a folder.
    pub async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("GOODFAITH_PICTURES") else { return };
        let height = "return Math.min(document.documentElement.scrollHeight, 6000)";
        let height = self.client.execute(height, Vec::new()).await.unwrap().as_u64().unwrap();
        let (width, before) = self.client.get_window_size().await.unwrap();
        self.client.set_window_size(width as u32, height as u32 + 140).await.unwrap();
        let bytes = self.client.screenshot().await.unwrap();
        self.client.set_window_size(width as u32, before as u32).await.unwrap();
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.png")), bytes).unwrap();
    }
}
