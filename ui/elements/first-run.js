import { act, ask, h, icon, svgElement } from "../dom.js";
import { filesSource } from "../clipboard.js";
import { keysInWords } from "../keys.js";
import { inWords, message } from "./sheet-parts.js";

/** @import { ImportSource } from "../types/index.d.ts" */

/**
 * What an empty library shows in place of the list and the paper: three ways in, and a library to try.
 * Asks the window for `choose-import-files`, and for the sheets `import` and `paper`.
 */
export class FirstRun extends HTMLElement {
  #trouble = message("error");

  connectedCallback() {
    if (this.firstChild) return;
    const ways = h("ul", { class: "ways" });
    ways.append(
      way("clipboard-paste", "Paste a page", "Copy a page of papers or a reading list, and paste it whole.", () =>
        openImport(this),
      ),
      way(
        "folder-open",
        "Open files",
        "PDFs, a .bib, what Mendeley or EndNote export, a saved page.",
        () => void this.#openFile(),
      ),
      way("pencil-line", "Add one by hand", "Type a title; everything else can come later.", () =>
        act(this, "open-sheet", { sheet: "paper" }),
      ),
    );
    const sample = h("button", { type: "button", class: "sample" }, "Try the sample library");
    sample.addEventListener("click", () => openImport(this, { from: "sample" }));
    // In a narrow window nothing else leads to the settings and the trash.
    const sidebar = h("button", { class: "icon-button first-run-sidebar", type: "button", "aria-label": "Show the sidebar", title: `Show the sidebar (${keysInWords("Mod+B")})` }, icon("panel-left"));
    sidebar.addEventListener("click", () => act(this, "toggle-sidebar"));
    this.append(
      sidebar,
      h(
        "div",
        { class: "first-run-page" },
        picture(),
        h("h1", { class: "first-run-title" }, "Papers, and the code they promise"),
        h(
          "p",
          { class: "first-run-lead" },
          "Postil finds the repositories in what you read, and tells you which are still there.",
        ),
        ways,
        h("p", { class: "first-run-hint" }, "Or just press ", ...caps("Mod+V"), ", or drop it here: files, a folder of PDFs, or that of Zotero, Papis or Paperlib."),
        h(
          "p",
          { class: "first-run-sample" },
          sample,
          h("span", {}, "61 papers with 14 repositories. One Undo takes them away again."),
        ),
        this.#trouble.box,
      ),
    );
  }

  async #openFile() {
    this.#trouble.say("");
    try {
      const source = filesSource(await ask(this, "choose-import-files"));
      if (source) openImport(this, source);
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }
}

/** @param {Element} element @param {ImportSource} [source] */
const openImport = (element, source) => act(element, "open-sheet", { sheet: "import", data: { source } });

/** @param {string} iconName @param {string} name @param {string} sentence @param {() => void} act */
function way(iconName, name, sentence, act) {
  const words = h(
    "span",
    { class: "way-words" },
    h("span", { class: "way-name" }, name),
    h("span", { class: "way-sentence" }, sentence),
  );
  const button = h(
    "button",
    { type: "button", class: "way" },
    h("span", { class: "way-icon" }, icon(iconName)),
    words,
    icon("chevron-right"),
  );
  button.addEventListener("click", act);
  return h("li", {}, button);
}

/** @param {string} combination */
const caps = (combination) =>
  keysInWords(combination)
    .split("+")
    .map((key) => h("kbd", {}, key));

/** A page with a note in its margin (a postil), its repository found and alive. Says what the program is for. */
function picture() {
  const drawing = svgElement("svg", { viewBox: "0 0 200 132", class: "first-run-picture", "aria-hidden": "true" });
  const draw = (
    /** @type {string} */ shape,
    /** @type {string} */ role,
    /** @type {Record<string, number | string>} */ at,
  ) => {
    const made = svgElement(shape, { class: role });
    for (const [name, value] of Object.entries(at)) made.setAttribute(name, String(value));
    drawing.append(made);
  };
  draw("rect", "pic-page", { x: 36, y: 6, width: 96, height: 120, rx: 5 });
  draw("rect", "pic-title", { x: 50, y: 21, width: 58, height: 5, rx: 2.5 });
  draw("rect", "pic-text", { x: 50, y: 32, width: 38, height: 3, rx: 1.5 });
  for (const [row, width] of [68, 64, 68, 60].entries()) {
    draw("rect", "pic-text", { x: 50, y: 46 + row * 8, width, height: 3, rx: 1.5 });
  }
  draw("rect", "pic-mark", { x: 48, y: 59.5, width: 54, height: 8, rx: 2 });
  draw("rect", "pic-text-marked", { x: 50, y: 62, width: 50, height: 3, rx: 1.5 });
  draw("rect", "pic-code", { x: 50, y: 86, width: 68, height: 26, rx: 4 });
  draw("circle", "pic-alive", { cx: 60, cy: 99, r: 3.5 });
  draw("rect", "pic-title", { x: 69, y: 94, width: 32, height: 3.5, rx: 1.75 });
  draw("rect", "pic-text", { x: 69, y: 101, width: 40, height: 3, rx: 1.5 });
  draw("path", "pic-line", { d: "M104 63.5 C 122 63.5, 128 52, 143 51" });
  draw("path", "pic-note", { d: "M148 45 h36 M148 52 h30 M148 59 h34" });
  return drawing;
}

customElements.define("first-run", FirstRun);
