//! How most tests begin: a window on an empty library, and three papers in it.

use postil_standin::{StandIn, demo_situations};
use tempfile::TempDir;

use super::window::Window;

/// Three papers as a page of the web lists them, one with a title that is markup.
pub const PAGE: &str = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nMar 11\n\n\
Learning Rain from Sparse Records\n\nWe study how small models of weather learn from few records of $n^2$ stations. We show \
that three stations are enough to predict rain in a valley, and release our code at https://github.com/valley/rain. \
Experiments on four valleys confirm our results.\n\n\
A Survey of Valley Weather Models\n\nThis paper surveys two hundred models of weather in valleys. We compare them on one \
benchmark and find that most of them differ less than their authors say. The list is at https://github.com/valley/survey.git.\n\n\
<script>window.hacked = 1</script> in Titles: A Study\n\nWe propose a title that holds markup <img src=x onerror=\"window.hacked = 2\"> \
and show that nothing runs. Extensive experiments demonstrate that the text is shown as it is written by its authors.\n";

/// A window on a new library beside a stand-in for every service, and the folder of it all.
pub async fn first_window() -> (TempDir, StandIn, Window) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    window.wait("first-run", "the first window teaches").await;
    (folder, standin, window)
}

impl Window {
    /// Pastes the page and imports its three papers.
    pub async fn import_page(&self) {
        self.paste(PAGE).await;
        self.press("Import 3 papers").await;
        self.wait_text("paper-list .row", "Learning Rain", "the papers are listed").await;
    }
}
