import { h } from "../dom.js";
import { ago, fullTime } from "../time.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, counted, inWords, message, progress } from "./sheet-parts.js";

/** @import { RestorePreview, Snapshot, SnapshotReason } from "../types/index.d.ts" */

/** @type {Record<SnapshotReason, string>} */
const REASONS = {
  regular: "Made by itself", asked: "You asked for it", "before-change": "Before a large change",
  "before-restore": "Before going back", "before-format": "Before an update",
};

/** Copies of the library, and going back to one after seeing what that would change. */
export class SnapshotSheet extends ModalSheet {
  #trouble = message("error");
  #told = message("note");
  #progress = progress();
  #list = h("ol", { class: "history-list" });
  #make = button("Make one now", () => void this.#work("Copying the library…", async () => {
    await this.ask("take-snapshot");
    await this.#load();
    return "The library was copied, and the copy read back.";
  }), "plain", "plus");
  #done = button("Done", () => this.leave());

  constructor() {
    super();
    this.heading = "Snapshots";
    this.lead = "Verified copies of the whole library, in its folder. One is made each hour in which something changed.";
    this.body.append(this.#trouble.box, this.#told.box, this.#progress.box, this.#list);
    this.footer.append(this.#make, h("span", { class: "sheet-space" }), this.#done);
  }

  open() {
    this.#trouble.say("");
    this.#told.say("");
    this.#list.replaceChildren();
    this.present(this.#done);
    void this.#load();
  }

  async #load() {
    try {
      /** @type {Snapshot[]} */
      const snapshots = await this.ask("snapshots");
      this.#list.replaceChildren(...snapshots.map((snapshot) => this.#line(snapshot)));
      if (!snapshots.length) this.#list.append(h("li", { class: "dim" }, "There is none yet."));
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  /** @param {Snapshot} snapshot */
  #line({ name, at, reason, bytes }) {
    const size = `${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
    const preview = h("div", { class: "history-preview", role: "group", "aria-live": "polite", "aria-label": `What going back to ${fullTime(at)} would change` });
    const look = button("Go back to it…", () => void this.#work("Comparing…", async () => {
      preview.replaceChildren(...this.#preview(await this.ask("restore-preview", { snapshot: name }), preview, look));
      look.hidden = true;
      preview.scrollIntoView({ block: "nearest" });
      preview.querySelector("button")?.focus({ preventScroll: true });
    }));
    look.setAttribute("aria-label", `Go back to it: ${fullTime(at)}`);
    return h("li", { class: "history-line" },
      h("div", { class: "history-words" }, h("b", {}, fullTime(at)), h("span", { class: "dim" }, `${ago(at)} · ${REASONS[reason]} · ${size}`)),
      look, preview);
  }

  /** @param {RestorePreview} found @param {Element} place @param {HTMLElement} look */
  #preview({ snapshot, papers_now, papers_then, papers_lost, papers_back, papers_changed, notes_now, notes_then, lost_titles, changed_titles, changed_lists }, place, look) {
    const sure = button("Go back", () => void this.#work("Going back…", async () => {
      await this.ask("restore-snapshot", { snapshot: snapshot.name });
      await this.#load();
      this.#done.focus();
      return `The library is as it was on ${fullTime(snapshot.at)}. What was there before is the newest snapshot, and one undo brings it back.`;
    }), "danger");
    const not = button("Leave it as it is", () => {
      place.replaceChildren();
      look.hidden = false;
      look.focus();
    });
    const line = (/** @type {number} */ papers, /** @type {string} */ what, /** @type {string[]} */ titles = []) => {
      const named = titles.length ? `: ${titles.map((title) => `“${title}”`).join(", ")}${papers > titles.length ? " …" : ""}` : "";
      return papers ? h("li", {}, `${counted(papers, "paper")} ${what}${named}.`) : "";
    };
    const lines = [
      line(papers_lost, "added since would go", lost_titles),
      line(papers_back, "deleted since would come back"),
      line(papers_changed, "changed since would change back", changed_titles),
      changed_lists.length ? h("li", {}, `Collections and saved searches changed since would change back: ${changed_lists.map((name) => `“${name}”`).join(", ")}.`) : "",
    ];
    const held = (/** @type {number} */ papers, /** @type {number} */ notes) => counted(papers, "paper") + (notes_now + notes_then ? ` and ${counted(notes, "note")}` : "");
    const isSame = papers_lost + papers_back + papers_changed === 0;
    return [
      h("p", {}, `${held(papers_now, notes_now)} now, ${held(papers_then, notes_then)} then.`),
      isSame ? h("p", {}, "No paper has changed since.") : "",
      h("ul", {}, ...lines),
      h("p", { class: "dim" }, "What is there now is copied first, and one undo brings it back."),
      h("div", { class: "history-buttons" }, not, sure),
    ];
  }

  /** @param {string} words @param {() => Promise<string | void>} work gives what to say once it is done */
  async #work(words, work) {
    this.#trouble.say("");
    this.#told.say("");
    this.#progress.start(words);
    this.#make.disabled = true;
    try {
      const done = await work();
      if (!done) return;
      this.#told.say(done);
      this.body.scrollTop = 0;
    } catch (error) {
      this.#trouble.say(inWords(error));
      this.body.scrollTop = 0;
    } finally {
      this.#make.disabled = false;
      // A button that is disabled, or drawn anew, lets go of the focus.
      if (!this.dialog.contains(document.activeElement)) this.#make.focus();
      this.#progress.stop();
    }
  }
}

customElements.define("snapshot-sheet", SnapshotSheet);
