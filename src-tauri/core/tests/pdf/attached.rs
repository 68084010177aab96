//! Files that references name: found, looked at, and nothing else of this computer taken.

use std::path::Path;

use postil_core::formats::{Format, write};
use postil_core::model::{ImportSource, Reading};

use super::read_import;

const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, bytes).expect("written");
}

fn read(folder: &Path, name: &str, text: &str) -> Reading {
    put(folder, name, text.as_bytes());
    let source = ImportSource::File { path: folder.join(name).display().to_string() };
    read_import(&source, |_| true).expect("read")
}

fn names(reading: &Reading, at: usize) -> Vec<&str> {
    reading.drafts[at].files.iter().map(|file| file.name.as_str()).collect()
}

#[test]
fn files_are_found_where_each_program_keeps_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path();
    for name in ["rain.pdf", "papers/snow.pdf", "files/1/fog.pdf", "files/2/fog.html", "Lib.Data/PDF/77/Hail-2020.pdf"]
    {
        put(place, name, if name.ends_with("html") { b"<!DOCTYPE html><p>fog" } else { PDF });
    }
    let absolute = place.join("rain.pdf").display().to_string();
    let text = format!(
        "@article{{a, title={{A}}, file={{Full text:rain.pdf:PDF;:gone.pdf:PDF}}}}
@article{{b, title={{B}}, file={{:snow.pdf:PDF}}}}
@article{{c, title={{C}}, file={{fog.pdf:files/1/fog.pdf:application/pdf;Snapshot:files/2/fog.html:text/html}}}}
@article{{d, title={{D}}, file={{:{absolute}:pdf}}}}
@article{{e, title={{E}}, file={{:{}:pdf}}}}
@Comment{{jabref-meta: fileDirectory:papers;}}
",
        absolute.trim_start_matches('/')
    );
    let reading = read(place, "refs.bib", &text);
    assert_eq!(names(&reading, 0), ["Full text"], "JabRef's, with its description");
    assert_eq!(names(&reading, 1), ["snow.pdf"], "in JabRef's folder of files");
    assert_eq!(names(&reading, 2), ["fog.pdf", "Snapshot"], "Better BibTeX's, and its snapshot");
    assert_eq!(names(&reading, 3), ["rain.pdf"], "an absolute path");
    #[cfg(unix)]
    assert_eq!(names(&reading, 4), ["rain.pdf"], "Mendeley's, which lacks its first slash");
    let [lost] = &reading.skipped[..] else { panic!("one is told: {:?}", reading.skipped) };
    assert_eq!(lost.text, "1 file: “gone.pdf”", "what is not there is counted");
    let mut out = Vec::new();
    write(Format::Bibtex, &reading.drafts, &mut out).expect("written");
    let out = String::from_utf8(out).expect("text");
    assert!(out.contains("Full text:rain.pdf:PDF;:gone.pdf:PDF"), "an export gives back what was there: {out}");

    let reading = read(
        place,
        "refs.ris",
        "TY  - JOUR\nTI  - A\nL1  - files/1/fog.pdf\nL1  - internal-pdf://77/Hail-2020.pdf\nER  - \n",
    );
    assert_eq!(names(&reading, 0), ["fog.pdf", "Hail-2020.pdf"], "RIS, with EndNote's own addresses");
    let url = format!("file://{}", absolute.replace(' ', "%20"));
    let reading = read(place, "url.ris", &format!("TY  - JOUR\nTI  - A\nL1  - {url}\nER  - \n"));
    assert_eq!(names(&reading, 0), ["rain.pdf"], "an address of a file");
    let xml = "<xml><records><record><ref-type name=\"Journal Article\">17</ref-type><titles><title>A</title></titles>\
               <urls><pdf-urls><url>internal-pdf://77/Hail-2020.pdf</url></pdf-urls></urls></record></records></xml>";
    assert_eq!(names(&read(place, "refs.xml", xml), 0), ["Hail-2020.pdf"], "EndNote's XML");
}

#[test]
fn a_hostile_file_of_references_gets_nothing_of_this_computer() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path();
    put(place, "home/.ssh/id_ed25519", b"-----BEGIN OPENSSH PRIVATE KEY-----\n");
    put(place, "home/passwords.pdf", b"ada: umbrella\n");
    std::fs::create_dir_all(place.join("home/folder.pdf")).expect("made");
    let paths = [
        "/etc/passwd",
        "../../../../../../../../etc/passwd",
        "/dev/zero",
        "/dev/stdin",
        "/proc/self/environ",
        "home/.ssh/id_ed25519",
        "home/passwords.pdf",
        "home/folder.pdf",
        "//evil.example/share/rain.pdf",
        "file:///etc/passwd",
        "internal-pdf://../../../../../../etc/passwd",
    ];
    let mut text = String::new();
    for (at, path) in paths.iter().enumerate() {
        text += &format!(
            "@article{{k{at}, title={{Title {at}}}, file={{{path}}}}}\n@article{{j{at}, title={{Other {at}}}, file={{A:{path}:PDF}}}}\n"
        );
    }
    text += "@article{unc, title={Share}, file={:\\\\\\\\evil.example\\\\share\\\\rain.pdf:PDF}}\n";
    let reading = read(place, "evil.bib", &text);
    assert_eq!(reading.drafts.len(), 2 * paths.len() + 1, "the references themselves are read");
    for draft in &reading.drafts {
        assert!(draft.files.is_empty(), "nothing is taken by “{}”: {:?}", draft.title, draft.files);
    }
    assert!(reading.skipped.iter().any(|skipped| skipped.reason.starts_with("not taken")), "and that is told");
    #[cfg(unix)]
    {
        // A pipe that nobody writes to: opening it would wait for ever.
        let mode = nix::sys::stat::Mode::S_IRUSR;
        nix::unistd::mkfifo(&place.join("pipe.pdf"), mode).expect("a pipe");
        let reading = read(place, "pipe.bib", "@article{p, title={Pipe}, file={:pipe.pdf:PDF}}");
        assert!(reading.drafts[0].files.is_empty(), "a pipe is no file");
    }
}

#[test]
fn bibdesk_names_files_in_property_lists() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "Papers/rain.pdf", PDF);
    put(folder.path(), "key", b"secret");
    let field = |path: &str| {
        let list = format!(
            "<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>relativePath</key><string>{path}</string></dict></plist>"
        );
        base64(list.as_bytes())
    };
    let (rain, key) = (field("Papers/rain.pdf"), field("key"));
    let text =
        format!("@article{{a, title={{A}}, bdsk-file-1={{{rain}}}, bdsk-file-2={{{key}}}, bdsk-file-3={{odd}}}}");
    let reading = read(folder.path(), "refs.bib", &text);
    assert_eq!(names(&reading, 0), ["rain.pdf"], "from the folder of the .bib");
    assert!(reading.skipped.iter().any(|lost| lost.text == "1 file: “key”"), "no key comes in: {:?}", reading.skipped);
}

/// In base64, with its padding.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let sign = SIGNS[(number >> (18 - 6 * place)) as usize & 63];
            out.push(if place > three.len() { '=' } else { sign.into() });
        }
    }
    out
}
