import { h } from "./dom.js";

/**
 * How identifiers are called, and where each leads.
 *
 * @import { Identifier, IdentifierKind } from "./types/index.d.ts"
 * @type {Record<IdentifierKind, [words: string, address: (value: string) => string]>}
 */
const SCHEMES = {
  arxiv: ["arXiv", (value) => `https://arxiv.org/abs/${value}`],
  doi: ["DOI", (value) => `https://doi.org/${value}`],
  acl: ["ACL", (value) => `https://aclanthology.org/${value}`],
  openreview: ["OpenReview", (value) => `https://openreview.net/forum?id=${value}`],
  pmid: ["PubMed", (value) => `https://pubmed.ncbi.nlm.nih.gov/${value}`],
  isbn: ["ISBN", (value) => `https://www.worldcat.org/isbn/${value}`],
};

/** "arXiv 2303.01234" @param {Identifier} identifier */
export const identifierWords = ({ kind, value }) => `${SCHEMES[kind][0]} ${value}`;

/** Each as a link to its page. @param {string} text one a line */
export function drawIdentifiers(text) {
  const parts = h("span", { class: "identifiers" });
  for (const line of text.split("\n")) {
    const one = parseIdentifier(line);
    if (!one) continue;
    parts.append(h("a", { href: SCHEMES[one.kind][1](one.value), class: "link" }, identifierWords(one)));
  }
  return parts;
}

/**
 * "arxiv:2303.01234"; a bare DOI or arXiv id is known by its shape.
 *
 * @param {string} line
 * @returns {Identifier | null}
 */
export function parseIdentifier(line) {
  const text = line.trim();
  if (!text) return null;
  const [, scheme, value] = text.match(/^([a-z]+)\s*:\s*(\S+)$/i) ?? [];
  const kind = scheme?.toLowerCase() ?? "";
  if (value && kind in SCHEMES) return { kind: /** @type {IdentifierKind} */ (kind), value };
  return { kind: /(^|\/)10\.\d/.test(text) ? "doi" : "arxiv", value: text };
}
