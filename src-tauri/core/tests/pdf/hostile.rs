//! Files that are made to do harm: each ends as a sentence that names it, within bounds.

use std::io::Write;
use std::time::Duration;
#[cfg(unix)]
use std::time::Instant;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use postil_core::ErrorCode;
use postil_core::import::pdf::{self, Reader};

use super::breed::{Numbers, change};
use super::made::Made;
use super::read_bytes;

fn packed(content: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content).expect("packed");
    packer.finish().expect("packed")
}

/// Whatever comes of it, it is a draft or a sentence, and this process is still here.
fn survived(name: &str, bytes: &[u8]) -> String {
    match read_bytes(name, bytes) {
        Ok(draft) => {
            assert!(!draft.title.is_empty(), "{name}: a draft has a title");
            assert!(draft.title.chars().count() <= 1_000 && draft.abstract_text.len() <= 200_000, "{name}: bounded");
            String::new()
        }
        Err(error) => {
            assert_eq!(error.code, ErrorCode::Input, "{name}: the file is at fault");
            assert!(error.message.contains(name) && error.message.ends_with('.'), "a sentence about it: {error}");
            error.message
        }
    }
}

#[test]
fn what_is_no_pdf_is_told() {
    assert!(survived("empty.pdf", b"").contains("damaged"), "an empty file");
    assert!(survived("text.pdf", b"%PDF-1.7\nnothing else").contains("damaged"), "a beginning alone");
}

#[test]
fn a_file_that_breaks_off_is_read_or_told() {
    let mut made = Made::new();
    made.page(&[(18, "On the Measurement of Rain"), (10, "It rained.")], None, &[]);
    let whole = made.bytes();
    for share in 1..12 {
        survived("cut.pdf", &whole[..whole.len() * share / 12]);
    }
}

#[test]
fn any_bytes_are_survived() {
    let mut made = Made::new();
    let packed =
        made.stream("/Filter /FlateDecode", &packed(b"BT /F1 18 Tf 72 700 Td (On the Measurement of Rain) Tj ET"));
    made.page_of(packed, &["https://github.com/valley/rain"]);
    made.page(&[(18, "On the Measurement of Snow"), (10, "It snowed, doi:10.5555/snow.")], None, &[]);
    let mut plain = Made::new();
    plain.page(&[(18, "On the Measurement of Rain"), (10, "It rained.")], None, &[]);
    let seeds = [made.bytes(), plain.bytes()];
    let mut numbers = Numbers::new();
    for _ in 0..150 {
        let mut bytes = seeds[numbers.below(seeds.len())].clone();
        for _ in 0..=numbers.below(8) {
            change(&mut bytes, &seeds, &mut numbers);
        }
        survived("changed.pdf", &bytes);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_bomb_ends_its_own_process() {
    // Each piece of the page's content is half a gigabyte of blanks in some kilobytes, and it has six of them.
    let runs = [[129_u8, b' '].repeat(4 << 20), vec![128]].concat();
    let mut made = Made::new();
    let piece = made.stream("/Filter [/FlateDecode /RunLengthDecode]", &packed(&runs));
    let content = made.object(format!("[{}]", format!("{piece} 0 R ").repeat(6)));
    made.page_of(content, &[]);
    let said = survived("bomb.pdf", &made.bytes());
    assert!(said.contains("memory") || said.contains("too long"), "bounded memory: {said}");
}

#[test]
fn loops_of_objects_end() {
    // A tree of pages that holds itself, a form that draws itself, a stream as long as itself, names without end.
    let mut pages = Made::new();
    pages.object("<< /Type /Pages /Kids [4 0 R 2 0 R] /Count 2 /Parent 2 0 R >>");
    pages.page(&[(18, "On the Measurement of Rain")], None, &[]);
    survived(
        "pages.pdf",
        &String::from_utf8_lossy(&pages.bytes()).replace("/Kids [6 0 R ]", "/Kids [4 0 R ]").into_bytes(),
    );

    let mut form = Made::new();
    form.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>",
        b"/X Do /X Do",
    );
    let content = form.stream("", b"/X Do");
    form.object(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Contents {content} 0 R >>"));
    let bytes =
        String::from_utf8_lossy(&form.bytes()).replace("/Kids [] /Count 0", "/Kids [6 0 R] /Count 1").into_bytes();
    survived("form.pdf", &bytes);

    let mut names = Made::new();
    names.object("<< /Kids [4 0 R 4 0 R] >>");
    names.page(&[(18, "On the Measurement of Rain")], None, &[]);
    let bytes = String::from_utf8_lossy(&names.bytes())
        .replace("/Pages 2 0 R", "/Pages 2 0 R /Names << /EmbeddedFiles 4 0 R >>");
    survived("names.pdf", bytes.as_bytes());
}

#[test]
fn nesting_without_end_is_survived() {
    let mut made = Made::new();
    made.object("[".repeat(200_000));
    made.object(format!("{}{}", "<< /A ".repeat(100_000), ">>".repeat(100_000)));
    let content = made.stream("", format!("{}{}", "q ".repeat(300_000), "[ ".repeat(100_000)).as_bytes());
    made.page_of(content, &[]);
    survived("deep.pdf", &made.bytes());
}

/// A pipe that nobody writes to: its reader waits for ever.
#[cfg(unix)]
#[test]
fn a_reader_that_takes_too_long_is_ended_and_stopped_when_asked() {
    use nix::sys::stat::Mode;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rain.pdf");
    nix::unistd::mkfifo(&path, Mode::S_IRUSR | Mode::S_IWUSR).expect("a pipe");
    let program = || env!("CARGO_BIN_EXE_postil-read-pdf").into();
    let began = Instant::now();
    let reader = Reader::new(program(), Duration::from_millis(300));
    let error = pdf::read(&path, &reader, &|| true).expect_err("it never answers");
    assert!(error.message.contains("takes longer than"), "it is told: {error}");
    let reader = Reader::new(program(), Duration::from_secs(600));
    let error = pdf::read(&path, &reader, &|| false).expect_err("it was stopped");
    assert_eq!(error.code, ErrorCode::Cancelled, "the reader is heard while it waits");
    assert!(began.elapsed() < Duration::from_secs(300), "nobody waited for its end");
}

#[test]
fn a_program_that_cannot_be_started_is_told() {
    let missing = Reader::new("/nowhere/at/all".into(), Duration::from_secs(1));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rain.pdf");
    std::fs::write(&path, b"%PDF-1.7").expect("written");
    let error = pdf::read(&path, &missing, &|| true).expect_err("no such program");
    assert!(error.message.contains("did not start"), "a program that is gone is told: {error}");
}
