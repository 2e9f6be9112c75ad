import { Math, RegExp, String, TypeError } from "../core/intrinsics.ts";
import { host } from "../core/environment.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { joined } from "../text/joined.ts";
import { blobBytes, File } from "./blob.ts";
import { FormData, formEntries } from "./form-data.ts";

/** multipart/form-data, with a boundary that follows from the seed. */
export function encodeMultipart(form: FormData): { bytes: Uint8Array<ArrayBuffer>; type: string } {
  let boundary = "----formdata-undici-0";
  for (const byte of host().randomBytes(11)) boundary += byte % 10;
  const parts: Uint8Array[] = [];
  for (const [name, value] of formEntries(form)) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(newlines(name))}"`;
    if (typeof value === "string") parts.push(encodeUtf8(`${head}\r\n\r\n${newlines(value)}\r\n`));
    else {
      const file = `; filename="${escaped(value.name)}"\r\nContent-Type: ${value.type || "application/octet-stream"}`;
      parts.push(encodeUtf8(`${head}${file}\r\n\r\n`), blobBytes(value), encodeUtf8("\r\n"));
    }
  }
  parts.push(encodeUtf8(`--${boundary}--\r\n`));
  return { bytes: joined(parts), type: `multipart/form-data; boundary=${boundary}` };
}

const newlines = (text: string) => text.replace(/\r?\n|\r/g, "\r\n");

function escaped(text: string): string {
  return text.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
}

/** @throws TypeError for a body that is not of that form */
export function decodeMultipart(bytes: Uint8Array, boundary: string): FormData {
  // One character per byte, so that what lies between the boundaries can be cut out by position.
  const text = latin1(bytes);
  const form = new FormData();
  const mark = `--${boundary}`;
  let at = text.indexOf(mark);
  if (at === -1) throw malformed();
  for (;;) {
    at += mark.length;
    if (text.startsWith("--", at)) return form;
    const headEnd = text.indexOf("\r\n\r\n", at);
    const next = text.indexOf(`\r\n${mark}`, headEnd === -1 ? at : headEnd + 2);
    if (headEnd === -1 || next === -1) throw malformed();
    const head = utf8(bytes.subarray(at, headEnd));
    const body = bytes.slice(headEnd + 4, Math.max(next, headEnd + 4));
    const name = parameter(head, "name");
    if (name === null) throw malformed();
    const filename = parameter(head, "filename");
    if (filename === null) form.append(name, utf8(body));
    else {
      const type = /\r\ncontent-type:[ \t]*([^\r\n]*)/i.exec(head)?.[1] ?? "text/plain";
      form.append(name, new File([body], filename, { type }));
    }
    at = next + 2;
  }
}

function parameter(head: string, name: string): string | null {
  const found = new RegExp(`[;\\s]${name}="([^"]*)"`, "i").exec(head);
  if (found === null) return null;
  return found[1]!.replace(/%0A/gi, "\n").replace(/%0D/gi, "\r").replace(/%22/g, '"');
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return text;
}

function utf8(bytes: Uint8Array): string {
  return decodeUtf8(bytes, { fatal: false, ignoreBOM: true })!;
}

function malformed(): TypeError {
  return new TypeError("Failed to parse body as FormData.");
}
