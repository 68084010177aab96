import { act, h, icon } from "./dom.js";
import { on, set, state } from "./state.js";

/** @import { Layout } from "./state.js" */

/** Widths in rem, so that 200 % text in a wide window is laid out like 100 % in one half as wide. */
const WIDE = 62.5;
const PAIR = 47.5;

/**
 * Chooses the layout by the width of the window, and shows the sidebar or the paper over the list where they do not
 * fit beside it.
 *
 * @param {HTMLElement} app
 * @param {AbortSignal} signal
 * @returns {() => void} shows or hides the sidebar
 */
export function followLayout(app, signal) {
  const scrim = /** @type {HTMLElement} */ (app.querySelector(".scrim"));
  const sidebar = /** @type {HTMLElement} */ (app.querySelector(".sidebar-pane"));

  const back = h("button", { class: "quiet-button", type: "button" }, icon("chevron-left"), "Papers");
  back.addEventListener("click", () => act(back, "back"), { signal });
  app.querySelector(".paper-bar")?.append(back);

  const measure = () => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const width = window.innerWidth / rem;
    /** @type {Layout} */
    const layout = width >= WIDE ? "wide" : width >= PAIR ? "folded" : "single";
    if (layout !== state.layout) set("layout", { layout, sidebarOpen: false });
  };
  const show = () => {
    const { layout, sidebarOpen, paperOpen, settings } = state;
    const hidden = layout === "wide" ? settings.panes?.hidden === true : !sidebarOpen;
    app.dataset.layout = layout;
    app.classList.toggle("has-sidebar-over", layout !== "wide" && sidebarOpen);
    app.classList.toggle("is-sidebar-hidden", hidden);
    app.classList.toggle("shows-paper", layout === "single" && paperOpen);
    scrim.hidden = layout === "wide" || !sidebarOpen;
    // Out of sight is out of the Tab order.
    sidebar.inert = hidden;
  };

  window.addEventListener("resize", measure, { signal });
  scrim.addEventListener("click", () => set("layout", { sidebarOpen: false }), { signal });
  on(["layout", "settings"], show, signal);
  measure();
  show();

  return () => {
    if (state.layout !== "wide") {
      set("layout", { sidebarOpen: !state.sidebarOpen });
      if (state.sidebarOpen) /** @type {HTMLElement | null} */ (sidebar.querySelector('[tabindex="0"]'))?.focus();
      return;
    }
    const panes = { ...state.settings.panes, hidden: !state.settings.panes?.hidden };
    act(app, "set-setting", { key: "panes", value: panes });
  };
}
