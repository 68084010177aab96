/** @import { CiteForm } from "./types/index.d.ts" */

export const DEFAULT_STYLE = "apa";
/** What a citation is copied as until the reader has chosen. @type {CiteForm} */
export const DEFAULT_FORM = { form: "list", style: DEFAULT_STYLE };
