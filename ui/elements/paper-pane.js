import { act, ask, h, icon } from "../dom.js";
import { drawIdentifiers, parseIdentifier } from "../identifiers.js";
import { formula, findMath } from "../math.js";
import "./abstract-text.js";
import { verdictBadge } from "../verdicts.js";
import { codeCard } from "./code-card.js";
import "./editable-field.js";
import "./file-list.js";
import "./highlight-list.js";
import "./note-list.js";
import { retraction } from "./retraction.js";
import "./tag-field.js";
import { sourceList } from "./source-list.js";
import { versionList } from "./version-list.js";

/** @import { Collection, PaperView, RepositoryCard } from "../types/index.d.ts" */
/** @import { EditableField } from "./editable-field.js" */

/** More of them would crowd the line they stand in. */
const MOST_CODE_LINKS = 3;

/** One paper, whole: read, edited, annotated. Updating it never takes the caret away. */
export class PaperPane extends HTMLElement {
  /** @type {PaperView | null} */
  #view = null;
  /** @type {Collection[]} */
  #collections = [];
  #parts = makeParts();

  connectedCallback() {
    if (this.#parts.root.isConnected) return;
    const parts = this.#parts;
    this.append(parts.empty, parts.root);
    parts.star.addEventListener("click", () => this.#edit({ field: "starred", value: !this.#view?.paper.starred }));
    parts.state.addEventListener("change", () => this.#edit({ field: "read-state", value: parts.state.value }));
    parts.addNote.addEventListener("click", () => this.newNote());
    parts.attach.addEventListener("click", () => act(this, "attach-files", { paperId: this.#id }));
    parts.checkAll.addEventListener("click", () => act(this, "check", { scope: { scope: "papers", ids: [this.#id] } }));
    parts.addCode.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#addCode();
    });
    parts.file.addEventListener("change", () => {
      const collectionId = Number(parts.file.value);
      parts.file.value = "";
      if (collectionId) act(this, "file-papers", { collectionId, ids: [this.#id] });
    });
    this.addEventListener("annotation-chosen", (event) => parts.highlights.edit(/** @type {CustomEvent} */ (event).detail.id));
    this.#wire();
    this.#draw();
  }

  set view(/** @type {PaperView | null} */ view) {
    const isAnother = view?.paper.id !== this.#view?.paper.id;
    this.#view = view;
    if (isAnother) this.#parts.fields.forEach((field) => field.end());
    if (this.isConnected) this.#draw();
    if (isAnother) this.scrollTop = 0;
  }

  get view() {
    return this.#view;
  }

  set collections(/** @type {Collection[]} */ collections) {
    this.#collections = collections;
    if (this.isConnected) this.#draw();
  }

  set allTags(/** @type {(string | {name: string})[]} */ tags) {
    this.#parts.tagList.replaceChildren(...tags.map((tag) => h("option", { value: typeof tag === "string" ? tag : tag.name })));
  }

  newNote() {
    if (this.#view) this.#parts.notes.add();
  }

  focusTags() {
    this.#parts.tags.focusInput();
  }

  /** Saves all that is being typed. */
  async flush() {
    await Promise.all([this.#parts.notes.flush(), ...this.#parts.fields.map((field) => field.flush())]);
  }

  get #id() {
    return this.#view?.paper.id ?? 0;
  }

  /** @param {Record<string, unknown>} edit */
  #edit(edit) {
    if (this.#view) act(this, "edit-papers", { ids: [this.#id], edit });
  }

  #wire() {
    const { title, authors, venue, year, abstract, url, comments, key, ids } = this.#parts;
    /** @param {EditableField} field @param {(text: string) => Record<string, unknown>} make */
    const saves = (field, make) => {
      field.save = (text) => ({ ids: [this.#id], edit: make(text) });
    };
    saves(title, (value) => ({ field: "title", value }));
    saves(authors, (text) => ({ field: "authors", value: text.split("\n").map((name) => name.trim()).filter(Boolean) }));
    saves(venue, (value) => ({ field: "venue", value }));
    saves(year, (text) => ({ field: "year", value: text.trim() ? Number(text) || 0 : null }));
    saves(abstract, (value) => ({ field: "abstract", value }));
    saves(url, (value) => ({ field: "url", value }));
    saves(comments, (value) => ({ field: "comments", value }));
    saves(key, (text) => ({ field: "citation-key", value: text.trim() || null }));
    saves(ids, (text) => ({ field: "identifiers", value: text.split("\n").map(parseIdentifier).filter(Boolean) }));
  }

  #draw() {
    const view = this.#view;
    const parts = this.#parts;
    parts.root.hidden = !view;
    parts.empty.hidden = Boolean(view);
    if (!view) return;
    const { paper } = view;
    parts.title.value = paper.title;
    parts.authors.value = paper.authors.map((person) => person.name).join("\n");
    parts.venue.placeholder = madeAt(paper) || "Add a venue";
    parts.venue.value = paper.venue;
    parts.year.value = paper.year === null ? "" : String(paper.year);
    parts.url.value = paper.url;
    parts.comments.value = paper.comments;
    parts.key.value = paper.citation_key ?? "";
    parts.ids.value = paper.identifiers.map((one) => `${one.kind}:${one.value}`).join("\n");
    parts.abstract.value = paper.abstract;
    parts.warning.replaceChildren(...[inTrash(paper), retraction(paper.fields)].filter((part) => part !== null));
    parts.versions.replaceChildren(...versionList(view));
    parts.versionRow.hidden = parts.versions.childElementCount === 0;
    this.#drawSources(paper.id, paper.fields);
    parts.star.setAttribute("aria-pressed", String(paper.starred));
    parts.state.value = paper.read_state;
    parts.prose.hidden = paper.abstract === "";
    parts.prose.show({ id: paper.id, text: paper.abstract, links: view.links, annotations: view.annotations });
    parts.highlights.show(view.annotations);
    parts.highlightSection.hidden = view.annotations.length === 0;
    parts.files.show(view.files);
    parts.noFiles.hidden = view.files.length > 0;
    parts.tags.show(paper.id, view.tags);
    parts.notes.show(paper.id, view.notes);
    this.#drawCode(view);
    this.#drawCollections(view);
  }

  /** Drawn anew only for something else, or it would fold under the reader's eyes. @param {number} id @param {import("../types/index.d.ts").Field[]} fields */
  #drawSources(id, fields) {
    const { sources, sourceRow, pdf, pdfRow } = this.#parts;
    const key = `${id} ${JSON.stringify(fields)}`;
    if (sources.dataset.key === key) return;
    sources.dataset.key = key;
    sources.replaceChildren(...sourceList(fields));
    sourceRow.hidden = sources.childElementCount === 0;
    const address = fields.find((field) => field.name === "postil:pdf")?.value;
    pdf.replaceChildren(...(address ? [h("a", { href: address, class: "link" }, address)] : []));
    pdfRow.hidden = !address;
  }

  /** @param {PaperView} view */
  #drawCode(view) {
    const key = JSON.stringify(view.code);
    this.#parts.checkAll.hidden = view.code.length === 0;
    // Ages of checks change with time; the cards are drawn anew only when what they say does.
    if (this.#parts.cards.dataset.key === key) return;
    this.#parts.cards.dataset.key = key;
    this.#parts.cards.replaceChildren(...view.code.map(codeCard));
    this.#drawCodeLinks(view.code);
  }

  /** How the code stands, said at the top: the cards are below the abstract. @param {RepositoryCard[]} code */
  #drawCodeLinks(code) {
    const { codeLinks, cards } = this.#parts;
    codeLinks.replaceChildren(...code.filter((card) => card.status !== "rejected" && card.repository.kind !== "page").slice(0, MOST_CODE_LINKS).map((card, i) => {
      const { owner, name: own, host } = card.repository;
      const name = [owner, own].filter(Boolean).join("/") || host;
      const link = h("button", { type: "button", class: "code-link", title: `${card.verdict.headline}. Go to the code` }, verdictBadge(card.verdict.kind, { words: name }));
      link.addEventListener("click", () => cards.children[i]?.scrollIntoView({ block: "center" }));
      return link;
    }));
  }

  /** @param {PaperView} view */
  #drawCollections(view) {
    const inside = new Set(view.collections);
    this.#parts.filed.replaceChildren(...this.#collections.filter((one) => inside.has(one.id)).map((one) => {
      const remove = h("button", { type: "button", "aria-label": `Take out of ${one.name}`, title: "Take out" }, icon("x"));
      remove.addEventListener("click", () => act(this, "unfile-papers", { collectionId: one.id, ids: [this.#id] }));
      return h("span", { class: "chip" }, icon("folder"), one.name, remove);
    }));
    this.#parts.file.hidden = this.#collections.length === 0;
    if (!this.#collections.length) this.#parts.filed.replaceChildren(h("span", { class: "dim" }, "No collections yet"));
    this.#parts.file.replaceChildren(h("option", { value: "" }, "File in…"),
      ...this.#collections.filter((one) => !inside.has(one.id)).map((one) => h("option", { value: one.id }, one.name)));
  }

  async #addCode() {
    const { addCode, addProblem } = this.#parts;
    addProblem.textContent = "";
    try {
      await ask(this, "add-repository", { paperId: this.#id, url: addCode.value });
      addCode.value = "";
    } catch (error) {
      addProblem.textContent = /** @type {{message: string}} */ (error).message;
    }
  }
}

function makeParts() {
  /** @type {EditableField[]} */
  const fields = [];
  const field = (/** @type {string} */ label, /** @type {string} */ placeholder, many = false, kind = "") => {
    const made = /** @type {EditableField} */ (document.createElement("editable-field"));
    Object.assign(made, { label, placeholder, lines: many ? "many" : "one" });
    if (kind) made.className = kind;
    made.value = "";
    fields.push(made);
    return made;
  };
  const title = field("Title", "Title", true, "title");
  title.draw = (text) => withMath(text);
  const authors = field("Authors", "Add authors, one on each line", true, "authors");
  authors.draw = (text) => text.split("\n").join(", ");
  const ids = field("Identifiers", "Add an identifier: arxiv:2303.01234 or doi:10.1000/xyz", true);
  ids.draw = drawIdentifiers;
  const abstract = field("Abstract", "Add an abstract", true, "abstract");
  abstract.draw = () => "Edit the abstract";
  const venue = field("Venue", "Add a venue");
  const year = field("Year", "Year");
  const url = field("Web page", "Add the address of its page");
  url.draw = (text) => h("a", { href: text, class: "link" }, text);
  const comments = field("Comments", "Add a comment", true);
  const key = field("Citation key", "Add a citation key");
  const star = h("button", { type: "button", class: "icon-button star", "aria-label": "Star", title: "Star (s)" }, icon("star"));
  const state = h("select", { "aria-label": "Read state" },
    h("option", { value: "unread" }, "Unread"), h("option", { value: "reading" }, "Reading"), h("option", { value: "read" }, "Read"));
  const prose = /** @type {import("./abstract-text.js").AbstractText} */ (document.createElement("abstract-text"));
  const highlights = /** @type {import("./highlight-list.js").HighlightList} */ (document.createElement("highlight-list"));
  const notes = /** @type {import("./note-list.js").NoteList} */ (document.createElement("note-list"));
  const tags = /** @type {import("./tag-field.js").TagField} */ (document.createElement("tag-field"));
  const tagList = h("datalist", { id: "all-tags" });
  const cards = h("div", { class: "cards" });
  const checkAll = h("button", { type: "button", class: "button" }, icon("refresh-cw"), "Check");
  const addCode = h("input", { type: "url", class: "add-code", placeholder: "Add a repository or a page: https://…", "aria-label": "Add a repository or a page by its address" });
  const addProblem = h("p", { class: "problem", role: "alert" });
  const addNote = h("button", { type: "button", class: "button", title: "New note (n)" }, icon("plus"), "Note");
  const files = /** @type {import("./file-list.js").FileList} */ (document.createElement("file-list"));
  const noFiles = h("p", { class: "dim no-files" }, "No files yet. Attach the PDF, slides or data, or drop them here.");
  const attach = h("button", { type: "button", class: "button", title: "Attach files" }, icon("paperclip"), "Attach");
  const codeLinks = h("span", { class: "code-links" });
  const filed = h("span", { class: "chips" });
  const file = h("select", { "aria-label": "File in a collection" });
  const highlightSection = h("section", {}, h("h2", {}, "Highlights"), highlights);
  const empty = h("div", { class: "no-paper" }, icon("book-open"), h("p", {}, "Choose a paper to read it here."));
  const row = (/** @type {string} */ label, /** @type {Node[]} */ ...inside) => h("div", { class: "detail-row" }, h("span", { class: "label" }, label), h("div", {}, ...inside));
  const warning = h("div", {});
  const versions = h("div", { role: "radiogroup", "aria-label": "The version that is cited" });
  const versionRow = row("Versions", versions);
  const sources = h("div", {});
  const sourceRow = row("Sources", sources);
  const pdf = h("div", {});
  const pdfRow = row("Open PDF", pdf);
  const root = h("article", { class: "paper" },
    warning,
    h("header", {}, title, authors,
      h("div", { class: "facts-row" }, venue, year, codeLinks, h("span", { class: "facts-end" }, state, star))),
    h("section", { class: "reading" }, prose, abstract),
    h("section", {}, h("div", { class: "section-head" }, h("h2", {}, "Code"), checkAll), cards, addCode, addProblem),
    h("section", {}, h("div", { class: "section-head" }, h("h2", {}, "Notes"), addNote), notes),
    highlightSection,
    h("section", {}, h("div", { class: "section-head" }, h("h2", {}, "Files"), attach), files, noFiles),
    h("section", { class: "details" }, h("h2", {}, "Details"),
      row("Tags", tags, tagList), row("Collections", filed, file), row("Identifiers", ids), versionRow, row("Web page", url), pdfRow, row("Citation key", key), row("Comments", comments), sourceRow));
  return { root, empty, warning, versions, versionRow, sources, sourceRow, pdf, pdfRow, fields, title, authors, ids, abstract, venue, year, url, comments, key, star, state, prose, highlights, highlightSection, files, noFiles, attach, notes, tags, tagList, cards, checkAll, codeLinks, addCode, addProblem, addNote, filed, file };
}

/** Where a thesis or a report was made, which is where it appeared. @param {import("../types/index.d.ts").Paper} paper */
function madeAt({ entry_type: type, fields }) {
  return ["thesis", "report"].includes(type) ? fields.find(({ name }) => name === "institution")?.value ?? "" : "";
}

/** Where a paper in the trash is, and the way back; null for any other. @param {import("../types/index.d.ts").Paper} paper */
function inTrash({ id, trashed_at }) {
  if (trashed_at === null) return null;
  const restore = h("button", { type: "button", class: "button" }, icon("archive-restore"), "Restore");
  restore.addEventListener("click", () => act(restore, "restore-papers", { ids: [id] }));
  return h("p", { class: "in-trash", role: "note" }, icon("trash-2"), h("span", {}, "In the trash."), restore);
}

/** @param {string} text */
function withMath(text) {
  const parts = document.createDocumentFragment();
  let at = 0;
  for (const math of findMath(text)) {
    parts.append(text.slice(at, math.start), formula(math.tex, text.slice(math.start, math.end), false));
    at = math.end;
  }
  parts.append(text.slice(at));
  return parts;
}

document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("paper-pane a.link");
  if (!link) return;
  event.preventDefault();
  act(link, "open-link", { url: link.getAttribute("href") });
});

customElements.define("paper-pane", PaperPane);
