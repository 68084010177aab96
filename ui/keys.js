/** Keyboard combinations: "Mod+Shift+Z" in tables, "Ctrl+Shift+Z" or "⇧⌘Z" to readers. */

export const IS_MAC = navigator.platform.startsWith("Mac");

const NAMES = /** @type {Record<string, string>} */ ({
  ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Delete: "Del", Escape: "Esc", Backspace: "⌫",
});
const MAC_NAMES = /** @type {Record<string, string>} */ ({ Mod: "⌘", Shift: "⇧", Alt: "⌥", Enter: "↩" });

/**
 * What to show for a combination.
 *
 * @param {string} keys e.g. "Mod+K"
 * @returns {string} e.g. "Ctrl+K"
 */
export function keysInWords(keys) {
  const parts = split(keys).map((part) => (IS_MAC && MAC_NAMES[part]) || (part === "Mod" ? "Ctrl" : (NAMES[part] ?? part)));
  return parts.map((part) => (part.length === 1 ? part.toUpperCase() : part)).join("+");
}

/**
 * Whether a key press is the combination. Keys count by what they type, so that other layouts work; with
 * signs Shift does not count, because "?" and "+" need it on some keyboards and not on others.
 *
 * @param {KeyboardEvent} event
 * @param {string} keys
 */
export function isPressed(event, keys) {
  const parts = split(keys);
  const key = /** @type {string} */ (parts.at(-1));
  const mod = IS_MAC ? event.metaKey : event.ctrlKey;
  const other = IS_MAC ? event.ctrlKey : event.metaKey;
  if (other || mod !== parts.includes("Mod") || event.altKey !== parts.includes("Alt")) return false;
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  if (!isSign && event.shiftKey !== parts.includes("Shift")) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** Whether typing goes into a text field now, so that plain letters are letters. @param {EventTarget | null} target */
export function isTyping(target) {
  if (target instanceof HTMLInputElement) return !/^(button|checkbox|radio|range|submit|reset|color|file)$/.test(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** "+" itself may be the key. @param {string} keys */
const split = (keys) => keys.split(/\+(?=.)/);
