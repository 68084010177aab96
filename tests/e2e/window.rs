//! A window of the real program under WebDriver, with a library of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use postil_core::Library;
use postil_standin::StandIn;
use serde_json::{Value, json};

pub const PATIENCE: Duration = Duration::from_secs(20);

pub struct Window {
    pub(crate) client: Client,
    driver: Child,
    folder: PathBuf,
}

/// The program as cargo built it, beside the test itself.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a path");
    let target = test.parent().and_then(Path::parent).expect("target/debug/deps/test");
    let program = target.join("postil-desktop");
    assert!(
        program.exists(),
        "{} is not built: run `make test`, or `cargo build -p postil-desktop` first",
        program.display()
    );
    program
}

/// The search path with two editors in front, which only have to be found: what would be started is written down.
fn with_editors(folder: &Path) -> std::ffi::OsString {
    let programs = folder.join("editors");
    std::fs::create_dir_all(&programs).expect("a folder");
    for name in ["code", "zed"] {
        let program = programs.join(name);
        std::fs::write(&program, "#!/bin/sh\n").expect("written");
        std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("executable");
    }
    let usual = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(programs).chain(std::env::split_paths(&usual))).expect("a search path")
}

/// Whether a program runs. A dead one that nobody has asked for is still listed, but holds nothing any more.
pub fn is_running(program: u32) -> bool {
    let told = std::fs::read_to_string(format!("/proc/{program}/stat")).unwrap_or_default();
    told.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z'))
}

/// A port that nobody else takes before the driver does: none is given twice, and systems give out by themselves only
/// those above these.
fn free_port() -> u16 {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    loop {
        let next = std::process::id().wrapping_mul(61).wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed));
        let port = 20_000 + (next % 10_000) as u16;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

impl Window {
    pub async fn open(folder: &Path, standin: &StandIn) -> Self {
        Self::open_as(folder, standin, &program(), &[]).await
    }

    /// The same with arguments of the program.
    pub async fn open_with(folder: &Path, standin: &StandIn, more: &[&str]) -> Self {
        Self::launch(folder, standin, &program(), &[], more).await
    }

    /// The same through another program, which starts this one.
    pub async fn open_as(
        folder: &Path,
        standin: &StandIn,
        program: &Path,
        environment: &[(&str, std::ffi::OsString)],
    ) -> Self {
        Self::launch(folder, standin, program, environment, &[]).await
    }

    async fn launch(
        folder: &Path,
        standin: &StandIn,
        program: &Path,
        environment: &[(&str, std::ffi::OsString)],
        more: &[&str],
    ) -> Self {
        let port = free_port();
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("POSTIL_GITHUB_API", standin.api_url())
            .env("POSTIL_GITHUB_WEB", standin.web_url())
            .env("POSTIL_HOSTS", standin.hosts_url())
            .env("POSTIL_SECRETS", "file")
            .env("POSTIL_SECRETS_FOLDER", folder.join("secrets"))
            .env("POSTIL_OPEN_LOG", folder.join("opened.log"))
            .env("PATH", with_editors(folder))
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .env_remove("VISUAL")
            .env_remove("EDITOR")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver is installed");
        let library = folder.join("library");
        let mut arguments = vec![json!("--library"), json!(library)];
        arguments.extend(more.iter().map(|argument| json!(argument)));
        let capabilities: Capabilities = serde_json::from_value(json!({
            "webkitgtk:browserOptions": { "binary": program, "args": arguments }
        }))
        .expect("capabilities");
        let begun = Instant::now();
        let client = loop {
            match ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
                .capabilities(capabilities.clone())
                .connect(&format!("http://127.0.0.1:{port}"))
                .await
            {
                Ok(client) => break client,
                Err(error) if begun.elapsed() > PATIENCE => panic!("the window does not open: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        };
        Self { client, driver, folder: folder.to_path_buf() }
    }

    /// The same library as another program would open it.
    pub fn library(&self) -> Library {
        Library::open(&self.folder.join("library")).expect("the library opens beside the window")
    }

    pub async fn evaluate(&self, script: &str) -> Value {
        self.run(script, Vec::new()).await
    }

    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.expect("the script runs")
    }

    /// A script that answers by calling its last argument, within this time.
    #[allow(dead_code, reason = "for the bench of the window, which shares this file")]
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>, within: Duration) -> Value {
        let timeouts = fantoccini::wd::TimeoutConfiguration::new(Some(within), None, None);
        self.client.update_timeouts(timeouts).await.expect("taken");
        self.client.execute_async(script, arguments).await.expect("the script answers")
    }

    /// Where the program may be gone: then `None`, within the patience of this test.
    pub async fn try_evaluate(&self, script: &str, arguments: Vec<Value>) -> Option<Value> {
        tokio::time::timeout(PATIENCE, self.client.execute(script, arguments)).await.ok()?.ok()
    }

    /// The program itself, which the driver started.
    pub fn program_id(&self) -> u32 {
        self.find_program().expect("the driver started it")
    }

    fn find_program(&self) -> Option<u32> {
        let driver = self.driver.id();
        let children = std::fs::read_to_string(format!("/proc/{driver}/task/{driver}/children")).ok()?;
        let name_of = |id: &u32| std::fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
        let ids = children.split_whitespace().filter_map(|id| id.parse().ok());
        ids.into_iter().find(|id| name_of(id).starts_with("postil"))
    }

    /// Kills the program when the time is over, as a crash or a full memory would: it is asked nothing.
    pub fn kill_after(&self, time: Duration) -> tokio::task::JoinHandle<()> {
        let program = self.program_id().to_string();
        tokio::spawn(async move {
            tokio::time::sleep(time).await;
            let killed = Command::new("kill").args(["-KILL", &program]).status().expect("there is a kill");
            assert!(killed.success(), "it was running until now");
        })
    }

    /// What a promise comes to.
    pub async fn evaluate_async(&self, promise: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {promise}.then(done)");
        self.client.execute_async(&script, Vec::new()).await.expect("the script runs")
    }

    pub async fn wait_for(&self, what: &str, is_so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            if begun.elapsed() > PATIENCE {
                self.picture("failed").await;
                panic!("waited in vain: {what}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn wait_until(&self, script: &str, arguments: Vec<Value>, what: &str) -> Value {
        let begun = Instant::now();
        loop {
            let value = self.client.execute(script, arguments.clone()).await.unwrap_or(Value::Null);
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return value;
            }
            if begun.elapsed() > PATIENCE {
                self.picture("failed").await;
                panic!("waited in vain: {what}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits for a visible element.
    pub async fn wait(&self, selector: &str, what: &str) {
        let script = "return [...document.querySelectorAll(arguments[0])].some((e) => e.getClientRects().length > 0)";
        self.wait_until(script, vec![json!(selector)], what).await;
    }

    /// Waits for an element with this text in it.
    pub async fn wait_text(&self, selector: &str, text: &str, what: &str) {
        let script =
            "return [...document.querySelectorAll(arguments[0])].some((e) => e.textContent.includes(arguments[1]))";
        self.wait_until(script, vec![json!(selector), json!(text)], what).await;
    }

    pub async fn click(&self, selector: &str) {
        self.pointed_at(selector, async |element| element.click().await).await;
    }

    /// Does something with an element. One that is drawn anew in between is looked for again.
    async fn pointed_at<T>(
        &self,
        selector: &str,
        act: impl AsyncFn(fantoccini::elements::Element) -> Result<T, fantoccini::error::CmdError>,
    ) {
        let mut last = None;
        for _ in 0..5 {
            self.wait(selector, selector).await;
            match self.client.find(Locator::Css(selector)).await {
                Ok(element) => match act(element).await {
                    Ok(_) => return,
                    Err(error) => last = Some(error),
                },
                Err(error) => last = Some(error),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{selector} never stood still: {last:?}");
    }

    /// Clicks the first visible element of a selector that has this text.
    pub async fn click_text(&self, selector: &str, text: &str) {
        let find = "const found = [...document.querySelectorAll(arguments[0])].find((e) => e.getClientRects().length > 0 && \
            e.textContent.includes(arguments[1])); found?.scrollIntoView({block: 'center'}); return found ?? null";
        let click = "const e = arguments[0]; for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) \
            e.dispatchEvent(new (type.startsWith('pointer') ? PointerEvent : MouseEvent)(type, {bubbles: true, cancelable: true, button: 0, isPrimary: true}))";
        // Rows are drawn anew while they are updated; one that is gone by the time of the click is looked for again.
        for _ in 0..5 {
            let what = format!("{selector} with “{text}”");
            let element = self.wait_until(find, vec![json!(selector), json!(text)], &what).await;
            if self.client.execute(click, vec![element]).await.is_ok() {
                return;
            }
        }
        panic!("{selector} with “{text}” never stands still long enough to be clicked");
    }

    /// Presses the button with these words.
    pub async fn press(&self, words: &str) {
        self.click_text("button:not([disabled])", words).await;
    }

    pub async fn type_into(&self, selector: &str, text: &str) {
        self.click(selector).await;
        self.pointed_at(selector, async |element| element.send_keys(text).await).await;
    }

    pub async fn clear(&self, selector: &str) {
        let script = "const e = document.querySelector(arguments[0]); e.value = ''; e.dispatchEvent(new Event('input', {bubbles: true})); e.blur()";
        self.client.execute(script, vec![json!(selector)]).await.expect("cleared");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }

    /// Pastes text, as Ctrl+V anywhere in the window does.
    pub async fn paste(&self, text: &str) {
        let script = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]); \
            document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))";
        self.client.execute(script, vec![json!(text)]).await.expect("pasted");
    }

    /// Asks the window for work, as its elements do.
    pub async fn ask(&self, name: &str, arguments: Value) {
        let script = "document.body.dispatchEvent(new CustomEvent('action', {bubbles: true, detail: {...arguments[1], name: arguments[0]}}))";
        self.client.execute(script, vec![json!(name), arguments]).await.expect("asked");
    }

    /// Selects characters of the first stretch of the abstract.
    pub async fn select_in_abstract(&self, start: u32, end: u32) {
        let script = "const text = document.querySelector('paper-pane .prose [data-start=\"0\"]').firstChild; const range = document.createRange(); \
            range.setStart(text, arguments[0]); range.setEnd(text, arguments[1]); getSelection().removeAllRanges(); getSelection().addRange(range); \
            document.querySelector('paper-pane .prose').dispatchEvent(new MouseEvent('mouseup', {bubbles: true}))";
        self.client.execute(script, vec![json!(start), json!(end)]).await.expect("selected");
    }

    /// Brings the first code card into view.
    pub async fn see_code(&self) {
        let script = "const card = document.querySelector('paper-pane .code-card'); card.scrollIntoView({block: 'center'}); \
            return card.getBoundingClientRect().bottom <= innerHeight";
        assert_eq!(self.evaluate(script).await, Value::Bool(true), "a paper can be scrolled to its code");
    }

    pub async fn wait_for_focus(&self) {
        self.wait_until("return document.hasFocus()", Vec::new(), "the window comes to the front").await;
    }

    /// Gives the window another size, in pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("resized");
        tokio::time::sleep(Duration::from_millis(400)).await;
    }

    /// Goes to the page of another window of the program.
    pub async fn to_page(&self, name: &str) {
        let script = "location.href = arguments[0]";
        self.client.execute(script, vec![json!(name)]).await.expect("gone there");
    }

    /// A screenshot in tests/out, to be looked at.
    pub async fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("out");
        tokio::time::sleep(Duration::from_millis(400)).await;
        if let Ok(png) = self.client.screenshot().await {
            std::fs::create_dir_all(&folder)
                .and_then(|()| std::fs::write(folder.join(format!("{name}.png")), png))
                .expect("written");
        }
    }

    /// Ends the session, which takes the page away, and then the program, which WebDriver leaves running without one.
    pub async fn close(mut self) {
        let program = self.find_program();
        self.client.clone().close().await.expect("the session ends");
        if let Some(program) = program {
            // It may have ended by itself.
            let _ = Command::new("kill").args(["-TERM", &program.to_string()]).stderr(Stdio::null()).status();
            // Until it has ended, another start on its library would hand over to it.
            let begun = Instant::now();
            while is_running(program) {
                assert!(begun.elapsed() < PATIENCE, "the program does not end");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            // The session bus, which knows it as the one window of its library, hears of its end a moment later.
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        self.stop();
    }

    /// Forgets a window whose program is gone.
    pub fn abandon(mut self) {
        self.stop();
    }

    fn stop(&mut self) {
        // Ended by itself already, or ended now.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.stop();
    }
}
