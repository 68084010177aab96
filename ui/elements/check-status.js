import { act, h, icon } from "../dom.js";
import { on, state } from "../state.js";
import { clockTime, duration } from "../time.js";
import { verdictBadge, verdicts } from "../verdicts.js";
import { counted } from "./sheet-parts.js";

/** How long the outcome of a finished check stays, in milliseconds. */
const STAY = 12_000;
/** A screen reader hears of the progress this often, in milliseconds: ten times a second would drown everything else. */
const SPEAK = 15_000;

/** How a check of the code goes: how far, what was found, how long it takes, why it waits. Or that one was interrupted. */
export class CheckStatus extends HTMLElement {
  #title = h("p", { class: "check-title" });
  #words = h("p", { class: "check-words" });
  #counts = h("ul", { class: "check-counts", "aria-label": "Found so far" });
  #bar = h("progress", { class: "check-bar", "aria-label": "Checking the code" });
  #stop = h("button", { class: "icon-button small", type: "button" });
  #resume = h("button", { class: "button small", type: "button" }, "Go on");
  #spoken = h("p", { class: "for-screen-readers", role: "status" });
  #spokenAt = 0;
  #timer = 0;
  #isDismissed = false;

  connectedCallback() {
    this.hidden = true;
    this.replaceChildren(
      h("div", { class: "check-line" }, this.#title, this.#resume, this.#stop), this.#bar, this.#words, this.#counts, this.#spoken,
    );
    this.#stop.addEventListener("click", () => this.#onStop());
    this.#resume.addEventListener("click", () => act(this, "resume-check"));
    on(["progress", "info"], () => this.#draw());
  }

  #onStop() {
    if (this.dataset.state === "running" || this.dataset.state === "waiting") return act(this, "cancel-check");
    this.#isDismissed = true;
    this.#draw();
  }

  #draw() {
    clearTimeout(this.#timer);
    const { progress, info } = state;
    const state_ = progress?.state ?? (info?.interruptedCheck ? "interrupted" : "none");
    if (this.dataset.state !== state_ && progress && state_ !== "none") this.#isDismissed = false;
    this.dataset.state = state_;
    const isGoing = state_ === "running" || state_ === "waiting";
    this.hidden = state_ === "none" || this.#isDismissed;
    this.#resume.hidden = state_ !== "interrupted";
    this.#bar.hidden = !isGoing;
    this.#stop.replaceChildren(icon("x"));
    this.#stop.setAttribute("aria-label", isGoing ? "Stop checking" : "Close");
    this.#stop.title = isGoing ? "Stop checking; what was learned is kept" : "Close";
    if (progress) this.#drawProgress(progress);
    else if (info?.interruptedCheck) {
      this.#title.textContent = "Check interrupted";
      this.#words.textContent = `${counted(info.interruptedCheck, "repository is", "repositories are")} left.`;
      this.#counts.replaceChildren();
    }
    this.#words.hidden = this.#words.textContent === "";
  }

  /** @param {import("../types/index.d.ts").CheckProgress} progress */
  #drawProgress(progress) {
    const { done, total, counts, state: how } = progress;
    const isGoing = how === "running" || how === "waiting";
    const far = `${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
    this.#title.textContent = { running: `Checking code: ${far}`, waiting: `Waiting: ${far}`, finished: `Checked ${total === 1 ? "1 repository" : `${total.toLocaleString("en")} repositories`}`, cancelled: `Stopped: ${far}`, failed: "The check failed" }[how];
    this.#bar.max = Math.max(1, total);
    this.#bar.value = done;
    this.#words.textContent = this.#wordsOf(progress);
    const shown = counts.filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
    this.#counts.replaceChildren(...shown.map(([kind, count]) => h("li", { title: verdicts[kind].words }, verdictBadge(kind, { words: `${count.toLocaleString("en")} ${verdicts[kind].counted}` }))));
    this.#speak(`${this.#title.textContent}. ${this.#words.textContent}`, !isGoing);
    if (how === "finished") this.#timer = window.setTimeout(() => this.#leave(), STAY);
  }

  #leave() {
    if (this.matches(":hover, :focus-within")) this.#timer = window.setTimeout(() => this.#leave(), STAY);
    else {
      this.#isDismissed = true;
      this.hidden = true;
    }
  }

  /** @param {import("../types/index.d.ts").CheckProgress} progress */
  #wordsOf({ state: how, message, eta_ms, waiting_until }) {
    if (how === "waiting" && waiting_until) return `${message} ${/\d\d:\d\d/.test(message) ? "" : `Going on at ${clockTime(waiting_until)}.`}`.trim();
    if (how === "running") return message || (eta_ms === null ? "" : `About ${duration(eta_ms)} left`);
    return message;
  }

  /** @param {string} words @param {boolean} isLast */
  #speak(words, isLast) {
    if (!isLast && Date.now() - this.#spokenAt < SPEAK) return;
    this.#spokenAt = Date.now();
    this.#spoken.textContent = words;
  }
}

customElements.define("check-status", CheckStatus);
