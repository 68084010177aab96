import { act, h, icon } from "../dom.js";
import { on, state } from "../state.js";

/**
 * @typedef {object} Toast
 * @property {string} text what happened; for errors, what to do as well
 * @property {"plain" | "wait" | "error"} [kind] "wait" when it is only being done
 * @property {number | null} [undo] the journal entry that its Undo button takes back
 * @property {boolean} [redo] offers to do it again
 */

/** In milliseconds. Errors stay longer: they say what to do. */
const STAY = 8_000;
const STAY_ERROR = 20_000;
const MOST_ERRORS = 3;

/** Short messages at the foot of the window. They come and go by themselves; hovering or focus keeps them. */
export class ToastHost extends HTMLElement {
  #polite = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
  #urgent = h("div", { class: "toasts", role: "alert" });

  constructor() {
    super();
    on("overview", () => this.#dropOutdated());
    for (const name of ["sheet-opened", "sheet-closed"]) document.addEventListener(name, () => this.#follow());
  }

  connectedCallback() {
    // A popover lies above open sheets, where a failure must be seen as well.
    this.setAttribute("popover", "manual");
    if (!this.firstChild) this.append(this.#urgent, this.#polite);
  }

  /** Into the sheet that is open, or back to the page: outside a modal dialog nothing can be pressed, nor is it read out. */
  #follow() {
    const home = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
    if (this.parentElement === home) return;
    home.append(this);
    if (this.querySelector(".toast")) this.showPopover();
  }

  /** @param {Toast} toast */
  show(toast) {
    const isError = toast.kind === "error";
    const close = h("button", { class: "toast-close", type: "button", "aria-label": "Close this message" }, icon("x"));
    const element = h("div", { class: `toast${isError ? " error" : ""}` }, icon(isError ? "circle-alert" : toast.kind === "wait" ? "hourglass" : "check"), h("p", { class: "toast-text" }, toast.text));
    if (typeof toast.undo === "number") {
      element.dataset.entry = String(toast.undo);
      element.append(this.#button("Undo", "undo"));
    }
    if (toast.redo) {
      element.dataset.entry = "redo";
      element.append(this.#button("Redo", "redo"));
    }
    element.append(close);
    close.addEventListener("click", () => this.#remove(element));
    const host = isError ? this.#urgent : this.#polite;
    // What happened last is what counts; errors may each need doing something.
    const most = isError ? MOST_ERRORS : 1;
    host.append(element);
    while (host.children.length > most) this.#remove(/** @type {Element} */ (host.firstElementChild));
    this.#follow();
    if (this.matches(":popover-open")) this.hidePopover();
    this.showPopover();
    this.#leaveLater(element, isError ? STAY_ERROR : STAY);
  }

  /** Takes back the offers to undo or redo: something newer was done. */
  dropUndo() {
    for (const toast of this.querySelectorAll(".toast[data-entry]")) this.#remove(toast);
  }

  /** Another window or program did something: the offer would undo that instead. What was wrong with a kept file may be settled. */
  #dropOutdated() {
    const troubles = new Set((state.overview?.live_files ?? []).map((file) => file.trouble));
    for (const toast of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".toast.error"))) {
      if (troubles.has(toast.querySelector(".toast-text")?.textContent ?? "")) toast.dataset.isOfFile = "";
      else if ("isOfFile" in toast.dataset) this.#remove(toast);
    }
    const newest = String(state.overview?.undo?.id ?? "");
    for (const toast of this.querySelectorAll(".toast[data-entry]")) {
      const { entry } = /** @type {HTMLElement} */ (toast).dataset;
      if (entry === "redo" ? !state.overview?.redo : entry !== newest) this.#remove(toast);
    }
  }

  /** @param {string} words @param {"undo" | "redo"} name */
  #button(words, name) {
    const button = h("button", { class: "toast-action", type: "button" }, words);
    button.addEventListener("click", () => act(this, name));
    return button;
  }

  /** @param {Element} element @param {number} after milliseconds */
  #leaveLater(element, after) {
    let timer = window.setTimeout(() => this.#remove(element), after);
    const stay = () => clearTimeout(timer);
    const goOn = () => (timer = window.setTimeout(() => this.#remove(element), after / 2));
    element.addEventListener("pointerenter", stay);
    element.addEventListener("focusin", stay);
    element.addEventListener("pointerleave", goOn);
    element.addEventListener("focusout", goOn);
  }

  /** @param {Element} element */
  #remove(element) {
    const hadFocus = element.contains(document.activeElement);
    element.remove();
    if (hadFocus) act(this, "focus-list");
    if (!this.querySelector(".toast") && this.matches(":popover-open")) this.hidePopover();
  }
}

customElements.define("toast-host", ToastHost);
