import { ask, h } from "../dom.js";
import { button, capital, message } from "./sheet-parts.js";

/** @import { ServiceRow } from "../types/index.d.ts" */

/** Which services look-ups ask, the reader's keys for them, and the address they may write to. Every change holds at once. */
export class ServiceSettings extends HTMLElement {
  #trouble = message("error");
  #list = h("ul", { class: "services" });
  #email = /** @type {HTMLInputElement} */ (
    h("input", { type: "email", id: "settings-email", class: "sheet-input", spellcheck: "false", placeholder: "name@example.org" })
  );

  connectedCallback() {
    if (this.firstChild) return;
    this.#email.addEventListener("change", () => void this.#do("set-lookup-email", { email: this.#email.value }));
    const label = h("label", { for: "settings-email" }, "Your e-mail address, told to Crossref, Unpaywall, OpenAlex and PubMed when they are asked:");
    this.append(this.#trouble.box, this.#list, h("p", { class: "sheet-hint" }, label), this.#email);
  }

  /** @param {string} email as the settings have it */
  async show(email) {
    this.#email.value = email;
    const rows = /** @type {ServiceRow[] | null} */ (await this.#trouble.attempt(() => ask(this, "lookup-services", {})));
    if (rows) this.#list.replaceChildren(...rows.map((row) => this.#row(row)));
  }

  /** @param {ServiceRow} row */
  #row(row) {
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: `service-${row.id}` }));
    box.checked = row.on;
    const key = row.takes_key ? this.#key(row) : null;
    // A key is of no use to a service that is not asked.
    const showKey = () => key && (key.hidden = !box.checked && !row.has_key);
    showKey();
    box.addEventListener("change", () => {
      showKey();
      void this.#do("switch-service", { service: row.id, on: box.checked }).then((done) => {
        if (!done) box.checked = !box.checked;
        showKey();
      });
    });
    const said = capital(row.words);
    const words = h("span", {}, row.name, h("span", { class: "service-words" }, said));
    return h("li", {}, h("label", { class: "settings-check", for: `service-${row.id}` }, box, words), key);
  }

  /** The key itself never comes back to the page. @param {ServiceRow} row */
  #key(row) {
    const input = /** @type {HTMLInputElement} */ (
      h("input", { type: "password", class: "sheet-input", "aria-label": `Key for ${row.name}`, placeholder: row.has_key ? "A key is kept. Another one…" : "Key, if you have one", autocomplete: "off" })
    );
    const keep = async (/** @type {string} */ key) => {
      const done = await this.#do("set-service-key", { service: row.id, key });
      if (done) await this.show(this.#email.value);
    };
    input.addEventListener("change", () => input.value && void keep(input.value));
    const forget = button("Forget it", () => void keep(""), "quiet");
    forget.hidden = !row.has_key;
    return h("div", { class: "service-key" }, input, forget);
  }

  /** Whether it was done. @param {string} name @param {Record<string, unknown>} args */
  async #do(name, args) {
    return (await this.#trouble.attempt(async () => (await ask(this, name, args), true))) ?? false;
  }
}

customElements.define("service-settings", ServiceSettings);
