import { DEFAULT_FORM, DEFAULT_STYLE, FORM_WORDS, FORMS, styleOptions } from "../cite.js";
import { h } from "../dom.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, counted, inWords, message, select } from "./sheet-parts.js";

/** @import { Cited, CiteForm } from "../types/index.d.ts" */

/** Papers whose citations are shown; more are copied, but nobody reads them here. */
const SHOWN = 30;

const COMMANDS = ["cite", "citep", "citet", "autocite", "textcite", "parencite", "footcite", "nocite"];

/** Papers as a style writes them, or as the command that cites them, for the clipboard. */
export class CiteSheet extends ModalSheet {
  /** @type {number[]} */
  #ids = [];
  /** Counts askings, so that a late answer to an older one is not shown. */
  #asked = 0;
  #form = select("cite-form", "Copy as", FORMS.map(({ form }) => [form, FORM_WORDS[form]]));
  #style = select("cite-style", "Style", []);
  #command = select("cite-command", "Command", COMMANDS.map((name) => [name, `\\${name}`]));
  #folder = button("Add styles…", () => void this.#act("open-styles-folder", {}), "quiet", "folder-open");
  #trouble = message("error");
  #shown = h("div", { class: "cite-shown", role: "region", "aria-label": "What is copied", "aria-live": "polite", tabindex: "0" });
  #more = h("p", { class: "sheet-hint" });
  #copy = button("Copy", () => void this.#run(), "primary", "copy");

  constructor() {
    super();
    this.heading = "Cite";
    this.#folder.title = "Drop a .csl file on the window, or put it into the folder that this opens";
    this.body.append(
      h("div", { class: "cite-form" }, this.#form.box, this.#style.box, this.#command.box),
      this.#trouble.box, this.#shown, this.#more,
    );
    this.footer.append(this.#folder, h("span", { class: "sheet-space" }), button("Close", () => this.leave()), this.#copy);
    this.body.addEventListener("change", () => void this.#changed());
    // A style was dropped on the window, or put into the folder that was opened from here.
    document.addEventListener("styles-changed", () => this.isOpen && void this.open({ ids: this.#ids }));
    window.addEventListener("focus", () => this.isOpen && void this.#readStyles());
    this.body.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || this.#copy.disabled) return;
      event.preventDefault();
      void this.#run();
    });
  }

  /** @param {{ids: number[]}} data */
  async open({ ids }) {
    this.#ids = ids;
    this.lead = counted(ids.length, "paper");
    this.#trouble.say("");
    this.#shown.replaceChildren();
    this.present(this.#form.input);
    try {
      const [styles, settings] = await Promise.all([this.ask("styles"), this.ask("settings")]);
      this.#style.input.replaceChildren(...styleOptions(styles));
      this.#choose(settings.citeForm ?? DEFAULT_FORM);
      await this.#preview();
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  /** Anew, with the one chosen as it was. */
  async #readStyles() {
    const { value } = this.#style.input;
    this.#style.input.replaceChildren(...styleOptions(await this.ask("styles")));
    this.#style.input.value = value;
  }

  /** @param {CiteForm} form */
  #choose(form) {
    this.#form.input.value = form.form;
    if ("command" in form) this.#command.input.value = form.command;
    this.#style.input.value = "style" in form ? form.style : DEFAULT_STYLE;
    // A style of the reader's own may be gone.
    if (!this.#style.input.value) this.#style.input.value = DEFAULT_STYLE;
  }

  /** @returns {CiteForm} */
  get #wanted() {
    const form = this.#form.input.value;
    if (form === "list" || form === "in-text") return { form, style: this.#style.input.value };
    if (form === "latex") return { form, command: this.#command.input.value };
    return { form: /** @type {"pandoc" | "typst" | "keys"} */ (form) };
  }

  async #changed() {
    await this.#preview();
    await this.#act("set-setting", { key: "citeForm", value: this.#wanted });
  }

  async #preview() {
    const asked = ++this.#asked;
    const form = this.#wanted;
    this.#style.box.hidden = this.#folder.hidden = !("style" in form);
    this.#command.box.hidden = form.form !== "latex";
    this.#trouble.say("");
    try {
      /** @type {Cited} */
      const cited = await this.ask("cite-preview", { ids: this.#ids.slice(0, SHOWN), form });
      if (asked !== this.#asked) return;
      this.#show(cited);
      this.#copy.disabled = cited.text === "";
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#shown.replaceChildren();
      this.#copy.disabled = true;
      this.#trouble.say(inWords(error));
    }
  }

  /** @param {Cited} cited */
  #show({ text, html }) {
    this.#shown.classList.toggle("mono", html === null);
    // Parsed apart from the page, where nothing runs or loads, and taken over tag by tag.
    const parsed = html === null ? null : new DOMParser().parseFromString(html, "text/html").body;
    this.#shown.replaceChildren(...(parsed ? plainly(parsed) : [text || "Nothing to cite."]));
    this.#shown.scrollTop = 0;
    const more = this.#ids.length - SHOWN;
    this.#more.hidden = more <= 0;
    this.#more.textContent = more > 0 ? `The first ${SHOWN} are shown; ${more.toLocaleString("en")} more are copied with them.` : "";
  }

  async #run() {
    this.#copy.disabled = true;
    await this.#act("copy-citation", { ids: this.#ids, form: this.#wanted }, () => this.close());
    this.#copy.disabled = false;
  }

  /** @param {string} name @param {Record<string, unknown>} args @param {() => void} [then] */
  async #act(name, args, then) {
    try {
      await this.ask(name, args);
      then?.();
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }
}

const LOOKS = new Set(["P", "I", "B", "SUP", "SUB"]);

/** What a citation may look like, and nothing else. @param {Element} from @returns {(string | Node)[]} */
function plainly(from) {
  return [...from.childNodes].flatMap((node) => {
    if (!(node instanceof Element)) return [node.textContent ?? ""];
    const inner = plainly(node);
    if (LOOKS.has(node.tagName)) return [h(node.tagName.toLowerCase(), {}, ...inner)];
    return node.tagName === "SPAN" ? [h("span", { class: "small-caps" }, ...inner)] : inner;
  });
}

customElements.define("cite-sheet", CiteSheet);
