import { act } from "../dom.js";
import { on, state } from "../state.js";

/** Widths in rem, so that panes grow with the text. */
const PANES = /** @type {const} */ ({
  sidebar: { variable: "--sidebar-width", least: 11, most: 24, usual: 14.5, share: 0 },
  list: { variable: "--list-width", least: 17, most: 48, usual: 25, share: 0.26 },
});
const STEP = 1;

/**
 * The line between two panes: dragged, or moved with the arrow keys; a double click gives the usual width back.
 * `data-pane` names the pane at its left.
 */
export class SplitPane extends HTMLElement {
  /** @type {AbortController | null} */
  #listening = null;
  #width = 0;

  connectedCallback() {
    this.setAttribute("role", "separator");
    this.setAttribute("aria-orientation", "vertical");
    this.setAttribute("aria-label", this.dataset.label ?? "");
    this.setAttribute("aria-controls", this.dataset.controls ?? "");
    this.setAttribute("aria-valuemin", String(this.#pane.least));
    this.setAttribute("aria-valuemax", String(this.#pane.most));
    this.tabIndex = 0;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("pointerdown", (event) => this.#onPointerDown(event), { signal });
    this.addEventListener("keydown", (event) => this.#onKey(event), { signal });
    this.addEventListener("dblclick", () => this.#settle(this.#usual), { signal });
    const follow = () => this.#show(state.settings.panes?.[this.#name] ?? this.#usual);
    on("settings", follow, signal);
    addEventListener("resize", follow, { signal });
    follow();
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  get #name() {
    return this.dataset.pane === "list" ? "list" : "sidebar";
  }

  get #pane() {
    return PANES[this.#name];
  }

  /** A large screen gives the list its share; authors and tags have room then. */
  get #usual() {
    const { usual, share } = this.#pane;
    return Math.max(usual, Math.min(usual * 1.75, (innerWidth / rem()) * share));
  }

  /** @param {PointerEvent} event */
  #onPointerDown(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.focus({ preventScroll: true });
    this.setPointerCapture(event.pointerId);
    const [from, start] = [this.#width, event.clientX];
    const drag = new AbortController();
    this.classList.add("is-dragged");
    this.addEventListener("pointermove", (move) => this.#show(from + (move.clientX - start) / rem()), { signal: drag.signal });
    const end = () => {
      drag.abort();
      this.classList.remove("is-dragged");
      if (this.#width !== from) this.#settle(this.#width);
    };
    this.addEventListener("pointerup", end, { signal: drag.signal });
    this.addEventListener("lostpointercapture", end, { signal: drag.signal });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const to = { ArrowLeft: this.#width - STEP, ArrowRight: this.#width + STEP, Home: this.#pane.least, End: this.#pane.most }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#settle(to);
  }

  /** @param {number} width rem */
  #show(width) {
    const { least, most, variable } = this.#pane;
    this.#width = Math.min(most, Math.max(least, Number.isFinite(width) ? width : this.#usual));
    document.documentElement.style.setProperty(variable, `${this.#width}rem`);
    this.setAttribute("aria-valuenow", String(Math.round(this.#width)));
  }

  /** @param {number} width rem */
  #settle(width) {
    this.#show(width);
    const panes = { ...state.settings.panes, [this.#name]: Math.round(this.#width * 100) / 100 };
    act(this, "set-setting", { key: "panes", value: panes });
  }
}

/** The unit of the widths, in pixels. */
const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

customElements.define("split-pane", SplitPane);
