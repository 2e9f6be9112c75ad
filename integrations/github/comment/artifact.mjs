import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tooLarge } from "./api.mjs";

const largestArchive = 2 * 1024 * 1024; // bytes
const largestResult = 16 * 1024 * 1024;

/**
 * The text of result.json in the artifact of that name. No more than so many bytes are read or unpacked, into memory only.
 *
 * @param {import("./api.mjs").Api} api
 * @param {import("./pull-request.mjs").Run} run
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function readArtifact(api, { repository, id }, name) {
  const query = new URLSearchParams({ name, per_page: "100" });
  const list = /** @type {any} */ (
    await api.get(`/repos/${repository}/actions/runs/${id}/artifacts?${query.toString()}`)
  );
  const found = (list.artifacts ?? []).filter((/** @type {any} */ each) => each.name === name && each.expired !== true);
  if (found.length !== 1) {
    throw new Error(
      found.length === 0
        ? "The run has left no result: its log says why."
        : "The run has left several results of one name, and none of them is read.",
    );
  }
  const [artifact] = found;
  if (!Number.isSafeInteger(artifact.id) || !(artifact.size_in_bytes <= largestArchive))
    throw new Error(tooLarge(largestArchive));
  return unpacked(await api.bytes(`/repos/${repository}/actions/artifacts/${artifact.id}/zip`, largestArchive));
}

/** @param {Buffer} archive */
function unpacked(archive) {
  const work = mkdtempSync(join(tmpdir(), "chronograde-artifact-"));
  try {
    const file = join(work, "artifact.zip");
    writeFileSync(file, archive);
    // To standard output: no name in the archive is ever a name in the file system.
    const { status, stdout, error } = spawnSync("unzip", ["-p", file, "result.json"], {
      maxBuffer: largestResult,
      timeout: 30_000,
      input: "",
    });
    if (error !== undefined && /** @type {NodeJS.ErrnoException} */ (error).code === "ENOBUFS")
      throw new Error(tooLarge(largestResult));
    if (error !== undefined || status !== 0)
      throw new Error("What the run has left is no archive with a result.json in it.");
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(stdout);
  } catch (error) {
    if (error instanceof TypeError) throw new Error("The result that the run has left is no UTF-8.", { cause: error });
    throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
