import { ask, h, icon } from "../dom.js";

const FOCUSABLE =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [href], [tabindex="0"]';

/**
 * The base of every sheet: a labelled modal dialog with a heading, a body and a row of buttons.
 * A subclass fills `body` and `footer` once, and calls `present` from its `open`.
 */
export class ModalSheet extends HTMLElement {
  /** @type {Element | null} */
  #returnTo = null;
  #heading = h("h2", { class: "sheet-heading" });
  #lead = h("p", { class: "sheet-lead" });

  constructor() {
    super();
    const kind = this.localName;
    this.#heading.id = `${kind}-heading`;
    this.#lead.hidden = true;
    this.body = h("div", { class: "sheet-body" });
    this.footer = h("div", { class: "sheet-footer" });
    const cross = h("button", { class: "sheet-cross", type: "button", "aria-label": "Close" }, icon("x"));
    cross.addEventListener("click", () => this.leave());
    this.dialog = /** @type {HTMLDialogElement} */ (
      h(
        "dialog",
        { class: `sheet sheet-of-${kind}`, "aria-labelledby": this.#heading.id },
        h("header", { class: "sheet-header" }, h("div", { class: "sheet-words" }, this.#heading, this.#lead), cross),
        this.body,
        this.footer,
      )
    );
    // Esc is taken from the keyboard, not from `cancel`: a second Esc in a row closes a dialog even when
    // `cancel` is prevented, and a sheet with unsaved work decides on its own.
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      // Where what had the focus is gone or disabled, no key reaches the dialog, but this does.
      if (!this.dialog.contains(document.activeElement)) this.leave();
    });
    this.dialog.addEventListener("close", () => this.#restoreFocus());
    this.dialog.addEventListener("keydown", (event) => {
      if (event.defaultPrevented) return;
      if (event.key === "Tab") this.#keepFocusInside(event);
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    });
  }

  connectedCallback() {
    if (!this.dialog.isConnected) this.append(this.dialog);
  }

  get isOpen() {
    return this.dialog.open;
  }

  /** @param {string} words */
  set heading(words) {
    this.#heading.textContent = words;
  }

  /** One line under the heading; empty for none. @param {string} words */
  set lead(words) {
    this.#lead.textContent = words;
    this.#lead.hidden = words === "";
  }

  /**
   * Shows the sheet and puts the focus on `first`, or on the first control of the body.
   *
   * @param {HTMLElement | null} [first]
   */
  present(first = null) {
    if (!this.dialog.open) {
      this.#returnTo = document.activeElement;
      this.dialog.showModal();
      this.body.scrollTop = 0;
      this.dispatchEvent(new CustomEvent("sheet-opened", { bubbles: true }));
    }
    const target = first ?? this.body.querySelector(FOCUSABLE) ?? this.footer.querySelector(FOCUSABLE);
    if (target instanceof HTMLElement) target.focus();
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  /** Esc, the cross and Cancel come here. */
  leave() {
    if (this.mayLeave()) this.close();
  }

  /** Whether `leave` may close it now. A sheet with unsaved work answers no, and asks. */
  mayLeave() {
    return true;
  }

  /**
   * Asks the window for work; see `ask`.
   *
   * @param {string} name
   * @param {Record<string, unknown>} [args]
   */
  ask(name, args) {
    return ask(this, name, args);
  }

  #restoreFocus() {
    const target = this.#returnTo;
    this.#returnTo = null;
    if (target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true });
    this.dispatchEvent(new CustomEvent("sheet-closed", { bubbles: true }));
  }

  /**
   * A modal dialog keeps the focus out of the page, but Tab may still leave for the window's frame.
   *
   * @param {KeyboardEvent} event
   */
  #keepFocusInside(event) {
    const stops = [...this.dialog.querySelectorAll(FOCUSABLE)].filter(
      (stop) => stop instanceof HTMLElement && stop.tabIndex >= 0 && stop.checkVisibility(),
    );
    const [first, last] = [stops[0], stops.at(-1)];
    if (!(first instanceof HTMLElement && last instanceof HTMLElement)) return;
    const at = document.activeElement;
    if (event.shiftKey ? at !== first : at !== last) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
