import { h } from "../dom.js";
import { isTyping } from "../keys.js";

/** Rows that are built together. */
const CHUNK = 10;
/** How far outside the visible part rows are kept built, in pixels. */
const MARGIN = 400;

/**
 * A long list of rows of differing heights, in an area that scrolls.
 *
 * Rows live in chunks in the ordinary flow; a chunk far from the visible part is emptied and keeps its height.
 * So a row may grow when it is opened without any arithmetic on positions, and 20,000 rows cost 2,000 empty boxes.
 * (`content-visibility: auto` was not enough: the elements of 20,000 rows alone take seconds to make.)
 *
 * Up, Down, Page Up, Page Down, Home and End move between rows; only the current row is in the Tab order.
 */
export class ChunkedList extends HTMLElement {
  /** @type {unknown[]} */
  #items = [];
  /** @type {(item: any, index: number) => HTMLElement} */
  #makeRow = () => h("div", {});
  /** @type {HTMLElement[]} */
  #chunks = [];
  #rowHeight = 72;
  #current = 0;
  /** @type {IntersectionObserver | null} */
  #observer = null;

  connectedCallback() {
    this.setAttribute("role", "list");
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("focusin", this.#onFocus);
    this.addEventListener("scroll", this.#onScroll, { passive: true });
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.#onKey);
    this.removeEventListener("focusin", this.#onFocus);
    this.removeEventListener("scroll", this.#onScroll);
    this.#observer?.disconnect();
    this.#observer = null;
  }

  /**
   * @template T
   * @param {T[]} items
   * @param {(item: T, index: number) => HTMLElement} makeRow
   */
  show(items, makeRow) {
    this.#items = items;
    this.#makeRow = makeRow;
    this.#current = 0;
    this.scrollTop = 0;
    this.#observer?.disconnect();
    this.#observer = new IntersectionObserver((entries) => this.#onSight(entries), {
      root: this,
      rootMargin: `${MARGIN}px 0px`,
    });
    this.#chunks = [];
    for (let start = 0; start < items.length; start += CHUNK) {
      const chunk = h("div", { class: "chunk", role: "presentation" });
      chunk.dataset.start = String(start);
      this.#chunks.push(chunk);
    }
    this.replaceChildren(...this.#chunks);
    if (this.#chunks[0]) this.#fill(this.#chunks[0]);
    const first = this.#chunks[0]?.firstElementChild;
    // Estimates come from a real row, so that they follow the text size.
    if (first instanceof HTMLElement && first.offsetHeight) this.#rowHeight = first.offsetHeight;
    for (const [index, chunk] of this.#chunks.entries()) {
      if (index > 0) chunk.style.height = `${this.#countIn(chunk) * this.#rowHeight}px`;
      this.#observer.observe(chunk);
    }
  }

  /** Builds the visible rows anew, keeping the place: something about all of them changed. */
  refresh() {
    for (const chunk of this.#chunks) if (chunk.firstChild) this.#fill(chunk);
  }

  /** Puts the focus on the row that was last used, or the first. */
  focusCurrent() {
    this.#moveTo(this.#current);
  }

  /** @param {HTMLElement} chunk */
  #countIn(chunk) {
    return Math.min(CHUNK, this.#items.length - Number(chunk.dataset.start));
  }

  /** @param {HTMLElement} chunk */
  #fill(chunk) {
    const start = Number(chunk.dataset.start);
    const rows = this.#items.slice(start, start + CHUNK).map((item, offset) => {
      const index = start + offset;
      const row = this.#makeRow(item, index);
      row.setAttribute("role", "listitem");
      row.setAttribute("aria-posinset", String(index + 1));
      row.setAttribute("aria-setsize", String(this.#items.length));
      row.dataset.index = String(index);
      setReachable(row, index === this.#current);
      return row;
    });
    chunk.style.height = "";
    chunk.replaceChildren(...rows);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #onSight(entries) {
    for (const { target, isIntersecting } of entries) {
      const chunk = /** @type {HTMLElement} */ (target);
      if (isIntersecting && !chunk.firstChild) {
        const before = chunk.offsetHeight;
        const isAbove = chunk.offsetTop + before <= this.scrollTop;
        this.#fill(chunk);
        // WebKit does not hold the place by itself when something above it grows.
        if (isAbove && !CSS.supports("overflow-anchor", "auto")) this.scrollTop += chunk.offsetHeight - before;
      } else if (!isIntersecting && chunk.firstChild && !chunk.contains(document.activeElement)) {
        chunk.style.height = `${chunk.offsetHeight}px`;
        chunk.replaceChildren();
      }
    }
  }

  /** The observer reports a frame late: after a jump, what is in sight is built at once. */
  #onScroll = () => {
    const bottom = this.scrollTop + this.clientHeight;
    for (let at = this.#firstInSight(); at < this.#chunks.length; at += 1) {
      const chunk = this.#chunks[at];
      if (!chunk || chunk.offsetTop > bottom) return;
      if (!chunk.firstChild) this.#fill(chunk);
    }
  };

  /** @returns {number} the index of the first chunk that reaches below the top edge */
  #firstInSight() {
    let [low, high] = [0, this.#chunks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const chunk = this.#chunks[middle];
      if (chunk && chunk.offsetTop + chunk.offsetHeight <= this.scrollTop) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #onFocus = (/** @type {FocusEvent} */ event) => {
    const row = rowOf(event.target);
    if (!row || Number(row.dataset.index) === this.#current) return;
    const old = this.querySelector(`[data-index="${this.#current}"]`);
    if (old instanceof HTMLElement) setReachable(old, false);
    this.#current = Number(row.dataset.index);
    setReachable(row, true);
  };

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (isTyping(event.target) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.#items.length - 1;
    const to = {
      ArrowDown: this.#current + 1,
      ArrowUp: this.#current - 1,
      PageDown: this.#current + 10,
      PageUp: this.#current - 10,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#moveTo(Math.max(0, Math.min(last, to)));
  };

  /** @param {number} index */
  #moveTo(index) {
    const chunk = this.#chunks[Math.floor(index / CHUNK)];
    if (!chunk) return;
    if (!chunk.firstChild) this.#fill(chunk);
    const row = chunk.querySelector(`[data-index="${index}"]`);
    if (!(row instanceof HTMLElement)) return;
    row.scrollIntoView({ block: "nearest" });
    const stop = row.querySelector("input:not(:disabled), button") ?? row;
    if (stop instanceof HTMLElement) stop.focus({ preventScroll: true });
  }
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const rowOf = (target) => (target instanceof Element ? target.closest("[data-index]") : null);

/** @param {HTMLElement} row @param {boolean} reachable by Tab */
function setReachable(row, reachable) {
  const stops = row.querySelectorAll("input, button, textarea");
  const tabIndex = reachable ? 0 : -1;
  if (stops.length === 0) row.tabIndex = tabIndex;
  for (const stop of stops) if (stop instanceof HTMLElement) stop.tabIndex = tabIndex;
}

customElements.define("chunked-list", ChunkedList);
