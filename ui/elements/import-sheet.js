import { h, icon } from "../dom.js";
import { sourceFrom } from "../clipboard.js";
import { ModalSheet } from "./modal-sheet.js";
import { merge, summary } from "./review-model.js";
import "./review-panel.js";
import { clockTime } from "../time.js";
import { button, counted, inWords, message, progress, relabel } from "./sheet-parts.js";

/**
 * @import { ImportSource, Review } from "../types/index.d.ts"
 * @import { ReviewPanel } from "./review-panel.js"
 */

/** Longer pastes are kept, but not shown for editing: a text field of 10 MB is slower than the import. */
const EDITABLE = 200_000;

/**
 * From a paste, a drop or a file to papers in the library, in three stages: what to read, what was understood,
 * and the import. Nothing is written before the reader presses Import. Announces `imported` with the outcome.
 */
export class ImportSheet extends ModalSheet {
  /** @type {ImportSource[]} */
  #sources = [];
  /** @type {Review | null} */
  #review = null;
  /** Answers that come after the reader went elsewhere are dropped. */
  #turn = 0;
  #isWriting = false;
  /** Identifiers are being asked for, which goes on until it is stopped. */
  #isLookingUp = false;
  #wasLookedUp = false;

  #trouble = message("error");
  #progress = progress();
  #text = /** @type {HTMLTextAreaElement} */ (
    h("textarea", { class: "import-text", "aria-label": "Text to read papers from", spellcheck: "false" })
  );
  #askStage = h("div", { class: "import-ask" });
  #panel = /** @type {ReviewPanel} */ (h("review-panel", { class: "import-review" }));

  #read = button("Review", () => this.#readTyped(), "primary");
  #openFile = button("Open file…", () => void this.#chooseFile(), "plain", "folder-open");
  #back = button("Back", () => (this.#panel.isTouched ? this.#askFirst(() => this.#goBack()) : this.#goBack()));
  #import = button("Import", () => void this.#write(), "primary");
  #cancel = button("Cancel", () => this.leave());
  #stop = button("Stop", () => void this.#stopWriting());
  #doubt = h(
    "p",
    { class: "import-doubt", role: "alert" },
    "Leave without importing? Your ticks and edits would be lost.",
  );
  #keep = button("Keep reviewing", () => this.#showFooter());

  constructor() {
    super();
    const hint = h("div", { class: "import-hint", "aria-hidden": "true" }, icon("clipboard-paste"));
    hint.append(
      h("p", { class: "import-hint-title" }, "Paste papers here"),
      h(
        "p",
        {},
        "A page of papers, a reading list, references, or a list of titles. Links to code are recognised; identifiers such as arXiv:2303.01234 or a DOI are looked up.",
      ),
    );
    this.#askStage.append(h("div", { class: "import-well" }, this.#text, hint));
    this.body.append(this.#askStage, this.#panel, this.#trouble.box);
    this.#askStage.append(this.#progress.box);
    this.#text.addEventListener("input", () => this.#showTyped());
    this.dialog.addEventListener("paste", (event) => this.#onPaste(event));
    this.#panel.addEventListener("review-changed", () => this.#count());
  }

  /**
   * Without a source it asks for one; with one or more it goes straight to the review.
   * A review that is open stays: what the reader ticked must not vanish under a second paste.
   *
   * @param {{source?: ImportSource, sources?: ImportSource[]}} [data]
   */
  open(data = {}) {
    if (this.isOpen && (this.#review || this.#isWriting)) return;
    const sources = data.sources ?? (data.source ? [data.source] : []);
    this.#text.value = "";
    this.#showAsk();
    if (sources.length) void this.#readSources(sources);
  }

  close() {
    this.#stopLookUp();
    this.#turn += 1;
    this.#progress.stop();
    this.#review = null;
    this.#panel.clear();
    super.close();
  }

  #stopLookUp() {
    if (!this.#isLookingUp) return;
    this.#isLookingUp = false;
    // Its answer is dropped by the turn; it only must not go on asking.
    void this.ask("cancel-import").catch(() => {});
  }

  mayLeave() {
    if (this.#isWriting) return false;
    if (!this.#review || !this.#panel.isTouched) return true;
    this.#askFirst(() => this.close());
    return false;
  }

  /** @param {() => void} leave what loses the reader's ticks and edits */
  #askFirst(leave) {
    const discard = button("Discard", leave, "danger");
    this.footer.replaceChildren(this.#doubt, discard, this.#keep);
    this.#keep.focus();
  }

  #showAsk() {
    this.#review = null;
    this.heading = "Add papers";
    this.lead = "";
    this.#askStage.hidden = false;
    this.#panel.hidden = true;
    this.dialog.classList.remove("is-tall");
    this.#trouble.say("");
    this.#showTyped();
    this.#showFooter();
    this.present(this.#text);
  }

  #showTyped() {
    this.#askStage.classList.toggle("has-text", this.#text.value !== "");
    this.#read.disabled = this.#text.value.trim() === "";
  }

  #showFooter() {
    const asks = this.#review === null;
    const space = h("span", { class: "sheet-space" });
    if (asks) this.footer.replaceChildren(this.#openFile, space, this.#cancel, this.#read);
    // Papers of the library are looked up from where they stand; there is no text to go back to.
    else if (["papers", "waiting"].includes(this.#sources[0]?.from ?? "")) this.footer.replaceChildren(space, this.#cancel, this.#import);
    else this.footer.replaceChildren(this.#back, space, this.#cancel, this.#import);
  }

  #goBack() {
    const source = this.#sources[0];
    if (source?.from === "text" && source.text.length <= EDITABLE) this.#text.value = source.text;
    this.#showAsk();
  }

  /** @param {ClipboardEvent} event */
  #onPaste(event) {
    // A paste into a field of the review, or into text already typed, is an ordinary paste.
    if (this.#review || this.#isWriting || !event.clipboardData || this.#text.value) return;
    event.preventDefault();
    void sourceFrom(event.clipboardData).then((source) => {
      if (source) return this.#readSources([source]);
      this.#trouble.say("There is no text on the clipboard. Copy the page or the list of papers first.");
    });
  }

  #readTyped() {
    void this.#readSources([{ from: "text", text: this.#text.value, html: null }]);
  }

  async #chooseFile() {
    try {
      const path = await this.ask("choose-import-file");
      if (path) await this.#readSources([{ from: "file", path }]);
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  /** @param {ImportSource[]} sources */
  async #readSources(sources) {
    this.#turn += 1;
    const turn = this.#turn;
    this.#sources = sources;
    this.#trouble.say("");
    this.#progress.start(readingWords(sources));
    this.#askStage.classList.add("is-busy");
    try {
      const { reviews, failures } = await this.#reviewEach(sources);
      if (turn !== this.#turn) return;
      this.#showReview(merge(reviews));
      this.#trouble.say([...failures, ...this.#missing(reviews), ...waitingWords(reviews)].join(" "));
    } catch (error) {
      if (turn !== this.#turn) return;
      // The text comes back, so that it can be put right rather than copied again.
      this.#goBack();
      this.#trouble.say(inWords(error));
    } finally {
      if (turn === this.#turn) {
        this.#progress.stop();
        this.#askStage.classList.remove("is-busy");
      }
    }
  }

  /**
   * One unreadable file among several does not keep the others out.
   *
   * @param {ImportSource[]} sources
   * @returns {Promise<{reviews: Review[], failures: string[]}>} fails when nothing could be read
   */
  async #reviewEach(sources) {
    const reviews = [];
    const failures = [];
    for (const source of sources) {
      try {
        reviews.push(await this.ask("review-import", { source, onProgress: this.#onLookUp() }));
      } catch (error) {
        if (sources.length === 1) throw error;
        failures.push(inWords(error));
      }
    }
    if (reviews.length === 0) throw { code: "input", message: failures.join(" ") };
    return { reviews, failures };
  }

  /** Identifiers that nobody knew are worth more than a line under “Skipped lines”. @param {Review[]} reviews */
  #missing(reviews) {
    const skipped = this.#wasLookedUp ? reviews.flatMap((review) => review.skipped) : [];
    const [first] = skipped;
    if (!first) return [];
    const more = skipped.length > 1 ? ` ${skipped.length - 1} more under “Skipped lines”.` : "";
    return [`Not found: ${first.text}. ${first.reason}${more}`];
  }

  /** Whether values that differ were asked for. */
  get #isRefresh() {
    const [source] = this.#sources;
    return source?.from === "papers" && source.refresh;
  }

  /** Hears of identifiers that are looked up: how far that is, of this turn only. */
  #onLookUp() {
    const turn = this.#turn;
    this.#wasLookedUp = false;
    return (/** @type {number} */ percent) => {
      if (turn !== this.#turn) return;
      this.#wasLookedUp = true;
      this.#isLookingUp = percent < 100;
      this.#progress.set(percent ? `Looking up: ${percent} %` : "Looking up…", percent || null);
    };
  }

  /** @param {Review} review */
  #showReview(review) {
    this.#review = review;
    this.#isLookingUp = false;
    this.heading = !review.items.length ? "No papers found" : this.#isRefresh ? "Choose what to take" : "Review before importing";
    this.lead = review.items.length
      ? `${summary(review)} · ${review.source}`
      : `${review.source}. Nothing in it looks like a paper; go back to change the text or open another file.`;
    // Roomy enough to open a row in, and no taller than the papers ask for.
    const lines = Math.max(review.items.length, review.skipped.length / 3);
    this.dialog.style.setProperty("--review-height", `${Math.min(64, Math.max(34, 15 + lines * 5.5))}rem`);
    this.#askStage.hidden = true;
    this.#panel.hidden = false;
    this.dialog.classList.add("is-tall");
    this.#showFooter();
    this.#panel.show(review, this.#isRefresh);
    if (this.#import.disabled) this.#back.focus();
    else this.#import.focus();
  }

  #count() {
    relabel(this.#import, this.#panel.words);
    this.#import.disabled = this.#panel.drafts.length === 0;
  }

  async #stopWriting() {
    this.#stop.disabled = true;
    await this.ask("cancel-import").catch((error) => this.#trouble.say(inWords(error)));
  }

  async #write() {
    const { drafts } = this.#panel;
    if (!drafts.length || this.#isWriting) return;
    this.#isWriting = true;
    this.#trouble.say("");
    this.#panel.inert = true;
    this.#import.disabled = true;
    const words = `Importing ${counted(drafts.length, "paper")}…`;
    const waiting = progress();
    waiting.start(words);
    this.#back.replaceWith(waiting.box);
    this.#cancel.replaceWith(this.#stop);
    this.#stop.disabled = false;
    const onProgress = (/** @type {number} */ percent) => waiting.set(words, percent);
    try {
      const outcome = await this.ask("commit-import", { drafts, onProgress });
      if (this.#sources[0]?.from === "waiting") await this.ask("drop-lookups", { waiting: false });
      this.close();
      this.dispatchEvent(new CustomEvent("imported", { bubbles: true, detail: { outcome } }));
    } catch (error) {
      const wasStopped = /** @type {any} */ (error)?.code === "cancelled";
      this.#trouble.say(wasStopped ? inWords(error) : `Nothing was imported. ${inWords(error)}`);
    } finally {
      waiting.stop();
      waiting.box.replaceWith(this.#back);
      this.#stop.replaceWith(this.#cancel);
      this.#isWriting = false;
      this.#panel.inert = false;
      this.#import.disabled = false;
      if (this.isOpen) this.#import.focus();
    }
  }
}

/** What could not be asked for now, and goes on by itself. @param {Review[]} reviews */
function waitingWords(reviews) {
  const waiting = reviews.flatMap((review) => review.waiting);
  if (!waiting.length) return [];
  const services = [...new Set(waiting.map((one) => one.service))].join(", ");
  const until = Math.max(0, ...waiting.map((one) => one.until ?? 0));
  const when = until > Date.now() ? ` until ${clockTime(until)}` : "";
  return [`${counted(waiting.length, "identifier")} ${waiting.length === 1 ? "waits" : "wait"} for ${services}${when}, and will be looked up while Postil is open.`];
}

/** @param {ImportSource[]} sources */
function readingWords(sources) {
  const [source] = sources;
  if (!source || sources.length > 1) return `Reading ${counted(sources.length, "file")}…`;
  if (source.from === "papers") return `Looking up ${counted(source.ids.length, "paper")}…`;
  if (source.from === "waiting") return "Reading what was found…";
  if (source.from === "file") return `Reading ${source.path.split(/[\\/]/).pop()}…`;
  return source.from === "sample" ? "Reading the sample library…" : "Reading what you pasted…";
}

customElements.define("import-sheet", ImportSheet);
