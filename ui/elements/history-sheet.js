import { h } from "../dom.js";
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
  #trouble = message("error");
  #list = h("ol", { class: "history-list" });
  #done = button("Done", () => this.leave());

  constructor() {
    super();
    this.body.append(this.#trouble.box, this.#list);
    this.footer.append(h("span", { class: "sheet-space" }), this.#done);
  }

  /** @param {{paper?: {id: number, title: string}}} [data] without a paper: of the whole library */
  open({ paper } = {}) {
    this.#paper = paper ?? null;
    this.heading = paper ? "History of this paper" : "History";
    this.lead = paper ? paper.title : "An action can be undone from anywhere in the list, unless a later one changed the same.";
    this.#trouble.say("");
    this.#list.replaceChildren();
    this.present(this.#done);
    void this.#load();
  }

  async #load() {
    try {
      const lines = this.#paper ? await this.#ofPaper(this.#paper.id) : await this.#ofLibrary();
      this.#list.replaceChildren(...lines);
      if (!lines.length) this.#list.append(h("li", { class: "dim" }, "Nothing was done yet."));
    } catch (error) {
      this.#trouble.say(inWords(error));
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
          details.append(h("p", { class: "dim" }, entry.copy ? `The whole library. What was there before is in the snapshot “${entry.copy}”.` : "The whole library. The copy of what was there before was let go of since."));
          return;
        }
        const changes = await this.ask("changes-of", { entry: entry.id }).catch(() => []);
        details.append(table(changes, true));
      });
      return line(entry, this.#toggle(entry.id, entry.undone), details);
    });
  }

  /** @param {number} paper */
  async #ofPaper(paper) {
    /** @type {PaperAction[]} */
    const actions = await this.ask("paper-history", { paper });
    return actions.map(({ entry, name, at, undone, changes }, index) => {
      const parts = h("span", { class: "history-buttons" }, this.#toggle(entry, undone));
      const isOwn = !changes.some(({ what, before }) => what === "paper" && before === "");
      if (isOwn && index > 0 && !undone) {
        const back = button("Go back to before this", () => void this.#do("take-paper-back", { paper, before: entry }));
        back.title = "Takes this paper back to what it was before; one undo brings all of it again";
        parts.append(back);
      }
      return line({ name, at, undone }, parts, table(changes, false));
    });
  }

  /** @param {number} entry @param {boolean} undone */
  #toggle(entry, undone) {
    return button(undone ? "Redo" : "Undo", () => void this.#do("toggle-action", { entry }), "plain", undone ? "redo-2" : "undo-2");
  }

  /** @param {string} name @param {Record<string, unknown>} args */
  async #do(name, args) {
    this.#trouble.say("");
    try {
      await this.ask(name, args);
      await this.#load();
    } catch (error) {
      this.#trouble.say(inWords(error));
      this.body.scrollTop = 0;
    }
  }
}

/** @param {{name: string, at: number, undone: boolean}} action @param {Node} controls @param {Node} details */
function line({ name, at, undone }, controls, details) {
  const words = h("div", { class: "history-words" }, h("b", {}, name), h("span", { class: "dim", title: fullTime(at) }, undone ? `${ago(at)}, undone` : ago(at)));
  return h("li", { class: undone ? "history-line undone" : "history-line" }, words, controls, details);
}

/** @param {ChangeMade[]} changes @param {boolean} withTitles */
function table(changes, withTitles) {
  if (!changes.length) return h("p", { class: "dim" }, "Nothing that can be shown.");
  const rows = changes.map(({ title, what, before, after }) =>
    h("tr", {}, withTitles ? h("td", { class: "history-title" }, title) : null, h("th", { scope: "row" }, what), h("td", {}, before || h("span", { class: "dim" }, "nothing")), h("td", {}, after || h("span", { class: "dim" }, "nothing"))),
  );
  const head = h("tr", {}, withTitles ? h("th", { scope: "col" }, "Paper") : null, h("th", { scope: "col" }, "What"), h("th", { scope: "col" }, "Before"), h("th", { scope: "col" }, "After"));
  return h("table", { class: "history-changes" }, h("thead", {}, head), h("tbody", {}, ...rows));
}

customElements.define("history-sheet", HistorySheet);
