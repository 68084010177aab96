import { act, h, icon } from "../dom.js";

/** @import { Annotation, AnnotationColor } from "../types/index.d.ts" */

/** @type {AnnotationColor[]} */
const COLOURS = ["yellow", "green", "blue", "pink"];

/** The highlights of an abstract with their comments; those whose words are gone say so. */
export class HighlightList extends HTMLElement {
  #shown = "";

  /** @param {Annotation[]} annotations */
  show(annotations) {
    const key = JSON.stringify(annotations);
    // A comment being typed is not torn away by its own save.
    if (key === this.#shown || (this.contains(document.activeElement) && document.activeElement instanceof HTMLTextAreaElement)) return;
    this.#shown = key;
    this.replaceChildren(...annotations.map((one) => this.#row(one)));
  }

  /** @param {number} id */
  edit(id) {
    /** @type {HTMLElement | null} */ (this.querySelector(`[data-id="${id}"] textarea`))?.focus();
  }

  /** @param {Annotation} one */
  #row(one) {
    const comment = h("textarea", { rows: "1", placeholder: "Comment", "aria-label": `Comment on “${one.quote.slice(0, 40)}”` });
    comment.value = one.comment;
    const save = (/** @type {AnnotationColor} */ color = one.color) => {
      if (comment.value !== one.comment || color !== one.color) act(this, "edit-annotation", { id: one.id, color, comment: comment.value });
      one = { ...one, color, comment: comment.value };
    };
    let timer = 0;
    comment.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => save(), 300);
    });
    comment.addEventListener("blur", () => save());
    const swatches = COLOURS.map((color) => {
      const button = h("button", { type: "button", class: `swatch ${color}`, "aria-label": `Make it ${color}`, "aria-pressed": String(color === one.color), title: `Make it ${color}` });
      button.addEventListener("click", () => save(color));
      return button;
    });
    const remove = h("button", { type: "button", class: "icon-button", title: "Remove this highlight", "aria-label": "Remove this highlight" }, icon("trash-2"));
    remove.addEventListener("click", () => act(this, "delete-annotation", { id: one.id }));
    return h("article", { class: `highlight-row ${one.color}`, "data-id": one.id },
      h("blockquote", {}, one.quote),
      one.orphaned && h("p", { class: "orphaned" }, icon("triangle-alert"), "These words are no longer in the abstract."),
      comment,
      h("footer", {}, ...swatches, remove));
  }
}

customElements.define("highlight-list", HighlightList);
