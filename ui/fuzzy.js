/**
 * How well `text` answers what was typed: every letter in order, better at the starts of words and in runs.
 *
 * @param {string} typed
 * @param {string} text
 * @returns {{score: number, marks: [number, number][]} | null} null when a letter is missing; more is better
 */
export function fuzzy(typed, text) {
  const wanted = fold(typed).replace(/\s+/g, "");
  const given = fold(text);
  if (!wanted) return { score: 0, marks: [] };
  // Words as typed, found whole, beat anything that letters picked from all over can give.
  const whole = given.indexOf(fold(typed).trim());
  if (whole >= 0) {
    const isStart = whole === 0 || /[\s:/-]/.test(given[whole - 1] ?? "");
    return { score: 1000 + (isStart ? 200 : 0) - whole - given.length / 100, marks: [[whole, whole + typed.trim().length]] };
  }
  /** @type {[number, number][]} */
  const marks = [];
  let score = 0;
  let at = 0;
  for (const letter of wanted) {
    const found = bestPlace(given, letter, at);
    if (found < 0) return null;
    const last = marks.at(-1);
    if (last && last[1] === found) {
      last[1] = found + 1;
      score += 8;
    } else {
      marks.push([found, found + 1]);
      score += isWordStart(given, found) ? 6 : -Math.min(4, found - at);
    }
    at = found + 1;
  }
  // Letters scattered over a long text are a coincidence.
  return marks.length > 4 && score < wanted.length * 2 ? null : { score: score - given.length / 50, marks };
}

/** The next place of the letter: right here, or else at a start of a word, or else anywhere. @param {string} text @param {string} letter @param {number} from */
function bestPlace(text, letter, from) {
  if (text[from] === letter && from > 0 && !isWordStart(text, from)) return from;
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) if (isWordStart(text, at)) return at;
  return text.indexOf(letter, from);
}

/** @param {string} text @param {number} at */
const isWordStart = (text, at) => at === 0 || /[\s:/·-]/.test(text[at - 1] ?? "");

/** Lower case without accents, letter by letter, so that places stay the same. @param {string} text */
const fold = (text) => [...text.toLowerCase()].map((letter) => (letter.length === 1 ? (letter.normalize("NFD")[0] ?? letter) : letter)).join("");
