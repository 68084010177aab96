import { h } from "../dom.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, relabel } from "./sheet-parts.js";

/** Asks before something that cannot be undone. For everything else there is Undo, and no question. */
export class ConfirmSheet extends ModalSheet {
  #text = h("p", { class: "confirm-text", id: "confirm-sheet-text" });
  #yes = button("OK", () => this.#answer(true), "primary");
  #no = button("Cancel", () => this.#answer(false));
  /** @type {((answer: boolean) => void) | null} */
  #resolve = null;

  constructor() {
    super();
    this.dialog.setAttribute("role", "alertdialog");
    this.dialog.setAttribute("aria-describedby", "confirm-sheet-text");
    this.body.append(this.#text);
    this.footer.append(h("span", { class: "sheet-space" }), this.#no, this.#yes);
  }

  /**
   * @param {{title: string, text: string, confirmLabel: string, danger?: boolean}} question
   * @returns {Promise<boolean>} false also when it is closed without an answer
   */
  open({ title, text, confirmLabel, danger = false }) {
    this.#resolve?.(false);
    this.heading = title;
    this.#text.textContent = text;
    relabel(this.#yes, confirmLabel);
    this.#yes.className = `sheet-button ${danger ? "danger" : "primary"}`;
    // What cannot be undone is not one Enter away.
    this.present(danger ? this.#no : this.#yes);
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  close() {
    super.close();
    this.#resolve?.(false);
    this.#resolve = null;
  }

  /** @param {boolean} answer */
  #answer(answer) {
    this.#resolve?.(answer);
    this.#resolve = null;
    this.close();
  }
}

customElements.define("confirm-sheet", ConfirmSheet);
