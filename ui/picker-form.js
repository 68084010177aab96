/** What the window to cite from copies as: the form, and beside it the style that writes it. */
import * as api from "./api.js";
import { DEFAULT_FORM, DEFAULT_STYLE, formWords, FORMS, styleOptions } from "./cite.js";
import { h } from "./dom.js";

/** @import { CiteForm } from "./types/index.d.ts" */

export class PickerForm {
  /** @type {CiteForm} */
  chosen = DEFAULT_FORM;
  /** The style chosen last, also while a form without one is chosen. */
  #styleName = DEFAULT_STYLE;
  #form = h("select", { class: "picker-form", "aria-label": "Copy as" });
  #style = h("select", { class: "picker-form picker-style", "aria-label": "Style" });
  box = h("div", { class: "picker-forms" }, h("label", {}, "Copy as ", this.#form), this.#style);

  /** @param {() => void} changed @param {(error: unknown) => void} say */
  constructor(changed, say) {
    /** @param {CiteForm} form */
    const choose = (form) => {
      this.chosen = form;
      if ("style" in form) this.#styleName = form.style;
      this.#show();
      changed();
      api.setSetting("citeForm", form).catch(say);
    };
    this.#form.addEventListener("change", () => choose(this.#all[Number(this.#form.value)] ?? this.chosen));
    this.#style.addEventListener("change", () => "style" in this.chosen && choose({ ...this.chosen, style: this.#style.value }));
  }

  /** As it was chosen last. @param {CiteForm} form */
  async begin(form) {
    this.chosen = form;
    if ("style" in form) this.#styleName = form.style;
    this.#show();
    this.#style.replaceChildren(...styleOptions(await api.styles()));
    this.#style.value = this.#styleName;
    // A style of the reader's own may be gone.
    if (!this.#style.value) this.#styleName = DEFAULT_STYLE;
    // Meanwhile the reader may have chosen another form.
    if ("style" in this.chosen) this.chosen = { ...this.chosen, style: this.#styleName };
    this.#show();
  }

  /** @type {CiteForm[]} */
  #all = [];

  /** The form that is chosen first, the others as they are by themselves. */
  #show() {
    const others = FORMS.filter((one) => one.form !== this.chosen.form);
    this.#all = [this.chosen, ...others.map((one) => ("style" in one ? { ...one, style: this.#styleName } : one))];
    this.#form.replaceChildren(...this.#all.map((one, place) => h("option", { value: place }, formWords(one))));
    this.#form.value = "0";
    this.#style.hidden = !("style" in this.chosen);
    this.#style.value = this.#styleName;
  }
}
