//! PDFs put together by hand: as small as one that a program writes can be.

/// A PDF under way.
pub struct Made {
    /// Bodies of objects from the fourth on; the first three are the catalog, the pages and a font.
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    catalog: String,
    about: Option<usize>,
}

impl Made {
    pub fn new() -> Self {
        Self { objects: Vec::new(), pages: Vec::new(), catalog: String::new(), about: None }
    }

    /// Adds an object; gives its number.
    pub fn object(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len() + 3
    }

    pub fn stream(&mut self, dictionary: &str, content: &[u8]) -> usize {
        let mut body = format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).into_bytes();
        body.extend(content);
        body.extend(b"\nendstream");
        self.object(body)
    }

    /// A page of lines `(size, text)`, from the top; `turned` stands in the margin from below to above.
    pub fn page(&mut self, lines: &[(u32, &str)], turned: Option<&str>, links: &[&str]) {
        let mut content = String::from("BT\n");
        let mut height = 780;
        for (size, text) in lines {
            height -= size + 4;
            content += &format!("/F1 {size} Tf 1 0 0 1 60 {height} Tm ({}) Tj\n", escaped(text));
        }
        if let Some(text) = turned {
            content += &format!("/F1 20 Tf 0 1 -1 0 30 200 Tm ({}) Tj\n", escaped(text));
        }
        content += "ET";
        let content = self.stream("", content.as_bytes());
        self.page_of(content, links);
    }

    /// A page with a content stream that is there already.
    pub fn page_of(&mut self, content: usize, links: &[&str]) {
        let link = |url: &&str| {
            format!("<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI ({}) >> >>", escaped(url))
        };
        let links: String = links.iter().map(link).collect();
        let page = self.object(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R /Annots [{links}] >>"
        ));
        self.pages.push(page);
    }

    /// `/Title (…)` and so on.
    pub fn about(&mut self, entries: &str) {
        self.about = Some(self.object(format!("<< {entries} >>")));
    }

    pub fn xmp(&mut self, properties: &str) {
        let xmp = format!(
            r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"#
        );
        let at = self.stream("/Type /Metadata /Subtype /XML", xmp.as_bytes());
        self.catalog += &format!(" /Metadata {at} 0 R");
    }

    pub fn embed(&mut self, name: &str, content: &str) {
        let stream = self.stream("/Type /EmbeddedFile", content.as_bytes());
        let file = self.object(format!("<< /Type /Filespec /F ({name}) /EF << /F {stream} 0 R >> >>"));
        self.catalog += &format!(" /Names << /EmbeddedFiles << /Names [({name}) {file} 0 R] >> >>");
    }

    pub fn bytes(self) -> Vec<u8> {
        let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
        let mut bodies: Vec<Vec<u8>> = vec![
            format!("<< /Type /Catalog /Pages 2 0 R{} >>", self.catalog).into(),
            format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", self.pages.len()).into(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        ];
        bodies.extend(self.objects);
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (at, body) in bodies.iter().enumerate() {
            places.push(out.len());
            out.extend(format!("{} 0 obj\n", at + 1).into_bytes());
            out.extend(body);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).into_bytes());
        places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").into_bytes()));
        let about = self.about.map(|at| format!("/Info {at} 0 R ")).unwrap_or_default();
        out.extend(
            format!("trailer\n<< /Size {} /Root 1 0 R {about}>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1)
                .into_bytes(),
        );
        out
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}
