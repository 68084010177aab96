import { h, icon } from "../dom.js";
import { sourceFrom } from "../clipboard.js";

/**
 * Says, while something is dragged over the window, that it may be dropped; announces text that was dropped with
 * `source-dropped`. Files come with their paths from the core, which calls for `show` and `hide` through the window.
 */
export class DropOverlay extends HTMLElement {
  /** @type {AbortController | null} */
  #listening = null;
  /** Enter and leave come in pairs for every element crossed; the drag is over the window while more entered. */
  #depth = 0;

  connectedCallback() {
    // A popover lies above an open sheet; the overlay must be seen from there as well.
    this.setAttribute("popover", "manual");
    this.setAttribute("aria-hidden", "true");
    this.replaceChildren(
      h(
        "div",
        { class: "drop-card" },
        icon("file-down"),
        h("p", { class: "drop-title" }, "Drop to review"),
        h("p", {}, "Nothing is added before you confirm it."),
      ),
    );
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    window.addEventListener("dragenter", (event) => this.#onEnter(event), { signal });
    window.addEventListener("dragleave", () => this.#onLeave(), { signal });
    window.addEventListener("dragover", (event) => isFromOutside(event) && event.preventDefault(), { signal });
    window.addEventListener("drop", (event) => void this.#onDrop(event), { signal });
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  show() {
    if (!this.matches(":popover-open")) this.showPopover();
  }

  hide() {
    this.#depth = 0;
    if (this.matches(":popover-open")) this.hidePopover();
  }

  /** @param {DragEvent} event */
  #onEnter(event) {
    if (!isFromOutside(event)) return;
    this.#depth += 1;
    this.show();
  }

  #onLeave() {
    this.#depth -= 1;
    if (this.#depth <= 0) this.hide();
  }

  /** @param {DragEvent} event */
  async #onDrop(event) {
    this.hide();
    if (!isFromOutside(event) || !event.dataTransfer) return;
    event.preventDefault();
    const source = await sourceFrom(event.dataTransfer);
    if (source) this.dispatchEvent(new CustomEvent("source-dropped", { bubbles: true, detail: { source } }));
  }
}

/**
 * Papers dragged to a collection and text dragged within a field are not for the import.
 *
 * @param {DragEvent} event
 */
function isFromOutside(event) {
  const types = event.dataTransfer?.types ?? [];
  if (event.defaultPrevented || dragStartedHere || types.some((type) => type.startsWith("application/x-postil")))
    return false;
  return types.some(
    (type) => type === "Files" || type === "text/html" || type === "text/plain" || type === "text/uri-list",
  );
}

let dragStartedHere = false;
window.addEventListener("dragstart", () => (dragStartedHere = true), true);
window.addEventListener("dragend", () => (dragStartedHere = false), true);

customElements.define("drop-overlay", DropOverlay);
