import { h } from "../dom.js";
import { keysInWords } from "../keys.js";
import { ModalSheet } from "./modal-sheet.js";
import { button } from "./sheet-parts.js";

/**
 * @typedef {{title: string | (() => string), keys?: string[], group?: string}} Shortcut what the help needs of an
 *   action; `keys` holds alternatives ("Mod+K")
 */

/** The keyboard shortcuts, from the same table that makes them work. */
export class HelpSheet extends ModalSheet {
  #groups = h("div", { class: "help-groups" });

  constructor() {
    super();
    this.heading = "Keyboard shortcuts";
    this.body.append(this.#groups);
    const done = button("Done", () => this.leave());
    this.footer.append(h("span", { class: "sheet-space" }), done);
  }

  /** @param {Shortcut[]} actions those without keys are left out */
  open(actions) {
    /** @type {Map<string, Shortcut[]>} */
    const groups = new Map();
    for (const action of actions) {
      if (!action.keys?.length) continue;
      const group = action.group ?? "Everywhere";
      groups.set(group, [...(groups.get(group) ?? []), action]);
    }
    this.#groups.replaceChildren(...[...groups].map(([name, members]) => groupOf(name, members)));
    this.present(this.footer.querySelector("button"));
  }
}

/** @param {string} name @param {Shortcut[]} members */
function groupOf(name, members) {
  const lines = members.map(({ title, keys = [] }) => {
    const shown = h("dd", {});
    for (const [index, combination] of keys.entries()) {
      if (index) shown.append(h("span", { class: "help-or" }, "or"));
      shown.append(h("span", { class: "help-keys" }, ...caps(combination)));
    }
    return h("div", { class: "help-line" }, h("dt", {}, typeof title === "function" ? title() : title), shown);
  });
  return h("section", { class: "help-group" }, h("h3", {}, name), h("dl", {}, ...lines));
}

/** One cap a key; "+" itself may be a key. @param {string} combination */
const caps = (combination) =>
  keysInWords(combination)
    .split(/\+(?=.)/)
    .map((key) => h("kbd", {}, key));

customElements.define("help-sheet", HelpSheet);
