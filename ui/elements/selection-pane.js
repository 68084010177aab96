import { actionOf, isPossible, titleOf } from "../actions.js";
import { act, h, icon } from "../dom.js";
import { on, state } from "../state.js";
import { keysInWords } from "../keys.js";

const ACTIONS = ["star", "read", "reading", "tag", "file", "unfile", "bulk", "complete", "cite", "copy-bibtex", "export", "check-papers", "restore", "trash"];

/** In place of the paper while several are selected: what can be done with all of them. */
export class SelectionPane extends HTMLElement {
  connectedCallback() {
    on(["selection", "rows", "overview", "progress"], () => this.#draw());
  }

  #draw() {
    if (this.hidden && state.selection.ids.size < 2) return;
    const focused = document.activeElement?.getAttribute("data-action");
    const count = state.selection.ids.size;
    this.replaceChildren(
      icon("list-checks"),
      h("p", { class: "selection-count", role: "status" }, `${count.toLocaleString("en")} papers selected`),
      h("div", { class: "selection-actions" }, ...ACTIONS.map(actionOf).filter(isPossible).map((action) => this.#button(action))),
    );
    if (focused) /** @type {HTMLElement | null} */ (this.querySelector(`[data-action="${focused}"]`))?.focus();
  }

  /** @param {import("../actions.js").Action} action */
  #button(action) {
    const keys = action.keys?.[0];
    const button = h(
      "button",
      { type: "button", class: `selection-action${action.id === "trash" ? " danger" : ""}`, "data-action": action.id },
      action.icon && icon(action.icon), h("span", {}, titleOf(action)), keys && h("kbd", {}, keysInWords(keys)),
    );
    button.addEventListener("click", () => act(this, "run", { action: action.id }));
    return button;
  }
}

customElements.define("selection-pane", SelectionPane);
