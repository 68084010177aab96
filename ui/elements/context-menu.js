import { h, icon } from "../dom.js";
import { keysInWords } from "../keys.js";

/**
 * @typedef {{title: string, icon?: string, keys?: string | undefined, checked?: boolean, danger?: boolean, run: () => void} | "line"} MenuItem
 *   "line" separates groups
 */

/** A menu at a place of the window: for the right mouse button, the menu key, and buttons that open one. */
export class ContextMenu extends HTMLElement {
  /** @type {Element | null} */
  #returnTo = null;

  connectedCallback() {
    this.setAttribute("popover", "auto");
    this.setAttribute("role", "menu");
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("toggle", (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === "closed") this.#restoreFocus();
    });
    // The place it belongs to is elsewhere then.
    window.addEventListener("resize", () => this.matches(":popover-open") && this.hidePopover());
    this.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  /** @param {MenuItem[]} items @param {number} x @param {number} y in CSS pixels of the window */
  open(items, x, y) {
    if (!items.some((item) => item !== "line")) return;
    if (!this.matches(":popover-open")) this.#returnTo = document.activeElement;
    const checks = items.some((item) => item !== "line" && item.checked !== undefined);
    this.replaceChildren(...items.map((item) => (item === "line" ? h("div", { class: "menu-line", role: "separator" }) : this.#row(item, checks))));
    this.showPopover();
    const { width, height } = this.getBoundingClientRect();
    this.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 8))}px`;
    this.style.top = `${Math.max(4, y + height > innerHeight - 8 ? Math.max(4, Math.min(y - height, innerHeight - height - 8)) : y)}px`;
    this.#items[0]?.focus();
  }

  /** @param {Exclude<MenuItem, "line">} item @param {boolean} checks */
  #row(item, checks) {
    const row = h(
      "button",
      { type: "button", class: `menu-item${item.danger ? " danger" : ""}`, role: checks ? "menuitemradio" : "menuitem", tabindex: "-1", "aria-checked": checks ? String(Boolean(item.checked)) : null },
      h("span", { class: "menu-icon" }, checks ? item.checked && icon("check") : item.icon && icon(item.icon)),
      h("span", { class: "menu-title" }, item.title),
      item.keys && h("kbd", { class: "menu-keys" }, keysInWords(item.keys)),
    );
    row.addEventListener("click", () => {
      this.hidePopover();
      item.run();
    });
    row.addEventListener("pointermove", () => row.focus({ preventScroll: true }));
    return row;
  }

  /** @returns {HTMLElement[]} */
  get #items() {
    return [...this.querySelectorAll("button")];
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const items = this.#items;
    const at = items.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[event.key];
    event.stopPropagation();
    if (event.key === "Tab") this.hidePopover();
    else if (to !== undefined) items[to]?.focus();
    else if (event.key.length === 1 && event.key !== " ") {
      const typed = event.key.toLowerCase();
      [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.querySelector(".menu-title")?.textContent?.toLowerCase().startsWith(typed))?.focus();
    } else return;
    event.preventDefault();
  }

  #restoreFocus() {
    const target = this.#returnTo;
    this.#returnTo = null;
    // Only when the focus would be lost: what the item did may have moved it on purpose.
    if (document.activeElement === document.body || this.contains(document.activeElement)) {
      if (target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true });
    }
  }
}

customElements.define("context-menu", ContextMenu);
