// Fills ui/vendor with the front-end libraries that ship: KaTeX and the icons that are used.
// The window loads plain ES modules from ui/, and node_modules must never be embedded in the program,
// so the few files needed are copied (and cut down) from the versions pinned in package-lock.json.
// With the argument "check" it only looks whether every icon that ui/ names is shipped.
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const ui = join(root, "ui");
const vendor = join(ui, "vendor");

// Only these are shipped. A new icon is one word here; https://lucide.dev/icons lists the names.
const ICONS = `
  archive archive-restore arrow-down arrow-down-up arrow-left arrow-right arrow-up arrow-up-down arrow-up-right
  ban bell book book-marked book-open bookmark
  calendar case-sensitive check check-check chevron-down chevron-left chevron-right chevron-up chevrons-up-down
  circle circle-alert circle-arrow-right circle-check circle-dashed circle-dot circle-help circle-minus circle-pause
  circle-plus circle-slash circle-stop circle-x clipboard clipboard-check clipboard-paste clock cloud-off code code-xml
  command copy copy-check corner-down-left
  database dot download ellipsis ellipsis-vertical external-link eye eye-off
  file file-down file-input file-plus file-question file-text file-up file-x folder folder-git-2 folder-open folder-plus
  folder-tree folder-x
  git-branch git-commit-horizontal git-fork globe graduation-cap grip-vertical
  hash highlighter history hourglass house inbox info
  key-round keyboard landmark languages laptop library library-big link link-2 link-2-off list list-checks list-filter
  list-plus loader-circle lock
  mail-open maximize-2 menu message-square message-square-text minus monitor moon
  newspaper notebook-pen octagon-alert
  package panel-left panel-left-close panel-left-open panel-right paperclip pause pen-line pencil pencil-line play plus quote
  redo-2 refresh-cw rotate-ccw
  save scale search search-x server server-crash server-off settings settings-2 shield shield-alert shield-check sigma
  sliders-horizontal sparkles square square-check square-pen star star-off sticky-note sun
  tag tags terminal text-cursor timer trash trash-2 triangle-alert type
  undo-2 unlink upload user user-plus user-x users wifi wifi-off x zap
`.trim().split(/\s+/);

if (process.argv[2] !== "check") {
  await rm(vendor, { recursive: true, force: true });
  await mkdir(vendor, { recursive: true });
  const katex = await vendorKatex();
  const icons = await vendorIcons();
  await writeLicences();
  console.log(`ui/vendor: KaTeX ${katex.version} with ${katex.fonts} fonts, ${icons} icons`);
}
await refuseUnknownIcons();

async function vendorKatex() {
  const dist = join(modules, "katex", "dist");
  await cp(join(dist, "katex.mjs"), join(vendor, "katex.mjs"));
  // For the type check alone, which would otherwise read the library's own source.
  await cp(join(modules, "katex", "types", "katex.d.ts"), join(vendor, "katex.d.mts"));

  // Every engine that Postil runs in reads woff2; the older formats would triple what is embedded.
  const css = await readFile(join(dist, "katex.min.css"), "utf8");
  const onlyWoff2 = css.replace(/,url\([^)]+\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, "");
  const wanted = [...onlyWoff2.matchAll(/url\(([^)]+)\)/g)].map((match) => match[1]);
  const strange = wanted.filter((url) => !/^fonts\/[\w-]+\.woff2$/.test(url));
  if (wanted.length === 0 || strange.length > 0) {
    fail(`KaTeX's style sheet no longer has the shape expected here: ${strange.join(", ") || "no fonts in it"}`);
  }
  await writeFile(join(vendor, "katex.min.css"), onlyWoff2);
  await mkdir(join(vendor, "fonts"));
  for (const font of wanted) await cp(join(dist, font), join(vendor, font));
  return { version: await versionOf("katex"), fonts: wanted.length };
}

async function vendorIcons() {
  const repeated = ICONS.filter((name, index) => ICONS.indexOf(name) !== index);
  if (repeated.length > 0) fail(`icons listed twice: ${repeated.join(", ")}`);

  const folder = join(modules, "lucide-static", "icons");
  const known = new Set((await readdir(folder)).map((file) => file.replace(/\.svg$/, "")));
  const missing = ICONS.filter((name) => !known.has(name));
  if (missing.length > 0) fail(`lucide-static ${await versionOf("lucide-static")} has no icon ${missing.join(", ")}`);

  // From the drawings rather than from icon-nodes.json, which leaves out the names that are aliases (trash-2, history).
  const entries = [];
  for (const name of ICONS) {
    const nodes = nodesOf(await readFile(join(folder, `${name}.svg`), "utf8"), name);
    entries.push(`  ${JSON.stringify(name)}: ${JSON.stringify(nodes)},`);
  }
  const text = `// Made by .make/vendor.mjs from lucide-static ${await versionOf("lucide-static")} (ISC). Do not edit.
/** @type {Record<string, [tag: string, attributes: Record<string, string>][]>} */
export const icons = {
${entries.join("\n")}
};
`;
  await writeFile(join(vendor, "icons.js"), text);
  return entries.length;
}

/** The shapes inside one drawing. A shape inside a shape, or text, is refused: icon() would lose it. */
function nodesOf(svg, name) {
  const inner = svg.replace(/<!--[^]*?-->/g, "").match(/^\s*<svg\b[^>]*>([^]*)<\/svg>\s*$/)?.[1];
  if (inner === undefined) fail(`the drawing of icon ${name} is not one svg element`);
  const nodes = [];
  const rest = inner.replace(/<([a-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*\/>/g, (_whole, tag, attributes) => {
    const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map((match) => [match[1], match[2]]);
    nodes.push([tag, Object.fromEntries(pairs)]);
    return "";
  });
  if (rest.trim() !== "" || nodes.length === 0) fail(`the drawing of icon ${name} holds more than plain shapes`);
  return nodes;
}

/** What is shipped carries its licence with it. */
async function writeLicences() {
  const parts = [];
  for (const name of ["katex", "lucide-static"]) {
    const text = await readFile(join(modules, name, "LICENSE"), "utf8");
    parts.push(`${name} ${await versionOf(name)}\n\n${text.trim()}\n`);
  }
  await writeFile(join(vendor, "LICENSES.txt"), parts.join(`\n${"-".repeat(72)}\n\n`));
}

/** An icon that is asked for by name but not shipped would show as a hole in the window. */
async function refuseUnknownIcons() {
  const shipped = new Set(ICONS);
  const wrong = [];
  for (const file of await readdir(ui, { recursive: true })) {
    if (!file.endsWith(".js") || file.startsWith("vendor")) continue;
    const text = await readFile(join(ui, file), "utf8");
    for (const [, name] of text.matchAll(/\bicon\(\s*["']([a-z0-9-]+)["']/g)) {
      if (!shipped.has(name)) wrong.push(`${relative(root, join(ui, file))} uses "${name}"`);
    }
  }
  if (wrong.length > 0) fail(`icons that are not in the list at the top of .make/vendor.mjs:\n  ${wrong.join("\n  ")}`);
}

async function versionOf(name) {
  return JSON.parse(await readFile(join(modules, name, "package.json"), "utf8")).version;
}

function fail(message) {
  console.error(`vendor: ${message}`);
  process.exit(1);
}
