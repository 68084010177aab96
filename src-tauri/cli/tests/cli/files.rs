//! Files of papers and papers out of PDFs, in a terminal.

use std::path::Path;

use postil_standin::{StandIn, demo_situations};

use super::{PAGE, json, postil, with_hosts};

#[test]
fn files_are_attached_listed_opened_saved_and_taken_off() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    json(folder, &["import", "-"], PAGE);
    let paper = "Learning Rain from Sparse Records";
    let pdf = folder.join("rain.pdf");
    std::fs::write(&pdf, "%PDF-1.7 rain").expect("written");
    let path = pdf.display().to_string();
    let told = postil(folder, &["attach", paper, &path, "/nowhere/else.pdf"], "");
    assert_eq!(told.status.code(), Some(1), "one could not be kept: {told:?}");
    assert!(String::from_utf8_lossy(&told.stderr).contains("/nowhere/else.pdf"), "it is named: {told:?}");
    let listed = json(folder, &["attach", paper], "");
    assert_eq!(listed["files"][0]["name"], "rain.pdf", "the other is in: {listed}");
    json(folder, &["open", paper, "--what", "file"], "");
    let opened = std::fs::read_to_string(folder.join("opened.log")).expect("opened");
    assert!(opened.trim_end().ends_with(".pdf"), "the system is handed its content: {opened}");
    let copy = folder.join("copy.pdf").display().to_string();
    json(folder, &["attach", paper, "--save", "rain.pdf", "-o", &copy], "");
    assert_eq!(std::fs::read(&copy).expect("a copy"), b"%PDF-1.7 rain", "saved to the letter");
    let left = json(folder, &["attach", paper, "--remove", "rain.pdf"], "");
    assert_eq!(left["files"].as_array().map(Vec::len), Some(0), "taken off");
    json(folder, &["undo"], "");
    assert_eq!(json(folder, &["attach", paper], "")["files"][0]["name"], "rain.pdf", "and back");
}

/// A PDF of one page, as small as one can be: a title in large letters above a line of small ones.
fn pdf(title: &str, line: &str) -> Vec<u8> {
    let content = format!("BT /F1 18 Tf 60 760 Td ({title}) Tj /F1 10 Tf 0 -30 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>".to_owned(),
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
    out.into_bytes()
}

#[test]
fn pdfs_and_folders_of_them_come_in_and_are_looked_up_when_asked() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let more = folder.join("more");
    std::fs::create_dir(&more).expect("made");
    let put = |path: &Path, bytes: &[u8]| std::fs::write(path, bytes).expect("written");
    let (rain, broken) = (folder.join("rain.pdf"), folder.join("broken.pdf"));
    put(&rain, &pdf("Rain over Wet Valleys", "doi:10.5555/rain.1"));
    put(&broken, b"%PDF-1.4\n");
    put(&more.join("snow.pdf"), &pdf("Snow over Cold Valleys", "Code: https://github.com/valley/snow"));
    let paths = [&rain, &broken, &more].map(|path| path.to_str().expect("text"));
    let dry = json(folder, &["import", paths[0], paths[1], paths[2], "--dry-run"], "");
    assert_eq!((dry["new"].as_u64(), dry["repositories"].as_u64()), (Some(2), Some(1)), "both are read: {dry}");
    assert_eq!(dry["skipped"][0]["text"], "broken.pdf", "the damaged one is named: {dry}");
    let done = postil(folder, &["import", paths[0], paths[1], paths[2]], "");
    let (said, told) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(said.contains("2 new") && told.contains("broken.pdf"), "imported, and told: {said}{told}");
    let paper = json(folder, &["show", "10.5555/rain.1"], "");
    assert_eq!(paper["paper"]["title"], "Rain over Wet Valleys", "known by its DOI: {paper}");
    assert!(paper["paper"]["year"].is_null(), "nobody was asked for more: {paper}");
    let alone = postil(folder, &["import", paths[1]], "");
    assert_eq!(alone.status.code(), Some(1), "a damaged one alone is an error: {alone:?}");

    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let other = tempfile::tempdir().expect("a temporary folder");
    let arxiv = other.path().join("2303.01234v2.pdf");
    put(&arxiv, &pdf("", ""));
    let done = with_hosts(other.path(), &standin, &["import", arxiv.to_str().expect("text"), "--look-up"]);
    assert!(done.status.success(), "looked up: {done:?}");
    let paper = json(other.path(), &["show", "2303.01234"], "");
    assert_eq!(paper["paper"]["authors"][0]["name"], "Ada Example", "arXiv's authors came: {paper}");
}

#[test]
fn a_pdf_a_folder_and_a_page_are_converted_without_a_library() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let papers = folder.join("papers");
    std::fs::create_dir(&papers).expect("a folder");
    std::fs::write(papers.join("rain.pdf"), pdf("Rain in the Valley", "doi:10.5555/rain.1")).expect("a PDF");
    let page = "<html><head><meta name=\"citation_title\" content=\"Snow\"><meta name=\"citation_author\" content=\"Alder, Ada\"></head></html>";
    std::fs::write(folder.join("page.html"), page).expect("a page");
    std::fs::write(folder.join("words.txt"), "No reference at all.\n").expect("a text");
    let convert = |name: &str| {
        let output = postil(folder, &["convert", &folder.join(name).display().to_string()], "");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    for name in ["papers/rain.pdf", "papers"] {
        let (_, bib, told) = convert(name);
        assert!(bib.contains("title = {Rain in the Valley}"), "{name}: its title: {bib}{told}");
        assert!(bib.contains("doi = {10.5555/rain.1}"), "{name}: and its DOI: {bib}");
    }
    let (code, bib, _) = convert("page.html");
    assert_eq!(code, Some(0), "a page that describes its paper");
    assert!(bib.contains("title = {Snow}") && bib.contains("author = {Alder, Ada}"), "{bib}");
    std::fs::write(papers.join("broken.pdf"), "%PDF-1.4 and no more").expect("no PDF");
    let (code, bib, told) = convert("papers");
    assert!(code == Some(1) && told.contains("broken.pdf"), "what cannot be read is named: {told}");
    assert!(bib.contains("10.5555/rain.1"), "and keeps no other out: {bib}");
    let (code, _, told) = convert("words.txt");
    assert!(code != Some(0) && told.contains("postil add"), "what to do instead is said: {told}");
    assert!(!folder.join("library").exists(), "no library was made");
}
