import "./node/install.ts";

export * from "./api.ts";
