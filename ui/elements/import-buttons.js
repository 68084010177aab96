import { h } from "../dom.js";
import { button, progress, relabel } from "./sheet-parts.js";

/**
 * @typedef {object} Acts what the sheet does when a button is pressed
 * @property {() => void} readTyped
 * @property {() => void} chooseFiles
 * @property {() => void} chooseFolder
 * @property {() => void} back
 * @property {() => void} rememberColumns
 * @property {() => void} changeColumns
 * @property {() => void} lookUp
 * @property {() => void} write
 * @property {() => void} leave
 * @property {() => void} stop
 */

/** The row of buttons below an import, which is another one at each stage. */
export class ImportButtons {
  #footer;
  #files;
  #folder;
  #toColumns;
  #lookUp;
  #stop;
  #waiting = progress();

  /** @param {HTMLElement} footer @param {Acts} acts */
  constructor(footer, acts) {
    this.#footer = footer;
    this.#files = button("Open files…", acts.chooseFiles, "plain", "folder-open");
    this.#folder = button("Open folder…", acts.chooseFolder);
    this.#toColumns = button("Columns…", acts.changeColumns, "quiet", "settings-2");
    this.#lookUp = button("Look up online", acts.lookUp, "plain", "globe");
    this.#stop = button("Stop", () => {
      this.#stop.disabled = true;
      acts.stop();
    });
    this.back = button("Back", acts.back);
    this.cancel = button("Cancel", acts.leave);
    this.read = button("Review", acts.readTyped, "primary");
    this.useColumns = button("Review", acts.rememberColumns, "primary");
    this.import = button("Import", acts.write, "primary");
  }

  /** What to read is asked. */
  ask() {
    this.#show([this.#files, this.#folder], [this.cancel, this.read]);
  }

  /** What was given is being read. */
  reading() {
    this.#show([], [this.cancel]);
  }

  /** What the columns of a table say is asked. */
  columns() {
    this.#show([this.back], [this.cancel, this.useColumns]);
  }

  /** @param {{hasBack: boolean, hasColumns: boolean, canLookUp: boolean}} review */
  review({ hasBack, hasColumns, canLookUp }) {
    const before = [hasBack && this.back, hasColumns && this.#toColumns, canLookUp && this.#lookUp];
    this.#show(before.filter((one) => one instanceof HTMLElement), [this.cancel, this.import]);
  }

  /** Nothing came of it. @param {(() => void) | null} again null where trying again changes nothing */
  failed(again) {
    const more = again ? [button("Try again", again, "primary")] : [];
    this.#show([], [this.cancel, ...more]);
    return more[0] ?? this.cancel;
  }

  /** Asks before what loses the reader's ticks and edits. @param {() => void} discard @param {() => void} keep */
  doubt(discard, keep) {
    const words = "Leave without importing? Your ticks and edits would be lost.";
    const stay = button("Keep reviewing", keep);
    this.#footer.replaceChildren(h("p", { class: "import-doubt", role: "alert" }, words), button("Discard", discard, "danger"), stay);
    stay.focus();
  }

  /** Something takes a while, and can be stopped. @param {string} words */
  busy(words) {
    this.#waiting.start(words);
    this.#stop.disabled = false;
    this.#show([this.#waiting.box], [this.#stop, this.import]);
    this.import.disabled = true;
    this.#stop.focus();
  }

  /** @param {string} words @param {number | null} percent null when how far it is is not known */
  tell(words, percent) {
    this.#waiting.set(words, percent);
  }

  idle() {
    this.#waiting.stop();
  }

  /** What importing would do, in words. @param {string} words @param {boolean} isPossible */
  count(words, isPossible) {
    relabel(this.import, words);
    this.import.disabled = !isPossible;
  }

  /** @param {HTMLElement[]} before @param {HTMLElement[]} after */
  #show(before, after) {
    this.#footer.replaceChildren(...before, h("span", { class: "sheet-space" }), ...after);
  }
}
