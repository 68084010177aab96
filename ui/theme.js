import { on, state } from "./state.js";

/** Light, dark or as the system; and the size of text, which everything else is measured in. */

export const TEXT_SIZES = { least: 100, most: 200, step: 10 };

/** @param {unknown} size @returns {number} percent */
export function validTextSize(size) {
  const { least, most } = TEXT_SIZES;
  return typeof size === "number" && Number.isFinite(size) ? Math.min(most, Math.max(least, Math.round(size))) : least;
}

/** Follows the settings from now on. @param {AbortSignal} signal */
export function followLook(signal) {
  on("settings", applyLook, signal);
}

function applyLook() {
  const root = document.documentElement;
  const { theme } = state.settings;
  const textSize = validTextSize(state.settings.textSize);
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
  root.style.fontSize = `${textSize}%`;
  try {
    localStorage.setItem("look", JSON.stringify({ theme, textSize }));
  } catch {
    // Only the first paint of the next start would have used it.
  }
  window.dispatchEvent(new Event("resize"));
}
