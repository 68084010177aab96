import { h } from "../dom.js";
import { ago } from "../time.js";
import { button, counted, relabel } from "./sheet-parts.js";

/** @import { VaultInfo } from "../api.js" */

const HINT = "A folder with a Markdown file for each paper you wrote about, named by its citation key: highlights as quotes, notes, code. Links between papers become [[links]]. What you change there is never written over.";

/** The vault of notes within a sheet: where it is, what it holds, how it stands. */
export class VaultPart {
  /** @type {(name: string, args: Record<string, unknown>) => Promise<any>} */
  #try;
  #path = h("p", { class: "settings-words settings-path" });
  #state = h("p", { class: "sheet-hint", role: "status" });
  #all = h("input", { type: "checkbox", id: "vault-all" });
  #allLine = h("label", { class: "settings-check", for: "vault-all" }, this.#all, "A file for every paper, also for those without notes");
  #choose = button("Choose a folder…", () => void this.#setFolder(), "plain", "folder-plus");
  #template = button("Choose a template…", () => void this.#setTemplate(), "plain", "file-text");
  #plain = button("Default template", () => void this.#change({ template: null }), "quiet");
  #end = button("Stop keeping it", () => void this.#set(null), "quiet");
  /** @type {VaultInfo["vault"]} */
  #vault = null;
  #timer = 0;
  /** @type {() => boolean} */
  #isShown = () => false;

  /** @param {(name: string, args: Record<string, unknown>) => Promise<any>} ask answers null when something went wrong, and shows it */
  constructor(ask) {
    this.#try = ask;
    this.#all.addEventListener("change", () => void this.#change({ all: this.#all.checked }));
    this.box = h("div", { class: "settings-content" }, this.#path, this.#state, this.#allLine, h("div", { class: "settings-buttons" }, this.#choose, this.#template, this.#plain, this.#end));
  }

  /** @param {() => boolean} isShown whether to go on following how it stands */
  show(isShown) {
    this.#isShown = isShown;
    void this.#load();
  }

  async #load() {
    clearTimeout(this.#timer);
    /** @type {VaultInfo | null} */
    const info = await this.#try("vault-info", {});
    if (!info) return;
    const { vault, written, left, trouble } = info;
    this.#vault = vault;
    this.#path.textContent = vault?.folder ?? "";
    for (const part of [this.#path, this.#allLine, this.#template, this.#end]) part.hidden = !vault;
    this.#plain.hidden = !vault?.template;
    this.#all.checked = vault?.all ?? false;
    relabel(this.#choose, vault ? "Another folder…" : "Choose a folder…");
    relabel(this.#template, vault?.template ? "Another template…" : "Choose a template…");
    this.#state.classList.toggle("problem", Boolean(trouble) || left.length > 0);
    this.#state.textContent = vault ? trouble ?? (written ? `Written ${ago(written)}.${leftWords(left)}` : "It is being written…") : HINT;
    if (vault && this.#isShown()) this.#timer = window.setTimeout(() => void this.#load(), written ? 5000 : 500);
  }

  async #setFolder() {
    const folder = await this.#try("choose-folder", { title: "A folder for notes" });
    if (folder) await this.#set({ all: false, template: null, ...this.#vault, folder });
  }

  async #setTemplate() {
    const template = await this.#try("choose-template", {});
    if (template !== null) await this.#change({ template });
  }

  /** @param {Partial<NonNullable<VaultInfo["vault"]>>} patch */
  async #change(patch) {
    if (this.#vault) await this.#set({ ...this.#vault, ...patch });
  }

  /** @param {VaultInfo["vault"]} vault */
  async #set(vault) {
    await this.#try("set-vault", { vault });
    await this.#load();
  }
}

/** @param {string[]} left */
function leftWords(left) {
  if (!left.length) return "";
  const names = left.slice(0, 5).join(", ") + (left.length > 5 ? "…" : "");
  return ` ${counted(left.length, "file")} written or changed by somebody else ${left.length === 1 ? "is" : "are"} left as ${left.length === 1 ? "it is" : "they are"}: ${names}. Move ${left.length === 1 ? "it" : "one"} away, and it is written anew.`;
}
