//! PDFs dropped into the window: read beside it, reviewed as one, looked up only when the reader asks.

use std::path::Path;

use postil_core::model::ListQuery;
use postil_standin::{StandIn, demo_situations};

use crate::window::Window;

/// A PDF of one page, as small as one can be: a title in large letters above a line of small ones.
fn pdf(path: &Path, title: &str, line: &str) {
    let content = format!("BT /F1 18 Tf 60 760 Td ({title}) Tj /F1 10 Tf 0 -30 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let (mut out, mut places) = (String::from("%PDF-1.4\n"), String::new());
    for (at, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = out.len();
    out += &format!(
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    std::fs::write(path, out).expect("written");
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_pdfs_are_one_review_and_looked_up_when_asked() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let papers = folder.path().join("papers");
    std::fs::create_dir(&papers).expect("made");
    pdf(&papers.join("snow.pdf"), "Snow over Cold Valleys", "Code: https://github.com/valley/snow");
    pdf(&papers.join("2303.01234v2.pdf"), "", "");
    std::fs::write(papers.join("broken.pdf"), b"%PDF-1.4\n").expect("written");
    let window = Window::open(folder.path(), &standin).await;
    window.wait("first-run", "the first window").await;
    let paths = ["snow.pdf", "2303.01234v2.pdf", "broken.pdf"].map(|name| papers.join(name));
    let paths = serde_json::to_string(&paths).expect("JSON");
    // What a drop ends in: its paths come from the window's system, which no test can drive.
    window
        .evaluate(&format!(
            "document.body.dispatchEvent(new CustomEvent('source-dropped', {{bubbles: true, detail: {{source: {{from: 'files', paths: {paths}}}}}}}))"
        ))
        .await;
    window.wait_text("dialog[open]", "Snow over Cold Valleys", "a PDF is known by its page").await;
    window.wait_text("dialog[open]", "broken.pdf", "a damaged one is named").await;
    window.wait_text("dialog[open] .review-file", ".pdf", "the files that come along are named").await;
    window.picture("pdfs").await;
    assert!(window.library().list_ids(&ListQuery::default()).expect("a list").is_empty(), "nothing is written yet");
    window.press("Look up online").await;
    window
        .wait_text("dialog[open]", "An Invented Paper on Rain", "what arXiv says replaces the name of the file")
        .await;
    window.picture("pdfs-looked-up").await;
    window.press("Import 2 papers").await;
    window.wait_text("paper-list", "Snow over Cold Valleys", "the papers are listed").await;
    assert_eq!(window.library().list_ids(&ListQuery::default()).expect("a list").len(), 2, "both came in");
    window.close().await;
}
