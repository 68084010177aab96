import { h } from "../dom.js";
import { marked } from "../marked.js";
import { ago, fullTime } from "../time.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, inWords, message } from "./sheet-parts.js";

/** @import { ChangeMade, JournalEntry, PaperAction } from "../types/index.d.ts" */

/** Actions shown; the journal may hold a thousand and more. */
const MOST = 200;

/** What was done when, to the library or to one paper, and taking it back from anywhere in the row. */
export class HistorySheet extends ModalSheet {
  /** @type {{id: number, title: string} | null} */
  #paper = null;
  /** A late answer does not speak for what is shown since. */
  #turn = 0;
  #trouble = message("error");
  #told = message("note");
  #list = h("ol", { class: "history-list" });
  #done = button("Done", () => this.leave());

  constructor() {
    super();
    this.body.append(this.#trouble.box, this.#told.box, this.#list);
    this.footer.append(h("span", { class: "sheet-space" }), this.#done);
  }

  /** @param {{paper?: {id: number, title: string}}} [data] without a paper: of the whole library */
  open({ paper } = {}) {
    this.#paper = paper ?? null;
    this.heading = paper ? "History of this paper" : "History";
    this.lead = paper ? paper.title : "An action can be undone from anywhere in the list, unless a later one changed the same thing.";
    this.#trouble.say("");
    this.#told.say("");
    this.#list.replaceChildren();
    this.present(this.#done);
    void this.#load();
  }

  /** @param {number | null} [at] the action that keeps the focus, for its line is drawn anew; null: the newest */
  async #load(at) {
    const turn = ++this.#turn;
    try {
      const lines = this.#paper ? await this.#ofPaper(this.#paper.id) : await this.#ofLibrary();
      if (turn !== this.#turn) return;
      this.#list.replaceChildren(...lines);
      if (!lines.length) this.#list.append(h("li", { class: "dim" }, "Nothing was done yet."));
      const stay = at === undefined ? null : (this.#list.querySelector(at === null ? "button" : `[data-entry="${at}"] button`) ?? this.#done);
      if (stay instanceof HTMLElement) stay.focus();
    } catch (error) {
      if (turn === this.#turn) this.#trouble.say(inWords(error));
    }
  }

  async #ofLibrary() {
    /** @type {JournalEntry[]} */
    const entries = await this.ask("journal", { limit: MOST });
    return entries.map((entry) => {
      const details = h("details", {}, h("summary", {}, "What changed"));
      details.addEventListener("toggle", async () => {
        if (!details.open || details.querySelector("table, p")) return;
        if (entry.copy !== null) {
          details.append(h("p", { class: "dim" }, entry.copy ? `The whole library. What was there before is among the snapshots: “Before going back”, ${fullTime(Number(/\d+/.exec(entry.copy)?.[0] ?? entry.at))}.` : "The whole library. The copy of what was there before has since been deleted."));
          return;
        }
        const changes = await this.ask("changes-of", { entry: entry.id }).catch(() => []);
        // What is of one paper has its title in its name.
        details.append(table(changes, changes.some((/** @type {ChangeMade} */ { paper }) => paper !== changes[0].paper)));
      });
      return line(entry, this.#toggle(entry.id, entry), details);
    });
  }

  /** @param {number} paper */
  async #ofPaper(paper) {
    /** @type {PaperAction[]} */
    const actions = await this.ask("paper-history", { paper });
    return actions.map(({ entry, name, at, undone, changes }, index) => {
      const parts = h("span", { class: "history-buttons" }, this.#toggle(entry, { name, undone }));
      const isOwn = !changes.some(({ what, before }) => what === "paper" && before === "");
      if (isOwn && index > 0 && !undone) {
        const back = button("Go back to before this", () => void this.#do("take-paper-back", { paper, before: entry }, null, `The paper is as it was before “${name}”. One undo brings all of it again.`));
        back.title = "Takes this paper back to what it was before; one undo brings all of it again";
        back.setAttribute("aria-label", `Go back to before this: ${name}`);
        parts.append(back);
      }
      return line({ id: entry, name, at, undone }, parts, table(changes, false));
    });
  }

  /** @param {number} entry @param {{name: string, undone: boolean}} action */
  #toggle(entry, { name, undone }) {
    const word = undone ? "Redo" : "Undo";
    const done = `${undone ? "Done again" : "Undone"}: ${name}`;
    const made = button(word, () => void this.#do("toggle-action", { entry }, entry, done), "plain", undone ? "redo-2" : "undo-2");
    // Two hundred buttons with one word are told apart by what they would undo.
    made.setAttribute("aria-label", `${word}: ${name}`);
    return made;
  }

  /** @param {string} name @param {Record<string, unknown>} args @param {number | null} entry @param {string} done what to say once it is */
  async #do(name, args, entry, done) {
    this.#trouble.say("");
    this.#told.say("");
    try {
      await this.ask(name, args);
      await this.#load(entry);
      this.#told.say(done);
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }
}

/** @param {{id: number, name: string, at: number, undone: boolean}} action @param {Node} controls @param {Node} details */
function line({ id, name, at, undone }, controls, details) {
  const words = h("div", { class: "history-words" }, h("b", {}, name), h("span", { class: "dim", title: fullTime(at) }, undone ? `${ago(at)}, undone` : ago(at)));
  return h("li", { class: undone ? "history-line undone" : "history-line", "data-entry": id }, words, controls, details);
}

/** @param {ChangeMade[]} changes @param {boolean} withTitles */
function table(changes, withTitles) {
  if (!changes.length) return h("p", { class: "dim" }, "Nothing that can be shown.");
  const rows = changes.map(({ title, what, before, after }) => {
    const [was, is] = marked(before, after);
    return h("tr", {}, withTitles ? h("td", { class: "history-title" }, title) : null, h("th", { scope: "row" }, what), h("td", {}, ...was), h("td", {}, ...is));
  });
  const head = h("tr", {}, withTitles ? h("th", { scope: "col" }, "Paper") : null, h("th", { scope: "col", class: "history-what" }, "What"), h("th", { scope: "col" }, "Before"), h("th", { scope: "col" }, "After"));
  return h("table", { class: "history-changes" }, h("thead", {}, head), h("tbody", {}, ...rows));
}

customElements.define("history-sheet", HistorySheet);
