import { act, h, icon } from "../dom.js";

/** The tags of a paper as chips, with an input that completes. */
export class TagField extends HTMLElement {
  #paper = 0;
  /** @type {string[]} */
  #tags = [];
  #input = h("input", { type: "text", list: "all-tags", placeholder: "Add a tag", "aria-label": "Add a tag" });
  #chips = h("span", { class: "chips" });

  connectedCallback() {
    if (this.firstChild) return;
    this.append(this.#chips, this.#input);
    this.#input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === ",") {
        event.preventDefault();
        this.#add();
      } else if (event.key === "Backspace" && !this.#input.value && this.#tags.length) this.#remove(this.#tags.at(-1) ?? "");
      else if (event.key === "Escape") {
        event.stopPropagation();
        this.#input.value = "";
        this.#input.blur();
      }
    });
    this.#input.addEventListener("blur", () => this.#add());
  }

  /** @param {number} paper @param {string[]} tags */
  show(paper, tags) {
    // What was typed is a tag of the paper that leaves.
    if (paper !== this.#paper) this.#add();
    this.#paper = paper;
    this.#tags = tags;
    this.#chips.replaceChildren(...tags.map((tag) => {
      const remove = h("button", { type: "button", "aria-label": `Take off the tag ${tag}`, title: "Take off" }, icon("x"));
      remove.addEventListener("click", () => this.#remove(tag));
      return h("span", { class: "chip" }, tag, remove);
    }));
  }

  focusInput() {
    this.#input.focus();
  }

  #add() {
    const tag = this.#input.value.trim();
    this.#input.value = "";
    if (tag) act(this, "tag-papers", { ids: [this.#paper], add: [tag], remove: [] });
  }

  /** @param {string} tag */
  #remove(tag) {
    act(this, "tag-papers", { ids: [this.#paper], add: [], remove: [tag] });
  }
}

customElements.define("tag-field", TagField);
