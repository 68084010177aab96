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
  #now = h("button", { class: "button small", type: "button" }, "Try now");
  #drop = h("button", { class: "icon-button small", type: "button" }, icon("x"));

  connectedCallback() {
    this.hidden = true;
    this.setAttribute("role", "status");
    this.replaceChildren(h("div", { class: "check-line" }, this.#title, this.#review, this.#drop), h("div", { class: "check-line" }, this.#words, this.#now));
    this.#review.addEventListener("click", () => act(this, "open-sheet", { sheet: "import", data: { source: { from: "waiting" } } }));
    this.#drop.addEventListener("click", () => void this.#letGo());
    this.#now.addEventListener("click", () => void this.#tryNow());
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
    this.#words.hidden = this.#now.hidden = !waiting;
    const words = waiting ? "Look them up no longer" : "Dismiss what was found";
    this.#drop.setAttribute("aria-label", words);
    this.#drop.title = words;
  }

  /** Not at its time but at once, where nobody asked to wait. */
  async #tryNow() {
    this.#now.disabled = true;
    this.#now.textContent = "Asking…";
    try {
      const asked = await ask(this, "try-lookups");
      const queue = state.overview?.lookups;
      if (!asked && queue?.waiting) act(this, "toast", { text: `Not asked yet: a service asked to wait, and that is kept to. ${this.#words.textContent}` });
    } catch (error) {
      act(this, "toast", { text: /** @type {{message: string}} */ (error).message, kind: "error" });
    } finally {
      this.#now.disabled = false;
      this.#now.textContent = "Try now";
    }
  }

  /** All of it: what waits and what was found. */
  async #letGo() {
    const { waiting, found, unknown } = state.overview?.lookups ?? { waiting: 0, found: 0, unknown: 0 };
    await ask(this, "drop-lookups", { waiting: true });
    act(this, "toast", { text: `Let go of ${counted(waiting + found + unknown, "identifier")} that waited to be looked up` });
  }
}

customElements.define("lookup-status", LookupStatus);
