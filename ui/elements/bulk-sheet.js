import { h } from "../dom.js";
import { marked, markedList } from "../marked.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, counted, field, inWords, message, progress, relabel, select } from "./sheet-parts.js";

/** @import { BulkEdit, BulkField, BulkPreview, LetterCase } from "../types/index.d.ts" */

/** In milliseconds: the preview follows what is typed, a moment after. */
const PAUSE = 200;

/** @type {[value: string, words: string][]} */
const FIELDS = [["title", "Title"], ["authors", "Authors"], ["venue", "Venue"], ["year", "Year"], ["abstract", "Abstract"], ["comments", "Comments"], ["tags", "Tags"]];
/** @type {Record<string, string>} */
const WHAT = { replace: "Find and replace", set: "Give all the same", case: "Change capitals" };
/** @type {[value: LetterCase, words: string][]} */
const CASES = [["sentence", "Like a sentence"], ["title", "Like a Title"], ["lower", "all small"], ["upper", "ALL CAPITALS"]];

/** One change to many papers, with what it would do to each shown first. */
export class BulkSheet extends ModalSheet {
  /** @type {number[]} */
  #ids = [];
  #timer = 0;
  /** Counts askings, so that a late answer to an older one is not shown. */
  #asked = 0;
  #field = select("bulk-field", "Field", FIELDS);
  #what = select("bulk-what", "Change", Object.entries(WHAT));
  #case = select("bulk-case", "Capitals", CASES);
  #find = field({ id: "bulk-find", label: "Find" });
  #with = field({ id: "bulk-with", label: "Replace with", placeholder: "nothing" });
  #value = field({ id: "bulk-value", label: "Value", placeholder: "empty" });
  #add = field({ id: "bulk-add", label: "Add tags", placeholder: "one, another" });
  #remove = field({ id: "bulk-remove", label: "Take off tags", placeholder: "one, another" });
  #matchCase = check("bulk-match-case", "Match case and accents");
  #wholeWords = check("bulk-whole-words", "Whole words only");
  #form = h("div", { class: "bulk-form" });
  #options = h("div", { class: "bulk-options" }, this.#matchCase.box, this.#wholeWords.box);
  #trouble = message("error");
  #refused = message("note");
  #summary = h("p", { class: "bulk-summary", role: "status" });
  #samples = h("tbody", {});
  #paper = h("th", { scope: "col" }, "Paper");
  #table = h("table", { class: "bulk-samples" }, h("thead", {}, h("tr", {}, this.#paper, h("th", { scope: "col" }, "Before"), h("th", { scope: "col" }, "After"))), this.#samples);
  #progress = progress();
  #apply = button("Change", () => void this.#run(), "primary");

  constructor() {
    super();
    this.heading = "Change many at once";
    this.#form.append(this.#field.box, this.#what.box, this.#case.box, this.#find.box, this.#with.box, this.#value.box, this.#add.box, this.#remove.box);
    this.body.append(
      this.#form, this.#options, this.#trouble.box, this.#summary, this.#refused.box, this.#table, this.#progress.box,
    );
    this.footer.append(h("span", { class: "sheet-space" }), button("Cancel", () => this.leave()), this.#apply);
    this.body.addEventListener("input", () => this.#changed());
    this.body.addEventListener("change", () => this.#changed());
    this.body.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing && !this.#apply.disabled) void this.#run();
    });
  }

  /** @param {{ids: number[]}} data */
  open({ ids }) {
    this.#ids = ids;
    this.lead = `${counted(ids.length, "paper")} selected. One undo takes all of it back.`;
    this.#trouble.say("");
    this.#changed();
    this.present(this.#field.input);
  }

  get #isTags() {
    return this.#field.input.value === "tags";
  }

  #changed() {
    const what = this.#what.input.value;
    const isTags = this.#isTags;
    this.#what.box.hidden = isTags;
    this.#case.box.hidden = isTags || what !== "case";
    for (const part of [this.#find.box, this.#with.box]) part.hidden = isTags || what !== "replace";
    this.#value.box.hidden = isTags || what !== "set";
    this.#add.box.hidden = this.#remove.box.hidden = !isTags;
    this.#options.hidden = isTags || what !== "replace";
    this.#form.classList.toggle("of-tags", isTags);
    clearTimeout(this.#timer);
    // An answer that is still to come is one about something else.
    this.#asked += 1;
    this.#progress.stop();
    this.#apply.disabled = true;
    this.#timer = window.setTimeout(() => void this.#preview(), PAUSE);
  }

  /** @returns {BulkEdit | null} null while something needed is not filled in */
  #edit() {
    const named = (/** @type {string} */ text) => text.split(",").map((name) => name.trim()).filter(Boolean);
    if (this.#isTags) {
      const [add, remove] = [named(this.#add.input.value), named(this.#remove.input.value)];
      return add.length || remove.length ? { what: "tags", add, remove } : null;
    }
    const on = /** @type {BulkField} */ (this.#field.input.value);
    const what = this.#what.input.value;
    if (what === "set") return { what, field: on, value: this.#value.input.value.trim() };
    if (what === "case") return { what, field: on, case: /** @type {LetterCase} */ (this.#case.input.value) };
    const find = this.#find.input.value;
    return find ? { what: "replace", field: on, find, with: this.#with.input.value, match_case: this.#matchCase.input.checked, whole_words: this.#wholeWords.input.checked } : null;
  }

  async #preview() {
    const asked = ++this.#asked;
    const edit = this.#edit();
    this.#trouble.say("");
    this.#refused.say("");
    if (!edit) return this.#show(null);
    this.#progress.start(`Looking at ${counted(this.#ids.length, "paper")}…`);
    try {
      const preview = await this.ask("preview-bulk-edit", { ids: this.#ids, edit });
      if (asked === this.#asked) this.#show(preview);
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#show(null);
      this.#trouble.say(inWords(error));
    } finally {
      if (asked === this.#asked) this.#progress.stop();
    }
  }

  /** @param {BulkPreview | null} preview */
  #show(preview) {
    const changed = preview?.changed ?? 0;
    this.#apply.disabled = changed === 0;
    relabel(this.#apply, changed ? `Change ${counted(changed, "paper")}` : "Change");
    this.#table.hidden = changed === 0;
    // A title tells by itself which paper it is of.
    const isTitle = this.#field.input.value === "title";
    this.#paper.hidden = isTitle;
    this.#table.classList.toggle("named", !isTitle);
    this.#samples.replaceChildren(...(preview?.samples ?? []).map(({ title, before, after }) => {
      const [was, is] = this.#isTags ? markedList(before, after) : marked(before, after);
      return h("tr", {}, isTitle ? null : h("th", { scope: "row", title }, title), h("td", {}, ...was), h("td", {}, ...is));
    }));
    if (!preview) this.#summary.textContent = "";
    else if (!changed) this.#summary.textContent = "No paper would change.";
    else {
      const more = changed > preview.samples.length ? `; the first ${counted(preview.samples.length, "paper")} are shown` : "";
      this.#summary.textContent = `${counted(changed, "paper")} would change${preview.same ? `, ${preview.same.toLocaleString("en")} would stay as ${preview.same === 1 ? "it is" : "they are"}` : ""}${more}.`;
    }
    if (preview?.refused) this.#refused.say(`${counted(preview.refused, "paper")} would stay as ${preview.refused === 1 ? "it is" : "they are"}: ${preview.refusal}`);
  }

  async #run() {
    const edit = this.#edit();
    if (!edit || this.#apply.disabled) return;
    this.#apply.disabled = true;
    this.#progress.start(`Changing ${counted(this.#ids.length, "paper")}…`);
    try {
      await this.ask("bulk-edit", { ids: this.#ids, edit });
      this.close();
    } catch (error) {
      this.#trouble.say(inWords(error));
      this.#apply.disabled = false;
    } finally {
      this.#progress.stop();
    }
  }
}

/** @param {string} id @param {string} label */
function check(id, label) {
  const input = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id }));
  return { input, box: h("label", { class: "sheet-check", for: id }, input, label) };
}

customElements.define("bulk-sheet", BulkSheet);
