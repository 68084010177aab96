import { act, ask, h } from "../dom.js";

/**
 * A field that is text until it is clicked or Enter is pressed on it, then an input. Enter (in a line) or leaving it
 * saves; Esc reverts; a value that is refused stays, with the reason below.
 *
 * Set `label`, `placeholder`, `lines` ("one" or "many"), `save(text)` → edit, and `value`.
 */
export class EditableField extends HTMLElement {
  label = "";
  placeholder = "";
  /** @type {"one" | "many"} */
  lines = "one";
  /** @type {(text: string) => Record<string, unknown>} */
  save = () => ({});
  /** @type {(text: string) => Node | string} */
  draw = (text) => text;
  #value = "";
  /** @type {HTMLInputElement | HTMLTextAreaElement | null} */
  #input = null;

  set value(/** @type {string} */ value) {
    this.#value = value;
    if (!this.#input) this.#show();
  }

  get isOpen() {
    return this.#input !== null;
  }

  #show() {
    const empty = this.#value === "";
    const button = h("div", { class: empty ? "field empty" : "field", role: "button", tabindex: "0", "aria-label": `${this.label}: ${this.#value || "empty"}. Press Enter to edit`, title: `Edit the ${this.label.toLowerCase()}` },
      empty ? this.placeholder : this.draw(this.#value));
    button.addEventListener("click", (event) => {
      if (!(/** @type {Element} */ (event.target).closest("a")) && getSelection()?.isCollapsed !== false) this.open();
    });
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== button) return;
      event.preventDefault();
      event.stopPropagation();
      this.open();
    });
    this.replaceChildren(button);
  }

  open() {
    const many = this.lines === "many";
    const input = many ? h("textarea", { rows: "3", "aria-label": this.label }) : h("input", { type: "text", "aria-label": this.label, placeholder: this.placeholder });
    this.#input = input;
    input.value = this.#value;
    const problem = h("p", { class: "problem", role: "alert" });
    this.replaceChildren(input, problem);
    const fit = () => {
      if (!many) return;
      input.style.height = "auto";
      input.style.height = `${input.scrollHeight + 2}px`;
    };
    input.addEventListener("input", fit);
    input.addEventListener("keydown", (event) => {
      const key = /** @type {KeyboardEvent} */ (event);
      if (key.key === "Escape") {
        key.stopPropagation();
        this.#close(true);
      } else if (key.key === "Enter" && (!many || key.ctrlKey || key.metaKey)) {
        key.preventDefault();
        this.#store(problem, true);
      }
    });
    input.addEventListener("blur", () => this.#store(problem, false));
    input.focus();
    fit();
    if (!many) input.select();
  }

  /** Saves what is being typed; resolves when it is stored or refused. */
  async flush() {
    const problem = this.querySelector(".problem");
    if (this.#input && problem) await this.#store(problem, false);
  }

  /** @param {Element} problem @param {boolean} keepFocus */
  async #store(problem, keepFocus) {
    const input = this.#input;
    if (!input) return;
    const text = input.value;
    if (text === this.#value) return this.#close(keepFocus);
    try {
      await ask(this, "edit-papers", this.save(text));
      if (this.#input !== input) return;
      this.#value = text;
      this.#close(keepFocus);
    } catch (error) {
      const { message } = /** @type {{message: string}} */ (error);
      // Where it was typed another paper is shown by now.
      if (this.#input !== input) return act(this, "toast", { text: `The ${this.label.toLowerCase()} was not saved. ${message}`, kind: "error" });
      problem.textContent = message;
      input.setAttribute("aria-invalid", "true");
    }
  }

  /** Stops editing: what is typed belongs to a paper that is not shown any more. What is being saved is saved. */
  end() {
    if (this.#input) this.#close(false);
  }

  /** @param {boolean} keepFocus */
  #close(keepFocus) {
    this.#input = null;
    this.#show();
    if (keepFocus) /** @type {HTMLElement} */ (this.firstElementChild)?.focus();
  }
}

customElements.define("editable-field", EditableField);
