//! What a PDF says of itself: its metadata and the lines of its first pages. Runs in a process of its own, see
//! [`super::apart`]: a PDF can be made to need any amount of memory and time.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Object, ObjectIdentifier, Stream, String as PdfString};
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf, page::Page};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use serde::{Deserialize, Serialize};

use super::lines::Lines;

/// Pages whose text is read: a title page in front of the paper is not rare.
const FRONT: usize = 3;
/// Bytes of text, of XMP and of an embedded file of references.
const LONGEST: usize = 256 << 10;
/// Bytes of an address behind a link, or of a value of the metadata.
const SHORT: usize = 2_000;

/// One PDF.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    pub pages: u32,
    /// It opens with a password only; nothing else is known of it then.
    pub locked: bool,
    pub title: String,
    pub author: String,
    pub subject: String,
    pub keywords: String,
    /// Values that its maker put beside these: arXiv's number, a DOI.
    pub more: Vec<String>,
    pub xmp: String,
    /// References in BibTeX that are embedded as a file.
    pub references: String,
    /// In the order in which they are drawn.
    pub lines: Vec<Line>,
    /// Addresses that these pages link to.
    pub links: Vec<Link>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub url: String,
    /// From 0.
    pub page: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    pub text: String,
    /// The same with a tab in place of raised signs ("Ada Example¹") and of wide gaps; empty where there are none.
    pub apart: String,
    /// Height of its letters in points.
    pub size: f32,
    /// From 0.
    pub page: u32,
    /// It does not run from left to right: a stamp in the margin.
    pub turned: bool,
}

/// Reads a PDF here, in this process.
///
/// # Errors
/// Why not, in words that follow "cannot be read: ".
pub fn read(bytes: Vec<u8>) -> Result<Sheet, String> {
    let pdf = match Pdf::new(bytes) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => return Ok(Sheet { locked: true, ..Sheet::default() }),
        Err(LoadPdfError::Invalid) => return Err("it is damaged, or not a PDF".into()),
    };
    let about = pdf.metadata();
    let said = |value: &Option<Box<[u8]>>| value.as_deref().map(text_of).unwrap_or_default();
    let catalog: Option<Dict> = pdf.xref().get(pdf.xref().root_id());
    let catalog = catalog.unwrap_or_else(Dict::empty);
    let mut sheet = Sheet {
        pages: pdf.pages().len() as u32,
        title: said(&about.title),
        author: said(&about.author),
        subject: said(&about.subject),
        keywords: said(&about.keywords),
        more: beside_metadata(&pdf),
        xmp: catalog.get::<Stream>("Metadata").map(|stream| stream_text(&stream)).unwrap_or_default(),
        references: embedded_references(&catalog).unwrap_or_default(),
        ..Sheet::default()
    };
    let cache = InterpreterCache::new();
    for (number, page) in pdf.pages().iter().take(FRONT).enumerate() {
        let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
        let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let mut context = Context::new(Affine::IDENTITY, everywhere, &cache, pdf.xref(), settings);
        let mut lines = Lines::of_page(number as u32, LONGEST);
        interpret_page(page, &mut context, &mut lines);
        sheet.lines.append(&mut lines.end());
        sheet.links.extend(links(page).into_iter().map(|url| Link { url, page: number as u32 }));
    }
    Ok(sheet)
}

/// A text string of a PDF, cut to [`LONGEST`].
fn text_of(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        // PDFDocEncoding has the letters of Latin-1 at their places.
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
    };
    text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect::<String>().trim().to_owned()
}

fn stream_text(stream: &Stream) -> String {
    stream.decoded().map(|bytes| text_of(&bytes)).unwrap_or_default()
}

/// The values of its dictionary of metadata whose names speak of a DOI or of arXiv.
fn beside_metadata(pdf: &Pdf) -> Vec<String> {
    let Some(about) = reference_to_metadata(pdf.data().as_ref()) else { return Vec::new() };
    let Some(about) = pdf.xref().get::<Dict>(about) else { return Vec::new() };
    let telling = |name: &str| name.contains("doi") || name.contains("arxiv");
    let names = about.keys().take(100).filter(|name| telling(&name.as_str().to_ascii_lowercase()));
    names.filter_map(|name| Some(text_of(cut(about.get::<PdfString>(name)?.as_bytes())))).collect()
}

/// Where the dictionary of metadata is. The reader of PDFs keeps the usual values of it only, so that the place is
/// looked for in the bytes: the last one written counts.
fn reference_to_metadata(bytes: &[u8]) -> Option<ObjectIdentifier> {
    const NAME: &[u8] = b"/Info";
    let at = bytes.windows(NAME.len()).rposition(|window| window == NAME)? + NAME.len();
    let text =
        std::str::from_utf8(bytes.get(at..(at + 32).min(bytes.len()))?.split(|byte| *byte >= 0x80).next()?).ok()?;
    let mut words = text.split_ascii_whitespace();
    let (number, generation) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next()?.starts_with('R').then(|| ObjectIdentifier::new(number, generation))
}

/// The first embedded file whose name ends in `.bib`.
fn embedded_references(catalog: &Dict) -> Option<String> {
    let mut nodes: Vec<Dict> = vec![catalog.get::<Dict>("Names")?.get::<Dict>("EmbeddedFiles")?];
    let mut seen = 0;
    while let Some(node) = nodes.pop() {
        seen += 1;
        if seen > 1_000 {
            break;
        }
        nodes.extend(node.get::<Array>("Kids").iter().flat_map(|kids| kids.iter::<Dict>().take(100)));
        let Some(names) = node.get::<Array>("Names") else { continue };
        // Names and files take turns in it.
        let files = names.iter::<Object>().take(2_000).filter_map(|object| match object {
            Object::Dict(file) => Some(file),
            _ => None,
        });
        for file in files {
            let name = file.get::<PdfString>("UF").or_else(|| file.get::<PdfString>("F"));
            let name = name.map(|name| text_of(name.as_bytes())).unwrap_or_default();
            if name.to_ascii_lowercase().ends_with(".bib") {
                return Some(stream_text(&file.get::<Dict>("EF")?.get::<Stream>("F")?));
            }
        }
    }
    None
}

/// Web addresses behind a page's links.
fn links(page: &Page) -> Vec<String> {
    let Some(annotations) = page.raw().get::<Array>("Annots") else { return Vec::new() };
    let address = |annotation: Dict| {
        let action = annotation.get::<Dict>("A")?;
        Some(text_of(cut(action.get::<PdfString>("URI")?.as_bytes())))
    };
    annotations.iter::<Dict>().take(1_000).filter_map(address).take(200).collect()
}

fn cut(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(SHORT)]
}
