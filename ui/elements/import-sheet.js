import { h } from "../dom.js";
import { missingWords, nameOf, readingWords, reviewHeight, reviewWords, waitingWords } from "./import-words.js";
import { filesSource } from "../clipboard.js";
import { isPressed } from "../keys.js";
import { ModalSheet } from "./modal-sheet.js";
import "./column-panel.js";
import "./import-ask.js";
import { ImportButtons } from "./import-buttons.js";
import { WORTH_OPENING } from "./review-panel.js";
import { counted, inWords, message } from "./sheet-parts.js";

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
  /** @type {ImportSource | null} */
  #source = null;
  /** @type {Review | null} */
  #review = null;
  /** So many questions were answered when it was last told what the review holds; -1: not yet. */
  #answered = -1;
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

  #buttons = new ImportButtons(this.footer, {
    readTyped: () => this.#readTyped(),
    chooseFiles: () => void this.#chooseFiles(),
    chooseFolder: () => void this.#chooseFolder(),
    back: () => this.#unlessTouched(() => this.#goBack()),
    rememberColumns: () => void this.#rememberColumns(),
    changeColumns: () => this.#changeColumns(),
    lookUp: () => void this.#complete(),
    write: () => void this.#write(),
    leave: () => this.leave(),
    stop: () => void this.ask("cancel-import").catch((error) => this.#trouble.say(inWords(error))),
  });

  constructor() {
    super();
    this.body.append(this.#asking, this.#columns, this.#panel, this.#remarks.box, this.#trouble.box);
    this.#asking.addEventListener("typed", () => (this.#buttons.read.disabled = this.#asking.text.trim() === ""));
    this.#asking.addEventListener("keydown", (event) => {
      if (!isPressed(event, "Mod+Enter") || this.#buttons.read.disabled) return;
      // The focus goes on to a button, which the same key would press.
      event.preventDefault();
      this.#readTyped();
    });
    this.dialog.addEventListener("paste", (event) => this.#onPaste(event));
    this.#panel.addEventListener("review-changed", () => this.#count());
    this.#columns.addEventListener("columns-changed", () => (this.#buttons.useColumns.disabled = !this.#columns.hasTitle));
  }

  /**
   * Without a source it asks for one; with one it goes straight to the review.
   * A review that is open stays: what the reader ticked must not vanish under a second paste.
   *
   * @param {{source?: ImportSource}} [data]
   */
  open({ source } = {}) {
    if (this.isOpen && (this.#review || this.#isWriting)) return;
    this.#asking.text = "";
    this.#showAsk();
    if (source) void this.#readSource(source);
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
    this.#buttons.doubt(() => this.close(), () => this.#showButtons());
    return false;
  }

  /** @param {() => void} leave what loses the reader's ticks and edits */
  #unlessTouched(leave) {
    if (this.#review && this.#panel.isTouched) this.#buttons.doubt(leave, () => this.#showButtons());
    else leave();
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
    this.#showButtons();
    this.present(this.#asking.input);
  }

  #showButtons() {
    if (this.#review === null) this.#buttons.ask();
    else this.#buttons.review({ hasBack: !this.#isOfLibrary, hasColumns: this.#table !== null, canLookUp: this.#canLookUp });
  }

  /** What was asked about papers that are here, or a file that is kept, could not be answered. @param {ImportSource} source @param {any} error */
  #showFailed(source, error) {
    this.#showAsk();
    this.heading = source.from === "live" ? "What another program changed" : "Look up online";
    this.#asking.hidden = true;
    // A paper without an identifier has none a second later.
    this.present(this.#buttons.failed(error?.code === "input" ? null : () => void this.#readSource(source)));
  }

  /** How a table of this kind is read was never said: that comes first. @param {ImportSource} source @param {TableShape} table */
  #askColumns(source, table) {
    this.#table = table;
    this.heading = "What is in each column?";
    this.lead = `${source.from === "file" ? `${nameOf(source.path)}: ` : ""}${counted(table.rows, "row")}. Tables with these headings are read like this from now on.`;
    this.#asking.hidden = this.#panel.hidden = true;
    this.#columns.hidden = false;
    this.dialog.style.setProperty("--review-height", `${Math.min(76, 24 + table.columns.length * 4)}rem`);
    this.dialog.classList.add("is-tall");
    this.#buttons.columns();
    this.#columns.show(source, table);
  }

  #changeColumns() {
    const [source, table] = [this.#source, this.#table];
    if (!source || !table) return;
    this.#unlessTouched(() => this.#askColumns(source, table));
  }

  async #rememberColumns() {
    this.#trouble.say("");
    try {
      await this.ask("remember-columns", { columns: this.#columns.columns });
      if (this.#source) await this.#readSource(this.#source);
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  /** Papers or files that the library knows already: there is no text to go back to. */
  get #isOfLibrary() {
    return ["papers", "live", "waiting"].includes(this.#source?.from ?? "");
  }

  #goBack() {
    this.#asking.putBack(this.#source);
    this.#showAsk();
  }

  /** @param {ClipboardEvent} event */
  #onPaste(event) {
    // A paste into a field of the review is an ordinary paste.
    if (this.#review || this.#isWriting) return;
    void this.#asking.pasted(event)?.then((source) => {
      if (source) return this.#readSource(source);
      this.#trouble.say("There is no text on the clipboard. Copy the page or the list of papers first.");
    });
  }

  #readTyped() {
    void this.#readSource({ from: "text", text: this.#asking.text, html: null });
  }

  async #chooseFiles() {
    try {
      const source = filesSource(await this.ask("choose-import-files"));
      if (source) await this.#readSource(source);
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  async #chooseFolder() {
    try {
      const path = await this.ask("choose-folder", { title: "Open a folder of PDFs, or of Papis, Paperlib or Zotero" });
      if (path) await this.#readSource({ from: "file", path });
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  /** @param {ImportSource} source */
  async #readSource(source) {
    this.#turn += 1;
    const turn = this.#turn;
    this.#source = source;
    this.#trouble.say("");
    this.#remarks.say("");
    this.#asking.begin(readingWords(source));
    this.#buttons.reading();
    this.present(this.#buttons.cancel);
    this.#leaveReview();
    try {
      await this.#left;
      /** @type {TableShape | null} What cannot be looked at is told when it is read. */
      const table = await this.ask("table-shape", { source }).catch(() => null);
      if (turn !== this.#turn) return;
      this.#table = table;
      if (table && !table.remembered && table.columns.some((column) => !column.understood)) return this.#askColumns(source, table);
      /** @type {Review} */
      const review = await this.ask("review-import", { source, onProgress: this.#onProgress(source) });
      if (turn !== this.#turn) return;
      this.#showReview(review);
      const missing = missingWords(review, this.#wasLookedUp);
      this.#remarks.say([...review.remarks, ...missing, ...waitingWords(review)].join(" "));
    } catch (error) {
      if (turn !== this.#turn) return;
      // The text comes back, so that it can be put right rather than copied again; of the library's own papers there is none.
      if (this.#isOfLibrary) this.#showFailed(source, error);
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
    const [doing, words] = reads ? ["Reading", readingWords(source)] : ["Looking up", "Looking up…"];
    this.#wasLookedUp = false;
    return (/** @type {number} */ percent) => {
      if (turn !== this.#turn) return;
      this.#wasLookedUp = !reads;
      this.#asking.tell(percent ? `${doing}: ${percent}%` : words, percent || null);
    };
  }

  /** @param {Review} review */
  #showReview(review) {
    this.#review = review;
    this.#answered = -1;
    this.dialog.style.setProperty("--review-height", reviewHeight(review, this.#isOfLibrary && review.items.length <= WORTH_OPENING));
    this.#asking.hidden = this.#columns.hidden = true;
    this.#panel.hidden = false;
    this.dialog.classList.add("is-tall");
    this.#showButtons();
    this.#panel.show(review, this.#isOfLibrary);
    this.#focusButton();
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
    const turn = ++this.#turn;
    await this.#work("Looking up", async (onProgress) => {
      const found = await this.ask("look-up-drafts", { source: review.source, chosen: this.#panel.all, onProgress });
      if (turn !== this.#turn) return;
      this.#isComplete = true;
      this.#wasLookedUp = true;
      this.#showReview(found);
      // What nobody knew, or else what could not be read before.
      const unknown = { ...found, skipped: found.skipped.slice(review.skipped.length) };
      const missing = unknown.skipped.length ? missingWords(unknown, true) : missingWords(found, false);
      this.#remarks.say([...found.remarks, ...missing].join(" "));
    });
  }

  async #write() {
    const { chosen } = this.#panel;
    if (this.#panel.isEmpty || this.#isWriting) return;
    this.#isWriting = true;
    const words = chosen.places.length ? `Importing ${counted(chosen.places.length, "paper")}` : "Saving the searches";
    await this.#work(words, async (onProgress) => {
      const source = this.#source;
      const outcome = source?.from === "live"
        ? await this.ask("take-in-live", { id: source.id, chosen })
        : await this.ask("commit-import", { chosen, onProgress });
      // Nothing is lost if that fails: what stays is here already when it is reviewed again.
      if (source?.from === "waiting") await this.ask("drop-lookups", { waiting: false }).catch(() => {});
      this.close();
      this.dispatchEvent(new CustomEvent("imported", { bubbles: true, detail: { outcome } }));
    }, "Nothing was imported. ");
    this.#isWriting = false;
  }

  /**
   * Does what takes a while with a review, which stands still meanwhile. When it is stopped, all is as it was before.
   *
   * @param {string} words
   * @param {(onProgress: (percent: number) => void) => Promise<void>} work
   * @param {string} [failed] begins what is said when it fails
   */
  async #work(words, work, failed = "") {
    const turn = this.#turn;
    this.#trouble.say("");
    this.#remarks.say("");
    this.#panel.inert = true;
    this.#buttons.busy(`${words}…`);
    try {
      await work((percent) => this.#buttons.tell(percent ? `${words}: ${percent}%` : `${words}…`, percent || null));
    } catch (error) {
      if (turn !== this.#turn) return;
      if (/** @type {any} */ (error)?.code === "cancelled") this.#remarks.say(inWords(error));
      else this.#trouble.say(failed + inWords(error));
    } finally {
      this.#buttons.idle();
      this.#panel.inert = false;
      if (this.#review && turn === this.#turn) {
        this.#showButtons();
        this.#count();
        this.#focusButton();
      }
    }
  }

  #count() {
    this.#buttons.count(this.#panel.words, !this.#panel.isEmpty);
    const { answered } = this.#panel;
    // Told anew when the reader settled some of it, not at each tick.
    if (!this.#review || answered === this.#answered) return;
    this.#answered = answered;
    const { heading, lead } = reviewWords(this.#review, this.#source, answered);
    this.heading = heading;
    this.lead = lead;
  }

  #focusButton() {
    const { import: go, back, cancel } = this.#buttons;
    (!go.disabled ? go : back.isConnected ? back : cancel).focus();
  }
}

customElements.define("import-sheet", ImportSheet);
