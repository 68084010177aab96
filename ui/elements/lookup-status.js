import { act, ask, h, icon } from "../dom.js";
import { on, state } from "../state.js";
import { clockTime } from "../time.js";
import { servicesInWords } from "./import-words.js";
import { counted } from "./sheet-parts.js";

/** What could not be looked up at once: how many wait, for whom and until when; and what was found of them since. */
export class LookupStatus extends HTMLElement {
  #title = h("p", { class: "check-title" });
  #words = h("p", { class: "check-words" });
  #review = h("button", { class: "button small", type: "button" }, "Review…");
  #drop = h("button", { class: "icon-button small", type: "button" }, icon("x"));

  connectedCallback() {
    this.hidden = true;
    this.setAttribute("role", "status");
    this.replaceChildren(h("div", { class: "check-line" }, this.#title, this.#review, this.#drop), this.#words);
    this.#review.addEventListener("click", () => act(this, "open-sheet", { sheet: "import", data: { source: { from: "waiting" } } }));
    this.#drop.addEventListener("click", () => void this.#letGo());
    on(["overview"], () => this.#draw());
  }

  #draw() {
    const queue = state.overview?.lookups ?? null;
    this.hidden = !queue;
    if (!queue) return;
    const { waiting, services, until, found, unknown } = queue;
    this.#review.hidden = found + unknown === 0;
    this.#title.textContent = found ? `Found: ${counted(found, "paper")}` : unknown ? `Not found: ${counted(unknown, "identifier")}` : "Waiting to be looked up";
    const when = until && until > Date.now() ? ` until ${clockTime(until)}` : "";
    this.#words.textContent = waiting ? `${counted(waiting, "identifier")} ${waiting === 1 ? "waits" : "wait"} for ${servicesInWords(services.split(", "))}${when}.` : "";
    this.#words.hidden = !waiting;
    const words = waiting ? "Look them up no longer" : "Dismiss what was found";
    this.#drop.setAttribute("aria-label", words);
    this.#drop.title = words;
  }

  /** All of it: what waits and what was found. */
  async #letGo() {
    const { waiting, found, unknown } = state.overview?.lookups ?? { waiting: 0, found: 0, unknown: 0 };
    await ask(this, "drop-lookups", { waiting: true });
    act(this, "toast", { text: `Let go of ${counted(waiting + found + unknown, "identifier")} that waited to be looked up` });
  }
}

customElements.define("lookup-status", LookupStatus);
