import { h } from "../dom.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, inWords, message, progress } from "./sheet-parts.js";

/** @import { LocalClone, RepositoryCard } from "../types/index.d.ts" */

/** Clones a repository into a folder of the reader's choice, then offers to open it. */
export class CloneSheet extends ModalSheet {
  /** @type {RepositoryCard | null} */
  #card = null;
  /** @type {string | null} */
  #commit = null;
  #folder = "";
  #isCloning = false;
  /** Raised by every new opening, so that a late answer does not speak for another repository. */
  #turn = 0;

  #trouble = message("error");
  #progress = progress();
  #target = h("p", { class: "clone-target" });
  #choose = button("Choose folder…", () => void this.#chooseFolder(), "plain", "folder");
  #place = h("div", { class: "clone-place" }, this.#target, this.#choose);
  #ready = h("div", { class: "clone-ready" });
  #clone = button("Clone", () => void this.#start(), "primary");
  #again = button("Try again", () => void this.#start(), "primary");
  #stop = button("Stop", () => void this.#cancel());
  #close = button("Close", () => this.leave());

  constructor() {
    super();
    this.body.append(this.#place, this.#progress.box, this.#trouble.box, this.#ready);
  }

  /** @param {{card: RepositoryCard, commit?: string}} data */
  open({ card, commit }) {
    // A clone that is under way keeps the sheet: stopping it is the reader's decision.
    if (this.#isCloning) return this.present(this.#stop);
    this.#turn += 1;
    this.#card = card;
    this.#commit = commit ?? null;
    const { owner, name, host } = card.repository;
    this.heading = `Clone ${owner}/${name}`;
    const asOf = commit ? `, as of commit ${commit.slice(0, 7)}` : "";
    this.lead = `From ${host}, with the git on this machine${asOf}.`;
    this.#trouble.say("");
    this.#ready.replaceChildren();
    this.#place.hidden = false;
    this.#showTarget();
    this.#showFooter(this.#clone);
    this.present(this.#folder ? this.#clone : this.#choose);
    if (!this.#folder) void this.#recallFolder(this.#turn);
  }

  mayLeave() {
    if (this.#isCloning) this.#stop.focus();
    return !this.#isCloning;
  }

  /** @param {number} turn */
  async #recallFolder(turn) {
    try {
      const { cloneFolder } = await this.ask("settings");
      if (turn !== this.#turn || this.#folder || typeof cloneFolder !== "string") return;
      this.#folder = cloneFolder;
      this.#showTarget();
      if (document.activeElement === this.#choose && !this.#clone.disabled) this.#clone.focus();
    } catch {
      // Remembering the folder is a convenience; without it the reader chooses one.
    }
  }

  async #chooseFolder() {
    try {
      const folder = await this.ask("choose-folder", { title: "Folder to clone into" });
      if (!folder) return;
      this.#folder = folder;
      this.#trouble.say("");
      this.#showTarget();
      this.#showFooter(this.#clone);
      this.#clone.focus();
      await this.ask("set-setting", { key: "cloneFolder", value: folder });
    } catch (error) {
      this.#trouble.say(inWords(error));
    }
  }

  #showTarget() {
    const name = [this.#card?.repository.name, this.#commit?.slice(0, 7)].filter(Boolean).join("-");
    const slash = this.#folder.includes("\\") && !this.#folder.includes("/") ? "\\" : "/";
    const parent = this.#folder.endsWith(slash) ? this.#folder : this.#folder + slash;
    this.#target.replaceChildren(
      ...(this.#folder
        ? [
            h("span", { class: "sheet-hint" }, "It goes into"),
            h("span", { class: "clone-path" }, parent, h("b", {}, name)),
          ]
        : [h("span", {}, "Choose the folder it goes into.")]),
    );
    this.#clone.disabled = this.#folder === "";
  }

  /** @param {HTMLElement} main */
  #showFooter(main) {
    this.footer.replaceChildren(
      h("span", { class: "sheet-space" }),
      ...(main === this.#stop ? [] : [this.#close]),
      main,
    );
  }

  async #start() {
    const card = this.#card;
    if (!card || !this.#folder || this.#isCloning) return;
    this.#isCloning = true;
    this.#choose.disabled = true;
    this.#trouble.say("");
    this.#progress.start("Starting git…");
    this.#showFooter(this.#stop);
    this.#stop.disabled = false;
    this.#stop.focus();
    const onProgress = (/** @type {{phase: string, percent: number | null}} */ { phase, percent }) =>
      this.#progress.set(percent === null ? `${phase}…` : `${phase}: ${Math.round(percent)}%`, percent);
    try {
      const local = await this.ask("clone-repository", {
        mentionId: card.mention_id,
        folder: this.#folder,
        commit: this.#commit,
        onProgress,
      });
      await this.#showReady(local);
    } catch (error) {
      const wasStopped = /** @type {any} */ (error)?.code === "cancelled";
      this.#trouble.say(wasStopped ? "Stopped. Nothing was kept in the folder." : inWords(error));
      this.#showFooter(this.#again);
      this.#again.focus();
    } finally {
      this.#isCloning = false;
      this.#choose.disabled = false;
      this.#progress.stop();
    }
  }

  async #cancel() {
    this.#stop.disabled = true;
    this.#progress.set("Stopping…");
    try {
      await this.ask("cancel-clone");
    } catch (error) {
      this.#stop.disabled = false;
      this.#trouble.say(inWords(error));
    }
  }

  /** @param {LocalClone} local */
  async #showReady(local) {
    /** @type {{id: string, name: string}[]} */
    const editors = await this.ask("editors").catch(() => []);
    const act = (/** @type {string} */ name, /** @type {Record<string, unknown>} */ args) => () =>
      void this.ask(name, args).catch((error) => this.#trouble.say(inWords(error)));
    const { path } = local;
    const openFolder = button("Open folder", act("open-folder", { path }), "plain", "folder-open");
    const inEditors = editors.map(({ id, name }) =>
      button(`Open in ${name}`, act("open-in-editor", { path, editor: id }), "plain", "square-pen"),
    );
    this.#place.hidden = true;
    this.#ready.replaceChildren(
      h(
        "p",
        { class: "clone-done", role: "status" },
        h("span", { class: "sheet-hint" }, "Cloned into"),
        h("span", { class: "clone-path" }, path),
      ),
      h("div", { class: "clone-open" }, openFolder, ...inEditors),
    );
    this.footer.replaceChildren(h("span", { class: "sheet-space" }), this.#close);
    (inEditors[0] ?? openFolder).focus();
  }
}

customElements.define("clone-sheet", CloneSheet);
