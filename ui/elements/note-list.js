import { act, ask, h, icon, setSanitisedHtml } from "../dom.js";
import { setMathIn } from "../math.js";
import { ago, fullTime } from "../time.js";
import { completePaperLinks, linkedPaper } from "./paper-links.js";

/** @import { Note } from "../types/index.d.ts" */

/** While typing, a note is saved this often. */
const SAVE_EVERY = 150;

/** The notes of a paper: rendered, and edited in place, saved as they are typed. */
export class NoteList extends HTMLElement {
  #paper = 0;
  /** @type {Map<number, NoteEditor>} */
  #editors = new Map();

  /** @param {number} paper @param {Note[]} notes */
  show(paper, notes) {
    if (paper !== this.#paper) {
      this.#paper = paper;
      this.#editors.clear();
      this.replaceChildren();
    }
    const here = new Set(notes.map((note) => note.id));
    for (const [id, editor] of this.#editors) {
      if (here.has(id) || editor.isTyping) continue;
      editor.element.remove();
      this.#editors.delete(id);
    }
    for (const note of notes) {
      const known = this.#editors.get(note.id);
      if (known) known.update(note);
      else this.#add(note, false);
    }
  }

  /** Makes a note and puts the caret into it. */
  async add() {
    /** @type {Note} */
    const note = await ask(this, "add-note", { paperId: this.#paper, text: "" });
    // Another paper may have been chosen meanwhile; the note is on its own.
    if (note.paper_id !== this.#paper) return;
    if (!this.#editors.has(note.id)) this.#add(note, true);
    this.#editors.get(note.id)?.edit();
  }

  /** Saves all that is being typed. */
  async flush() {
    await Promise.all([...this.#editors.values()].map((editor) => editor.flush()));
  }

  /** @param {Note} note @param {boolean} open */
  #add(note, open) {
    const editor = new NoteEditor(note);
    this.#editors.set(note.id, editor);
    this.append(editor.element);
    if (open || !note.text) editor.edit(open);
  }
}

class NoteEditor {
  /** @param {Note} note */
  constructor(note) {
    this.note = note;
    this.saved = note.text;
    this.element = h("article", { class: "note", "aria-label": "Note" });
    /** @type {HTMLTextAreaElement | null} */
    this.area = null;
    this.timer = 0;
    this.lastSave = 0;
    /** @type {Promise<void>} */
    this.saving = Promise.resolve();
    this.show();
  }

  get isTyping() {
    return this.area !== null && this.area.value !== this.saved;
  }

  /** @param {Note} note newer from the library; what is being typed wins */
  update(note) {
    if (this.area) {
      if (!this.isTyping && note.text !== this.saved && document.activeElement !== this.area) this.area.value = note.text;
      this.saved = this.isTyping ? this.saved : note.text;
      this.note = note;
      return;
    }
    const changed = note.text !== this.note.text || note.html !== this.note.html;
    this.note = note;
    this.saved = note.text;
    if (changed) this.show();
  }

  show() {
    this.area = null;
    const body = h("div", { class: "note-body", tabindex: "0", role: "button", "aria-label": "Edit this note" });
    if (this.note.text.trim()) {
      setSanitisedHtml(body, this.note.html);
      setMathIn(body);
    } else body.append(h("p", { class: "dim" }, "Empty note"));
    body.addEventListener("click", (event) => {
      const link = /** @type {Element} */ (event.target).closest("a");
      event.preventDefault();
      const paper = link && linkedPaper(link.getAttribute("href") ?? "");
      if (paper) act(body, "select-paper", { id: paper });
      else if (link) act(body, "open-link", { url: link.getAttribute("href") });
      else if (getSelection()?.isCollapsed !== false) this.edit();
    });
    body.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== body) return;
      event.preventDefault();
      event.stopPropagation();
      this.edit();
    });
    this.element.replaceChildren(body, this.#foot());
  }

  edit(focus = true) {
    if (!this.area) {
      const area = h("textarea", { "aria-label": "Note, in Markdown", placeholder: "Write a note. Markdown and $math$ work, [[ links a paper; saved as you type.", rows: "3" });
      area.value = this.note.text;
      this.area = area;
      this.status = h("p", { class: "problem", role: "alert" });
      const fit = () => {
        area.style.height = "auto";
        area.style.height = `${area.scrollHeight + 2}px`;
      };
      area.addEventListener("input", () => {
        fit();
        this.#soon();
      });
      const papers = completePaperLinks(area, this.note.paper_id);
      area.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        area.blur();
      });
      area.addEventListener("blur", async () => {
        await this.flush();
        if (this.area === area && document.activeElement !== area && !this.isTyping && area.value.trim()) this.show();
      });
      this.element.replaceChildren(area, papers, this.status, this.#foot());
      requestAnimationFrame(fit);
    }
    if (focus) {
      this.area.focus();
      this.area.setSelectionRange(this.area.value.length, this.area.value.length);
    }
  }

  /** The first letter at once, then at most every 150 ms. */
  #soon() {
    if (this.timer) return;
    const wait = Math.max(0, this.lastSave + SAVE_EVERY - Date.now());
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.flush();
    }, wait);
  }

  flush() {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.saving = this.saving.then(() => this.#save());
    return this.saving;
  }

  async #save() {
    const text = this.area?.value;
    if (text === undefined || text === this.saved) return;
    this.lastSave = Date.now();
    try {
      const note = await ask(this.element, "save-note", { id: this.note.id, text });
      this.note = note;
      this.saved = text;
      if (this.status) this.status.textContent = "";
    } catch (error) {
      // The words stay where they are, and the reader learns that they are not safe yet.
      if (this.status) this.status.textContent = `Not saved: ${/** @type {{message: string}} */ (error).message} It is tried again with the next letter.`;
    }
  }

  #foot() {
    const remove = h("button", { type: "button", class: "icon-button", title: "Delete this note", "aria-label": "Delete this note" }, icon("trash-2"));
    remove.addEventListener("click", async () => {
      await this.flush();
      act(this.element, "delete-note", { id: this.note.id });
    });
    return h("footer", {}, h("time", { title: fullTime(this.note.modified_at) }, ago(this.note.modified_at)), remove);
  }
}

customElements.define("note-list", NoteList);
