import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { validateXML } from "xmllint-wasm";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/report/${name}`, import.meta.url), "utf8");

/** What a JSON Schema among the fixtures has against a text; empty when it is valid. */
export function jsonMistakes(schema: string): (text: string) => readonly unknown[] {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(fixture(schema)) as object);
  return (text) => (validate(JSON.parse(text)) ? [] : (validate.errors ?? []));
}

/** What libxml2 has against a text, by an XML Schema among the fixtures. */
export async function xmlMistakes(schema: string, texts: readonly string[]): Promise<readonly string[]> {
  const xml = texts.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema: [fixture(schema)] });
  return errors.map(({ message }) => message);
}
