import { act, h } from "../dom.js";
import { state } from "../state.js";
import { keysInWords } from "../keys.js";
import { ago } from "../time.js";
import { KeyPattern } from "./key-pattern.js";
import { ModalSheet } from "./modal-sheet.js";
import "./service-settings.js";
import { button, counted, inWords, message, relabel } from "./sheet-parts.js";
import { needsReader } from "./sidebar-items.js";

const THEMES = [
  ["system", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
];

const BACKGROUND = [
  ["off", "Only when asked"],
  ["daily", "Daily"],
  ["weekly", "Weekly"],
];

/** What leaves the machine, one sentence each. The first says the rule, the others are all there is. */
const LEAVES = [
  "Your library stays on this machine: no account, no telemetry.",
  "Checking code asks GitHub, and the other hosts your papers name, about those repositories.",
  "Looking papers up tells the services switched on above the identifiers; a pasted address is asked for at its own site.",
  "Looking for an archived copy, or asking for one, tells the archives that repository's address.",
  "Opening or cloning a repository does what it says, with your browser or Git.",
];

/** How the window looks, the GitHub token, where the library is. Every change holds at once. */
export class SettingsSheet extends ModalSheet {
  #trouble = message("error");
  #themes = segmented("Theme", "settings-theme", THEMES, (value) => this.#change("theme", value));
  #background = segmented("Check code", "settings-background", BACKGROUND, (value) => this.#change("backgroundChecks", value));
  #notify = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: "settings-notify" }));
  #allowed = /** @type {HTMLInputElement} */ (
    h("input", { type: "text", id: "settings-allowed", class: "sheet-input", spellcheck: "false", placeholder: "gitlab.lab.example" })
  );
  #size = /** @type {HTMLInputElement} */ (
    h("input", { type: "range", id: "settings-size", class: "settings-range", min: "100", max: "200", step: "10" })
  );
  #sizeWords = h("output", { class: "settings-size-words", for: "settings-size" });
  #tokenWords = h("p", { class: "settings-words" });
  #set = button("Add a token…", () => this.#toSheet("token"), "plain");
  #forget = button("Forget it", () => void this.#forgetToken(), "plain");
  #citeKey = /** @type {HTMLInputElement} */ (
    h("input", { type: "text", id: "settings-cite-key", class: "sheet-input settings-key", readonly: true, placeholder: "Off: press a key here" })
  );
  #noCiteKey = button("Turn it off", () => void this.#setCiteKey(""), "plain");
  #citeHint = h("p", { class: "sheet-hint", role: "status" });
  #services = /** @type {import("./service-settings.js").ServiceSettings} */ (h("service-settings"));
  #keyPattern = new KeyPattern((name, args) => this.ask(name, args));
  #path = h("p", { class: "settings-words settings-path" });
  #warning = h("p", { class: "settings-words problem" });
  #openFolder = button(
    "Open folder",
    () => void this.#try("open-folder", { path: this.#library }),
    "plain",
    "folder-open",
  );
  #snapshots = button("Snapshots…", () => this.#toSheet("snapshots"), "plain", "archive-restore");
  #history = button("History…", () => this.#toSheet("history"), "plain", "history");
  #mirror = h("p", { class: "settings-words settings-path" });
  #mirrorState = h("p", { class: "sheet-hint", role: "status" });
  #chooseMirror = button("Choose a folder…", () => void this.#setMirror(), "plain", "folder-plus");
  #endMirror = button("Stop keeping it", () => void this.#keepMirror(null), "plain");
  #keptWords = h("p", { class: "settings-words" });
  #kept = button(".bib files and notes…", () => this.#toSheet("kept"), "plain", "refresh-cw");
  #version = h("p", { class: "settings-version" });
  #library = "";
  #mirrorTimer = 0;

  constructor() {
    super();
    this.heading = "Settings";
    this.#size.addEventListener("input", () => this.#showSize());
    // The page grows when the knob is let go: growing under the pointer would move the knob away from it.
    this.#size.addEventListener("change", () => this.#change("textSize", Number(this.#size.value)));
    this.#notify.addEventListener("change", () => this.#change("notifyOfChanges", this.#notify.checked));
    this.#allowed.addEventListener("change", () => this.#change("allowedHosts", this.#allowed.value.trim()));
    this.#citeKey.addEventListener("keydown", (event) => this.#onCiteKey(event));
    const notify = h("label", { class: "settings-check", for: "settings-notify" }, this.#notify, "Notify me when a check finds a change");
    const leaves = h("ul", { class: "settings-leaves" }, ...LEAVES.map((words) => h("li", {}, words)));
    const size = h("div", { class: "settings-size" }, this.#size, this.#sizeWords);
    const sizeLabel = h("label", { for: "settings-size" }, "Text size");
    this.body.append(
      this.#trouble.box,
      line("Theme", this.#themes),
      line(sizeLabel, size),
      line("Check code", this.#background, h("p", { class: "sheet-hint" }, "Daily and weekly: Postil asks about what is due while its window is open."), notify),
      line("GitHub token", this.#tokenWords, h("div", { class: "settings-buttons" }, this.#set, this.#forget)),
      line(
        h("label", { for: "settings-allowed" }, "Private hosts"),
        this.#allowed,
        h("p", { class: "sheet-hint" }, "Hosts inside your own network that may be asked about code, separated by commas. All others must be public."),
      ),
      line("Looking up", this.#services),
      line(h("label", { for: "settings-cite-key" }, "Cite from anywhere"), h("div", { class: "settings-buttons" }, this.#citeKey, this.#noCiteKey), this.#citeHint),
      line("Citation keys", this.#keyPattern.box),
      line("Library", this.#path, this.#warning, h("div", { class: "settings-buttons" }, this.#openFolder, this.#snapshots, this.#history)),
      line("Plain copy", this.#mirror, this.#mirrorState, h("div", { class: "settings-buttons" }, this.#chooseMirror, this.#endMirror)),
      line("Kept in step", this.#keptWords, h("div", { class: "settings-buttons" }, this.#kept)),
      line("What leaves this machine", leaves),
      this.#version,
    );
    this.footer.append(
      h("span", { class: "sheet-space" }),
      button("Done", () => this.leave()),
    );
  }

  open() {
    this.#trouble.say("");
    this.present(this.#themes.querySelector("input:checked"));
    void this.#load();
  }

  async #load() {
    try {
      const [settings, token, info] = await Promise.all([
        this.ask("settings"),
        this.ask("token-state"),
        this.ask("library-info"),
      ]);
      const theme = this.#themes.querySelector(`input[value="${CSS.escape(settings.theme ?? "system")}"]`);
      if (theme instanceof HTMLInputElement) {
        theme.checked = true;
        if (this.#themes.contains(document.activeElement)) theme.focus();
      }
      const background = this.#background.querySelector(`input[value="${CSS.escape(settings.backgroundChecks ?? "off")}"]`);
      if (background instanceof HTMLInputElement) background.checked = true;
      this.#notify.checked = settings.notifyOfChanges === true;
      this.#allowed.value = typeof settings.allowedHosts === "string" ? settings.allowedHosts : "";
      void this.#services.show(typeof settings.lookupEmail === "string" ? settings.lookupEmail : "");
      this.#keyPattern.show(settings.citationKeyPattern);
      this.#size.value = String(settings.textSize ?? 100);
      this.#showSize();
      this.#showToken(token);
      this.#library = info.path;
      this.#path.textContent = info.demo ? `${info.path} (a demonstration, thrown away at the end)` : info.path;
      this.#warning.textContent = info.warning ?? "";
      this.#version.textContent = `Postil ${info.version}`;
      this.#showKept();
      await this.#showCiteKey();
      await this.#showMirror();
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  #showSize() {
    this.#sizeWords.textContent = `${this.#size.value}%`;
  }

  /** @param {{present: boolean, words: string}} state */
  #showToken({ present, words }) {
    this.#tokenWords.textContent = words;
    this.#set.querySelector(".sheet-button-words")?.replaceChildren(present ? "Replace…" : "Add a token…");
    this.#forget.hidden = !present;
  }

  #showKept() {
    const files = state.overview?.live_files ?? [];
    const bad = files.filter(needsReader);
    this.#keptWords.classList.toggle("problem", bad.length > 0);
    const words = files.length ? `${counted(files.length, ".bib file")} in step with the library.` : "A .bib for LaTeX or Typst, a vault of notes for Obsidian or Logseq.";
    this.#keptWords.textContent = bad.length ? bad.map(({ trouble }) => trouble).join(" ") : words;
  }

  async #showCiteKey() {
    const { key, obstacle, trouble } = await this.ask("cite-key");
    this.#citeKey.value = keysInWords(key);
    this.#citeKey.disabled = obstacle !== null;
    this.#noCiteKey.hidden = !key;
    this.#citeHint.classList.toggle("problem", trouble !== "" && obstacle === null);
    this.#citeHint.textContent = obstacle ?? (trouble || "A key that opens a small window above any program: find a paper, press Enter, and its citation is on the clipboard.");
  }

  /** The next key with Ctrl, Alt or ⌘ is the one. @param {KeyboardEvent} event */
  #onCiteKey(event) {
    if (["Tab", "Escape", "Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Backspace" || event.key === "Delete") return void this.#setCiteKey("");
    const code = /^(Key|Digit)(.)$/.exec(event.code)?.[2] ?? (/^(F\d+|Space|Arrow\w+)$/.test(event.code) ? event.code : null);
    const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.metaKey && "Super", event.shiftKey && "Shift"].filter(Boolean);
    if (!code || !(event.ctrlKey || event.altKey || event.metaKey)) {
      this.#citeHint.textContent = "Hold Ctrl, Alt or ⌘ with a letter, a digit or a function key: other keys are for typing.";
      return;
    }
    void this.#setCiteKey([...held, code].join("+"));
  }

  /** @param {string} key */
  async #setCiteKey(key) {
    await this.#try("set-cite-key", { key });
    await this.#showCiteKey().catch((error) => this.#trouble.say(inWords(error)));
  }

  async #showMirror() {
    const { folder, written, keptAside, trouble } = await this.ask("mirror-info");
    this.#mirror.textContent = folder ?? "";
    this.#mirror.hidden = !folder;
    this.#endMirror.hidden = !folder;
    relabel(this.#chooseMirror, folder ? "Another folder…" : "Choose a folder…");
    const aside = keptAside ? ` ${counted(keptAside, "file")} that somebody else had changed ${keptAside === 1 ? "was" : "were"} moved to “changed-by-others”.` : "";
    const words = trouble ?? (written ? `Written ${ago(written)}.${aside}` : "It is being written…");
    this.#mirrorState.classList.toggle("problem", Boolean(trouble));
    this.#mirrorState.textContent = folder ? words : "A folder with a readable text file for each paper, its notes and highlights, kept in step: for other programs, version control, and peace of mind.";
    clearTimeout(this.#mirrorTimer);
    if (folder && this.isOpen) this.#mirrorTimer = window.setTimeout(() => void this.#showMirror(), written ? 5000 : 500);
  }

  async #setMirror() {
    const folder = await this.#try("choose-folder", { title: "A folder for the plain copy" });
    if (folder) await this.#keepMirror(folder);
  }

  /** @param {string | null} folder */
  async #keepMirror(folder) {
    await this.#try("set-mirror-folder", { folder });
    await this.#showMirror();
  }

  /** @param {string} key @param {unknown} value */
  #change(key, value) {
    void this.#try("set-setting", { key, value });
  }

  async #forgetToken() {
    const state = await this.#try("forget-token");
    if (!state) return;
    this.#showToken(state);
    this.#set.focus();
  }

  /** @param {string} sheet */
  #toSheet(sheet) {
    this.close();
    act(this, "open-sheet", { sheet });
  }

  /** @param {string} name @param {Record<string, unknown>} [args] */
  #try(name, args) {
    return this.#trouble.attempt(() => this.ask(name, args));
  }
}

/**
 * A choice of a few, side by side.
 *
 * @param {string} label
 * @param {string} name
 * @param {string[][]} choices each a value and its words
 * @param {(value: string) => void} choose
 */
function segmented(label, name, choices, choose) {
  const group = h("div", { class: "segmented", role: "radiogroup", "aria-label": label });
  for (const [value = "", words = ""] of choices) {
    const input = h("input", { type: "radio", name, value, id: `${name}-${value}` });
    input.addEventListener("change", () => choose(value));
    group.append(h("label", { class: "segment" }, input, h("span", {}, words)));
  }
  return group;
}

/** @param {string | Node} label @param {...Node} content */
function line(label, ...content) {
  return h(
    "section",
    { class: "settings-line" },
    h("h3", {}, label),
    h("div", { class: "settings-content" }, ...content),
  );
}

customElements.define("settings-sheet", SettingsSheet);
