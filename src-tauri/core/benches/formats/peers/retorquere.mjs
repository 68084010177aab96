// Reads a .bib with @retorquere/bibtex-parser, LaTeX and names included, and prints how many entries it holds.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const { parse } = await import(pathToFileURL(resolve(modules, "@retorquere/bibtex-parser/dist/esm/index.js")).href);
console.log(parse(readFileSync(file, "utf8")).entries.length);
