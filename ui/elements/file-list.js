import { act, ask, h, icon } from "../dom.js";

/** @import { Attachment } from "../types/index.d.ts" */

/** The files of a paper: opened with a click, named anew, saved elsewhere, taken off. */
export class FileList extends HTMLElement {
  #shown = "";

  /** @param {Attachment[]} files */
  show(files) {
    const key = JSON.stringify(files);
    // A name being typed is not torn away by what happens elsewhere.
    if (key === this.#shown || this.querySelector("input")) return;
    this.#shown = key;
    this.replaceChildren(...files.map((file) => this.#row(file)));
  }

  /** @param {Attachment} file */
  #row(file) {
    const open = file.may_be_opened
      ? h("button", { type: "button", class: "file-name", title: `Open ${file.name}` }, file.name)
      : h("span", { class: "file-name", title: "Files of this kind are not opened from here. Save a copy instead." }, file.name);
    if (file.may_be_opened) open.addEventListener("click", () => act(this, "open-attachment", { id: file.id }));
    const row = h("div", { class: "file-row" },
      icon(file.media_type.startsWith("image/png") || file.media_type === "image/jpeg" ? "file" : "file-text"), open,
      h("span", { class: "dim" }, size(file.bytes)),
      h("span", { class: "file-buttons" },
        this.#button("pencil", `Rename ${file.name}`, () => this.#rename(row, file)),
        this.#button("download", `Save a copy of ${file.name}`, () => act(this, "save-attachment", { id: file.id })),
        this.#button("trash-2", `Remove ${file.name}`, () => act(this, "remove-attachment", { id: file.id, name: file.name }))));
    return row;
  }

  /** @param {string} image @param {string} words @param {() => void} run */
  #button(image, words, run) {
    const button = h("button", { type: "button", class: "icon-button", title: words, "aria-label": words }, icon(image));
    button.addEventListener("click", run);
    return button;
  }

  /** @param {HTMLElement} row @param {Attachment} file */
  #rename(row, file) {
    const input = h("input", { type: "text", "aria-label": `New name of ${file.name}` });
    const problem = h("p", { class: "problem", role: "alert" });
    input.value = file.name;
    let isOver = false;
    const leave = () => {
      isOver = true;
      const again = this.#row(file);
      box.replaceWith(again);
      return again;
    };
    const save = async () => {
      if (isOver) return;
      if (input.value.trim() === file.name) return void leave();
      try {
        await ask(this, "rename-attachment", { id: file.id, title: input.value });
        file = { ...file, name: input.value.trim() };
        leave();
      } catch (error) {
        problem.textContent = /** @type {{message: string}} */ (error).message;
      }
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") void save();
      if (event.key !== "Escape") return;
      event.stopPropagation();
      /** @type {HTMLElement | null} */ (leave().querySelector("button"))?.focus();
    });
    input.addEventListener("blur", () => void save());
    const box = h("div", { class: "file-rename" }, input, problem);
    row.replaceWith(box);
    input.focus();
    // The ending is seldom what is wrong with a name.
    input.setSelectionRange(0, Math.max(file.name.lastIndexOf("."), 0) || file.name.length);
  }
}

/** @param {number} bytes */
function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

customElements.define("file-list", FileList);
