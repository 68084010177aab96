import { h } from "../dom.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, field, inWords, message } from "./sheet-parts.js";

/** Where GitHub makes a token; no scope has to be ticked there. */
const MAKE_TOKEN = "https://github.com/settings/personal-access-tokens/new";

/**
 * Asks for a GitHub token, saying why and where it goes. The token leaves this sheet for the core and is not kept
 * in the page. Announces `token-stored` with the new state.
 */
export class TokenSheet extends ModalSheet {
  #trouble = message("error");
  #token = field({
    id: "token-sheet-token",
    label: "Token",
    type: "password",
    mono: true,
    placeholder: "github_pat_… or ghp_…",
  });
  #place = h("p", { class: "sheet-hint" });
  #save = button("Use this token", () => void this.#store(), "primary");

  constructor() {
    super();
    this.heading = "Check more code with a GitHub token";
    const make = button("Make one on GitHub", () => void this.#makeOne(), "quiet", "external-link");
    const why = h(
      "p",
      { class: "token-why" },
      "Postil asks GitHub whether each repository is still there. GitHub answers few questions to strangers, and many to whoever has a token.",
    );
    const scopes = h(
      "p",
      { class: "token-why" },
      "No scopes are needed: read access to public repositories is all it uses.",
    );
    const reveal = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: "token-sheet-reveal" }));
    reveal.addEventListener("change", () =>
      this.#token.input.setAttribute("type", reveal.checked ? "text" : "password"),
    );
    const show = h("label", { class: "sheet-check", for: "token-sheet-reveal" }, reveal, "Show it");
    const line = h("div", { class: "token-line" }, show, make);
    this.#token.input.addEventListener("input", () => {
      this.#token.complain("");
      this.#save.disabled = this.#token.input.value.trim() === "";
    });
    this.#token.input.addEventListener("keydown", (given) => {
      const event = /** @type {KeyboardEvent} */ (given);
      if (event.key === "Enter" && !event.isComposing) void this.#store();
    });
    this.body.append(why, scopes, this.#token.box, line, this.#place, this.#trouble.box);
    this.footer.append(
      h("span", { class: "sheet-space" }),
      button("Not now", () => this.leave()),
      this.#save,
    );
    this.addEventListener("sheet-closed", () => {
      this.#token.input.value = "";
      this.#token.input.setAttribute("type", "password");
      reveal.checked = false;
    });
  }

  open() {
    this.#trouble.say("");
    this.#token.complain("");
    this.#token.input.value = "";
    this.#save.disabled = true;
    this.#place.textContent = "";
    this.present(this.#token.input);
    this.ask("token-state").then(
      (state) => (this.#place.textContent = state.words),
      (error) => this.#trouble.say(inWords(error)),
    );
  }

  async #makeOne() {
    try {
      await this.ask("open-link", { url: MAKE_TOKEN });
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  async #store() {
    const token = this.#token.input.value.trim();
    if (!token || this.#save.disabled) return;
    this.#save.disabled = true;
    try {
      const state = await this.ask("set-token", { token });
      this.close();
      this.dispatchEvent(new CustomEvent("token-stored", { bubbles: true, detail: { state } }));
    } catch (error) {
      this.#token.complain(inWords(error));
      this.#token.input.focus();
    } finally {
      this.#save.disabled = this.#token.input.value.trim() === "";
    }
  }
}

customElements.define("token-sheet", TokenSheet);
