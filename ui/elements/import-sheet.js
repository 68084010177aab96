import { h } from "../dom.js";
import { reviewEach, tablesAmong } from "./import-reading.js";
import { missingWords, readingWords, reviewHeight, reviewWords, waitingWords } from "./import-words.js";
import { isPressed } from "../keys.js";
import { ModalSheet } from "./modal-sheet.js";
import { merge } from "./review-model.js";
import "./column-panel.js";
import "./import-ask.js";
import { WORTH_OPENING } from "./review-panel.js";
import { button, counted, inWords, message, progress, relabel } from "./sheet-parts.js";

/**
 * @import { ImportSource, Review, TableShape } from "../types/index.d.ts"
 * @import { ColumnPanel } from "./column-panel.js"
 * @import { ImportAsk } from "./import-ask.js"
 * @import { ReviewPanel } from "./review-panel.js"
 */

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
  /** Fulfilled once the program let go of the review before: what is read next must not go with it. @type {Promise<unknown>} */
  #left = Promise.resolve();
  #wasLookedUp = false;
  /** What was guessed from files was looked up. */
  #isComplete = false;

  #trouble = message("error");
  #remarks = message("note");
  #asking = /** @type {ImportAsk} */ (h("import-ask", { class: "import-ask" }));
  #columns = /** @type {ColumnPanel} */ (h("column-panel", { class: "import-columns", hidden: true }));
  /** What is read when it is one table, to change how. @type {TableShape | null} */
  #table = null;
  #panel = /** @type {ReviewPanel} */ (h("review-panel", { class: "import-review" }));

  #read = button("Review", () => this.#readTyped(), "primary");
  #openFile = button("Open file…", () => void this.#chooseFile(), "plain", "folder-open");
  #openFolder = button("Open folder…", () => void this.#chooseFolder(), "plain");
  #back = button("Back", () => (this.#panel.isTouched ? this.#askFirst(() => this.#goBack()) : this.#goBack()));
  #useColumns = button("Review", () => void this.#rememberColumns(), "primary");
  #toColumns = button("Columns…", () => void this.#changeColumns(), "quiet", "settings-2");
  #lookUp = button("Look up online", () => void this.#complete(), "plain", "globe");
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
    this.body.append(this.#asking, this.#columns, this.#panel, this.#remarks.box, this.#trouble.box);
    this.#asking.addEventListener("typed", () => (this.#read.disabled = this.#asking.text.trim() === ""));
    this.#asking.addEventListener("keydown", (event) => {
      if (isPressed(event, "Mod+Enter") && !this.#read.disabled) this.#readTyped();
    });
    this.dialog.addEventListener("paste", (event) => this.#onPaste(event));
    this.#panel.addEventListener("review-changed", () => this.#count());
    this.#columns.addEventListener("columns-changed", () => (this.#useColumns.disabled = !this.#columns.hasTitle));
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
    this.#asking.text = "";
    this.#showAsk();
    if (sources.length) void this.#readSources(sources);
  }

  close() {
    this.#turn += 1;
    this.#asking.end();
    this.#review = null;
    this.#panel.clear();
    this.#leaveReview();
    super.close();
  }

  /** The program holds the drafts of a review, and reads and looks up for it, no longer than it is on the screen. */
  #leaveReview() {
    this.#left = this.#left.then(() => this.ask("leave-review")).catch(() => {});
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
    this.#leaveReview();
    this.#isComplete = false;
    this.heading = "Add papers";
    this.lead = "";
    this.#asking.hidden = false;
    this.#panel.hidden = this.#columns.hidden = true;
    this.dialog.classList.remove("is-tall");
    this.#trouble.say("");
    this.#remarks.say("");
    this.#showFooter();
    this.present(this.#asking.input);
  }

  #showFooter() {
    const asks = this.#review === null;
    const space = h("span", { class: "sheet-space" });
    if (asks) this.footer.replaceChildren(this.#openFile, this.#openFolder, space, this.#cancel, this.#read);
    else if (!this.#columns.hidden) this.footer.replaceChildren(this.#back, space, this.#cancel, this.#useColumns);
    else if (this.#isOfLibrary) this.footer.replaceChildren(space, this.#cancel, this.#import);
    else this.footer.replaceChildren(this.#back, ...(this.#table ? [this.#toColumns] : []), ...(this.#canLookUp ? [this.#lookUp] : []), space, this.#cancel, this.#import);
  }

  /** What was asked about papers that are here, or a file that is kept, could not be answered. @param {any} error */
  #showFailed(error) {
    this.#showAsk();
    this.heading = this.#sources[0]?.from === "live" ? "What another program changed" : "Look up online";
    this.#asking.hidden = true;
    // A paper without an identifier has none a second later.
    const again = error?.code === "input" ? null : button("Try again", () => void this.#readSources(this.#sources), "primary");
    this.footer.replaceChildren(h("span", { class: "sheet-space" }), this.#cancel, ...(again ? [again] : []));
    this.present(again ?? this.#cancel);
  }

  /** How a table of this kind is read was never said: that comes first. @param {ImportSource} source @param {TableShape} table */
  #askColumns(source, table) {
    this.#table = table;
    this.heading = "What do the columns say?";
    this.lead = `${counted(table.rows, "row")}. Tables with these headings are read like this from now on.`;
    this.#asking.hidden = this.#panel.hidden = true;
    this.#columns.hidden = false;
    this.dialog.style.setProperty("--review-height", `${Math.min(76, 24 + table.columns.length * 4)}rem`);
    this.dialog.classList.add("is-tall");
    this.footer.replaceChildren(this.#back, h("span", { class: "sheet-space" }), this.#cancel, this.#useColumns);
    this.#columns.show(source, table);
  }

  #changeColumns() {
    const [source] = this.#sources;
    if (!source || !this.#table) return;
    const change = () => this.#table && this.#askColumns(source, this.#table);
    if (this.#panel.isTouched) this.#askFirst(change);
    else change();
  }

  async #rememberColumns() {
    this.#trouble.say("");
    try {
      await this.ask("remember-columns", { columns: this.#columns.columns });
      await this.#readSources(this.#sources);
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  /** Papers or files that the library knows already: there is no text to go back to. */
  get #isOfLibrary() {
    return ["papers", "live", "waiting"].includes(this.#sources[0]?.from ?? "");
  }

  #goBack() {
    this.#asking.putBack(this.#sources[0]);
    this.#showAsk();
  }

  /** @param {ClipboardEvent} event */
  #onPaste(event) {
    // A paste into a field of the review is an ordinary paste.
    if (this.#review || this.#isWriting) return;
    void this.#asking.pasted(event)?.then((source) => {
      if (source) return this.#readSources([source]);
      this.#trouble.say("There is no text on the clipboard. Copy the page or the list of papers first.");
    });
  }

  #readTyped() {
    void this.#readSources([{ from: "text", text: this.#asking.text, html: null }]);
  }

  async #chooseFile() {
    try {
      const path = await this.ask("choose-import-file");
      if (path) await this.#readSources([{ from: "file", path }]);
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  async #chooseFolder() {
    try {
      const path = await this.ask("choose-folder", { title: "Open a folder of PDFs, or of Papis, Paperlib or Zotero" });
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
    this.#remarks.say("");
    this.#asking.begin(readingWords(sources));
    this.#leaveReview();
    try {
      const [{ only, unsaid }] = await Promise.all([tablesAmong(this, sources), this.#left]);
      if (turn !== this.#turn) return;
      this.#table = only;
      if (unsaid) return this.#askColumns(unsaid.source, unsaid.table);
      const { reviews, failures } = await reviewEach(this, sources, (source) => this.#onProgress(source));
      if (turn !== this.#turn) return;
      const review = merge(reviews);
      this.#showReview(review);
      const missing = missingWords(reviews, this.#wasLookedUp);
      // What waits comes by itself, and a file that is not there takes nothing from its paper: neither is trouble.
      this.#remarks.say([...review.remarks, ...(this.#wasLookedUp ? [] : missing), ...waitingWords(reviews)].join(" "));
      this.#trouble.say([...failures, ...(this.#wasLookedUp ? missing : [])].join(" "));
    } catch (error) {
      if (turn !== this.#turn) return;
      // The text comes back, so that it can be put right rather than copied again; of the library's own papers there is none.
      if (this.#isOfLibrary) this.#showFailed(error);
      else this.#goBack();
      this.#trouble.say(inWords(error));
    } finally {
      if (turn === this.#turn) this.#asking.end();
    }
  }

  /**
   * Hears how far a look-up or the reading of files is, of this turn only.
   *
   * @param {ImportSource} source
   */
  #onProgress(source) {
    const turn = this.#turn;
    const reads = source.from === "file" || source.from === "files";
    const [doing, words] = reads ? ["Reading", readingWords([source])] : ["Looking up", "Looking up…"];
    this.#wasLookedUp = false;
    return (/** @type {number} */ percent) => {
      if (turn !== this.#turn) return;
      this.#wasLookedUp = !reads;
      this.#asking.tell(percent ? `${doing}: ${percent} %` : words, percent || null);
    };
  }

  /** @param {Review} review */
  #showReview(review) {
    this.#review = review;
    const { heading, lead } = reviewWords(review, this.#sources[0]);
    this.heading = heading;
    this.lead = lead;
    this.dialog.style.setProperty("--review-height", reviewHeight(review, this.#isOfLibrary && review.items.length <= WORTH_OPENING));
    this.#asking.hidden = this.#columns.hidden = true;
    this.#panel.hidden = false;
    this.dialog.classList.add("is-tall");
    this.#showFooter();
    this.#panel.show(review, this.#isOfLibrary);
    if (this.#import.disabled) this.#back.focus();
    else this.#import.focus();
  }

  /** Papers known by their files are guesses; those with an identifier can be made sure. */
  get #canLookUp() {
    const known = this.#review?.items.some(({ draft }) => draft.files.length > 0 && draft.is_identified);
    return Boolean(known) && !this.#isComplete;
  }

  /** Asks for the papers whose identifiers were found: only now does a request leave the machine. */
  async #complete() {
    const review = this.#review;
    if (!review || this.#isWriting) return;
    this.#turn += 1;
    const turn = this.#turn;
    const waiting = progress();
    waiting.start("Looking up…");
    this.#trouble.say("");
    this.#panel.inert = true;
    this.#import.disabled = true;
    this.#lookUp.replaceWith(waiting.box);
    const onProgress = (/** @type {number} */ percent) => waiting.set(`Looking up: ${percent} %`, percent);
    try {
      const found = await this.ask("look-up-drafts", { source: review.source, chosen: this.#panel.all, onProgress });
      if (turn !== this.#turn) return;
      this.#isComplete = true;
      this.#wasLookedUp = true;
      this.#showReview(found);
      // What could not be read was told before.
      const unknown = { ...found, skipped: found.skipped.slice(review.skipped.length) };
      this.#trouble.say(missingWords([unknown], true).join(" "));
    } catch (error) {
      if (turn === this.#turn) this.#trouble.say(inWords(error));
    } finally {
      waiting.stop();
      this.#panel.inert = false;
      if (turn === this.#turn) {
        this.#showFooter();
        this.#count();
      }
    }
  }

  #count() {
    relabel(this.#import, this.#panel.words);
    this.#import.disabled = this.#panel.isEmpty;
  }

  async #stopWriting() {
    this.#stop.disabled = true;
    await this.ask("cancel-import").catch((error) => this.#trouble.say(inWords(error)));
  }

  async #write() {
    const { chosen } = this.#panel;
    if (this.#panel.isEmpty || this.#isWriting) return;
    this.#isWriting = true;
    this.#trouble.say("");
    this.#remarks.say("");
    this.#panel.inert = true;
    this.#import.disabled = true;
    const words = chosen.places.length ? `Importing ${counted(chosen.places.length, "paper")}…` : "Saving the searches…";
    const waiting = progress();
    waiting.start(words);
    this.#back.replaceWith(waiting.box);
    this.#cancel.replaceWith(this.#stop);
    this.#stop.disabled = false;
    this.#stop.focus();
    const onProgress = (/** @type {number} */ percent) => waiting.set(words, percent);
    try {
      const [source] = this.#sources;
      const outcome = source?.from === "live"
        ? await this.ask("take-in-live", { id: source.id, chosen })
        : await this.ask("commit-import", { chosen, onProgress });
      // Nothing is lost if that fails: what stays is here already when it is reviewed again.
      if (source?.from === "waiting") await this.ask("drop-lookups", { waiting: false }).catch(() => {});
      this.close();
      this.dispatchEvent(new CustomEvent("imported", { bubbles: true, detail: { outcome } }));
    } catch (error) {
      const wasStopped = /** @type {any} */ (error)?.code === "cancelled";
      if (wasStopped) this.#remarks.say(inWords(error));
      else this.#trouble.say(`Nothing was imported. ${inWords(error)}`);
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

customElements.define("import-sheet", ImportSheet);
