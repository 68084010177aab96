export * from "./model.d.ts";
