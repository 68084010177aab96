//! What the commands of LaTeX stand for: letters, signs, and the symbols of mathematics.

/// Commands of text and their letters; of several commands for one letter the first is the one that is written.
const TEXT: &[(&str, &str)] = &[
    ("ss", "ß"),
    ("SS", "ẞ"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("aa", "å"),
    ("AA", "Å"),
    ("o", "ø"),
    ("O", "Ø"),
    ("l", "ł"),
    ("L", "Ł"),
    ("i", "ı"),
    ("imath", "ı"),
    ("j", "ȷ"),
    ("jmath", "ȷ"),
    ("dh", "ð"),
    ("DH", "Ð"),
    ("th", "þ"),
    ("TH", "Þ"),
    ("dj", "đ"),
    ("DJ", "Đ"),
    ("ng", "ŋ"),
    ("NG", "Ŋ"),
    ("S", "§"),
    ("textsection", "§"),
    ("P", "¶"),
    ("textparagraph", "¶"),
    ("textcopyright", "©"),
    ("copyright", "©"),
    ("textregistered", "®"),
    ("texttrademark", "™"),
    ("pounds", "£"),
    ("textsterling", "£"),
    ("texteuro", "€"),
    ("euro", "€"),
    ("EUR", "€"),
    ("textyen", "¥"),
    ("yen", "¥"),
    ("textcent", "¢"),
    ("dag", "†"),
    ("textdagger", "†"),
    ("dagger", "†"),
    ("ddag", "‡"),
    ("textdaggerdbl", "‡"),
    ("ddagger", "‡"),
    ("ldots", "…"),
    ("dots", "…"),
    ("textellipsis", "…"),
    ("quotedblbase", "„"),
    ("glqq", "„"),
    ("quotesinglbase", "‚"),
    ("glq", "‚"),
    ("guillemotleft", "«"),
    ("flqq", "«"),
    ("guillemetleft", "«"),
    ("guillemotright", "»"),
    ("frqq", "»"),
    ("guillemetright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("textbullet", "•"),
    ("bullet", "•"),
    ("textperiodcentered", "·"),
    ("cdot", "·"),
    ("cdotp", "·"),
    ("textexclamdown", "¡"),
    ("textquestiondown", "¿"),
    ("textdegree", "°"),
    ("degree", "°"),
    ("textmu", "µ"),
    ("textordfeminine", "ª"),
    ("textordmasculine", "º"),
    ("textonehalf", "½"),
    ("textonequarter", "¼"),
    ("textthreequarters", "¾"),
    ("texttimes", "×"),
    ("textdiv", "÷"),
    ("textminus", "−"),
    ("textpm", "±"),
    ("textnumero", "№"),
];

/// Commands for what has a plainer way to be written, or none.
const SIGNS: &[(&str, &str)] = &[
    ("textdollar", "$"),
    ("textemdash", "—"),
    ("textendash", "–"),
    ("hyphen", "-"),
    ("BreakableHyphen", "-"),
    ("slash", "/"),
    ("textbackslash", "\\"),
    ("backslash", "\\"),
    ("textasciitilde", "~"),
    ("textasciicircum", "^"),
    ("textasciigrave", "`"),
    ("textquotesingle", "'"),
    ("textquoteleft", "‘"),
    ("lq", "‘"),
    ("textquoteright", "’"),
    ("rq", "’"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textquotedbl", "\""),
    ("grqq", "“"),
    ("grq", "‘"),
    ("textless", "<"),
    ("less", "<"),
    ("textgreater", ">"),
    ("greater", ">"),
    ("textbar", "|"),
    ("textbraceleft", "{"),
    ("lbrace", "{"),
    ("textbraceright", "}"),
    ("rbrace", "}"),
    ("textunderscore", "_"),
    ("TeX", "TeX"),
    ("LaTeX", "LaTeX"),
    ("BibTeX", "BibTeX"),
    ("space", " "),
    ("quad", " "),
    ("qquad", " "),
    ("enspace", " "),
    ("thinspace", " "),
    ("nobreakspace", " "),
    ("newline", " "),
    ("linebreak", " "),
    ("par", "\n\n"),
    ("item", "\n• "),
    ("mathplus", "+"),
    ("lbrack", "["),
    ("rbrack", "]"),
    ("vert", "|"),
    ("mid", "|"),
    ("colon", ":"),
];

/// Commands of mathematics.
const MATHS: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("textalpha", "α"),
    ("beta", "β"),
    ("textbeta", "β"),
    ("gamma", "γ"),
    ("textgamma", "γ"),
    ("delta", "δ"),
    ("textdelta", "δ"),
    ("epsilon", "ϵ"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("vartheta", "ϑ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("varpi", "ϖ"),
    ("rho", "ρ"),
    ("varrho", "ϱ"),
    ("sigma", "σ"),
    ("varsigma", "ς"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "ϕ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("varGamma", "Γ"),
    ("Delta", "Δ"),
    ("varDelta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Upsilon", "Υ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("times", "×"),
    ("div", "÷"),
    ("pm", "±"),
    ("mp", "∓"),
    ("ast", "∗"),
    ("star", "⋆"),
    ("circ", "∘"),
    ("leq", "≤"),
    ("le", "≤"),
    ("leqslant", "⩽"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("geqslant", "⩾"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("approx", "≈"),
    ("sim", "∼"),
    ("simeq", "≃"),
    ("cong", "≅"),
    ("equiv", "≡"),
    ("propto", "∝"),
    ("ll", "≪"),
    ("gg", "≫"),
    ("infty", "∞"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("in", "∈"),
    ("notin", "∉"),
    ("subset", "⊂"),
    ("subseteq", "⊆"),
    ("supset", "⊃"),
    ("cup", "∪"),
    ("cap", "∩"),
    ("emptyset", "∅"),
    ("varnothing", "∅"),
    ("forall", "∀"),
    ("exists", "∃"),
    ("neg", "¬"),
    ("lnot", "¬"),
    ("land", "∧"),
    ("wedge", "∧"),
    ("lor", "∨"),
    ("vee", "∨"),
    ("oplus", "⊕"),
    ("otimes", "⊗"),
    ("perp", "⊥"),
    ("parallel", "∥"),
    ("rightarrow", "→"),
    ("to", "→"),
    ("longrightarrow", "→"),
    ("textrightarrow", "→"),
    ("leftarrow", "←"),
    ("gets", "←"),
    ("textleftarrow", "←"),
    ("leftrightarrow", "↔"),
    ("Rightarrow", "⇒"),
    ("implies", "⇒"),
    ("Leftarrow", "⇐"),
    ("Leftrightarrow", "⇔"),
    ("iff", "⇔"),
    ("uparrow", "↑"),
    ("downarrow", "↓"),
    ("mapsto", "↦"),
    ("langle", "⟨"),
    ("rangle", "⟩"),
    ("ell", "ℓ"),
    ("hbar", "ℏ"),
    ("prime", "′"),
    ("aleph", "ℵ"),
    ("Re", "ℜ"),
    ("Im", "ℑ"),
    ("sqrt", "√"),
    ("cdots", "⋯"),
    ("triangle", "△"),
    ("square", "□"),
    ("Box", "□"),
    ("checkmark", "✓"),
    ("angle", "∠"),
    ("sharp", "♯"),
    ("flat", "♭"),
    ("natural", "♮"),
];

/// The text of a command without an argument, `ss` for `\ss`.
pub fn symbol(name: &str) -> Option<&'static str> {
    [TEXT, SIGNS, MATHS].iter().flat_map(|table| table.iter()).find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The command of a letter that is written in text.
pub fn text_command(letter: char) -> Option<&'static str> {
    command(TEXT, letter)
}

/// The command of a sign that is written in mathematics.
pub fn math_command(letter: char) -> Option<&'static str> {
    command(MATHS, letter)
}

fn command(table: &'static [(&str, &str)], letter: char) -> Option<&'static str> {
    table.iter().find(|(_, text)| text.starts_with(letter)).map(|(name, _)| *name)
}

/// The accents: their command and the mark they put on a letter.
const ACCENTS: &[(char, char)] = &[
    ('`', '\u{300}'),
    ('\'', '\u{301}'),
    ('^', '\u{302}'),
    ('~', '\u{303}'),
    ('"', '\u{308}'),
    ('=', '\u{304}'),
    ('.', '\u{307}'),
    ('u', '\u{306}'),
    ('v', '\u{30C}'),
    ('H', '\u{30B}'),
    ('c', '\u{327}'),
    ('k', '\u{328}'),
    ('d', '\u{323}'),
    ('b', '\u{331}'),
    ('r', '\u{30A}'),
    ('t', '\u{361}'),
    ('f', '\u{311}'),
    ('h', '\u{309}'),
    ('G', '\u{30F}'),
    ('U', '\u{30E}'),
];

/// The mark that an accent puts on a letter.
pub fn accent(name: char) -> Option<char> {
    ACCENTS.iter().find(|(known, _)| *known == name).map(|(_, mark)| *mark)
}

/// The accent that every LaTeX has for a mark.
pub fn accent_name(mark: char) -> Option<char> {
    ACCENTS[..15].iter().find(|(_, known)| *known == mark).map(|(name, _)| *name)
}

const RAISED: &str = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ";
const LOWERED: &str = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓ";

fn pairs(table: &'static str) -> impl Iterator<Item = (char, char)> {
    let mut chars = table.chars();
    std::iter::from_fn(move || Some((chars.next()?, chars.next()?)))
}

/// A character raised or lowered, where Unicode has it.
pub fn script(c: char, raised: bool) -> Option<char> {
    pairs(if raised { RAISED } else { LOWERED }).find(|(plain, _)| *plain == c).map(|(_, small)| small)
}

/// The plain form of a raised or lowered character, and whether it is raised.
pub fn from_script(c: char) -> Option<(char, bool)> {
    let find = |table, raised| pairs(table).find(|(_, small)| *small == c).map(|(plain, _)| (plain, raised));
    find(RAISED, true).or_else(|| find(LOWERED, false))
}

/// Entities of HTML by their names, without those that are a letter and an accent.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("szlig", 'ß'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("times", '×'),
    ("micro", 'µ'),
    ("deg", '°'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("mu", 'μ'),
];

/// The letter of an entity: `amp`, `#8211`, `#x2013`, `uuml`.
pub fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    if let Some((_, letter)) = ENTITIES.iter().find(|(known, _)| *known == name) {
        return Some(*letter);
    }
    let mut chars = name.chars();
    let base = chars.next().filter(char::is_ascii_alphabetic)?;
    let mark = match chars.as_str() {
        "uml" => '\u{308}',
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "circ" => '\u{302}',
        "tilde" => '\u{303}',
        "cedil" => '\u{327}',
        "caron" => '\u{30C}',
        "ring" => '\u{30A}',
        _ => return None,
    };
    unicode_normalization::char::compose(base, mark)
}
