// Works in the page until the program is killed: imports, types a note, checks, takes back, over and over. What the page
// was told is safe is in `window.told`, and what was going on in `window.doing`; the test reads both all the while.
const [first, scene, batch] = arguments;
window.told = [];
window.doing = "";

const ask = (name, detail = {}) => new Promise((resolve, reject) => {
  const reply = (work) => Promise.resolve(work).then(resolve, reject);
  document.body.dispatchEvent(new CustomEvent("action", { bubbles: true, detail: { ...detail, name, reply } }));
});
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const wordOf = (kind, number) => kind + String(number).padStart(8, "0").replace(/\d/g, (digit) => "abcdefghij"[digit]);
const tell = (what, word, more = "") => window.told.push([what, word, more]);

// The note that is typed is saved by the element that it is typed into. Its asking is heard before the window does.
document.addEventListener("action", ({ detail }) => {
  if (detail.name !== "save-note") return;
  const { reply, text } = detail;
  detail.reply = (work) => reply(Promise.resolve(work).then((note) => (tell("note", text.split(" ")[0], text), note)));
}, { capture: true });

/** Review and import, as the sheet does. */
async function take(words, about) {
  const entries = words.map((word) => `@article{${word}, title = {Paper ${word} of those written while the power may fail},
    abstract = {It is about ${about}. The code is at https://github.com/fault/${word}.}}`);
  await ask("leave-review");
  const review = await ask("review-import", { source: { from: "text", text: entries.join("\n"), html: null } });
  return (await ask("commit-import", { chosen: { places: review.items.map((item) => item.draft.at), changed: [] } })).added;
}

const work = {
  async import(number) {
    const word = wordOf("b", number);
    await take(Array.from({ length: batch }, (_, index) => word + wordOf("", index)), word);
    tell("batch", word);
  },
  async note(number, paper, word) {
    await ask("select-paper", { id: paper });
    await ask("new-note");
    const pane = document.querySelector("paper-pane");
    const area = () => (pane.view?.paper.id === paper ? pane.querySelector(".note textarea") : null);
    while (!area()) await pause(5);
    const text = `${word} is typed letter by letter, and saved meanwhile.`;
    for (let end = word.length + 1; end <= text.length; end++) {
      area().value = text.slice(0, end);
      area().dispatchEvent(new Event("input", { bubbles: true }));
      await pause(10);
    }
    while (!window.told.some(([, of, saved]) => of === word && saved === text)) await pause(5);
  },
  async check(number, paper, word) {
    const card = async () => (await ask("paper", { id: paper })).code[0];
    await ask("check", { scope: { scope: "repository", id: (await card()).repository.id } });
    while ((await card()).verdict.kind !== "alive") await pause(10);
    tell("checked", word);
    // One check at a time: the next turn's would be refused.
    while (["running", "waiting"].includes((await ask("check-progress"))?.state)) await pause(5);
  },
  async undo(number, paper, word) {
    const edit = (field) => ask("edit-papers", { ids: [paper], edit: { field, value: "Somewhere" } });
    await edit("venue");
    await ask("undo");
    tell("undone", word);
    await edit("comments");
    await ask("undo");
    await ask("redo");
    tell("redone", word);
  },
};

(async () => {
  const names = Object.keys(work);
  for (let number = first; ; number++) {
    const word = wordOf("q", number);
    const [paper] = await take([word], `number ${number}`);
    tell("paper", word);
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(scene + turn) % names.length];
      window.doing = name;
      await work[name](number, paper, word);
    }
  }
})().catch((error) => tell("failed", error.message ?? String(error), window.doing));
