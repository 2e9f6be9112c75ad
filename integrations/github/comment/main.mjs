#!/usr/bin/env node
// Comments a pull request with what an untrusted run says of it. Called in a workflow on `workflow_run`, which has a token that may write:
// nothing of the pull request is checked out, installed or run here, and the run's artifact is data that somebody hostile may have made.
import { readFileSync } from "node:fs";
import { openApi } from "./api.mjs";
import { readArtifact } from "./artifact.mjs";
import { commentText, marker } from "./comment-text.mjs";
import { NoComment, pullRequestOf, readRun } from "./pull-request.mjs";
import { readResult } from "./result.mjs";

try {
  const run = readRun(JSON.parse(readFileSync(required("GITHUB_EVENT_PATH"), "utf8")));
  const api = openApi(process.env["GITHUB_API_URL"] ?? "https://api.github.com", required("GITHUB_TOKEN"));
  const pull = await pullRequestOf(api, run);
  const result = await reported(api, run);
  await comment(api, run, pull, commentText(run, result));
  console.log(`Commented pull request ${pull}.`);
  if (typeof result === "string") process.exitCode = 1;
} catch (error) {
  const nothing = error instanceof NoComment;
  console.log(`::${nothing ? "notice" : "error"}::${oneLine(error instanceof Error ? error.message : String(error))}`);
  if (!nothing) process.exitCode = 1;
}

/**
 * @param {import("./api.mjs").Api} api
 * @param {import("./pull-request.mjs").Run} run
 * @returns {Promise<import("./result.mjs").Result | string>} a sentence when there is no result that can be shown
 */
async function reported(api, run) {
  try {
    return readResult(await readArtifact(api, run, process.env["ARTIFACT"] ?? "chronograde"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.log(`::error::${oneLine(why)}`);
    return why;
  }
}

/**
 * One comment a pull request, kept up to date. Anybody may write our marker: only what the same bot wrote is changed.
 *
 * @param {import("./api.mjs").Api} api
 * @param {import("./pull-request.mjs").Run} run
 * @param {number} pull
 * @param {string} body
 */
async function comment(api, { repository }, pull, body) {
  const own = await findOwn(api, `/repos/${repository}/issues/${pull}/comments`);
  if (own === null) await api.send("POST", `/repos/${repository}/issues/${pull}/comments`, { body });
  else await api.send("PATCH", `/repos/${repository}/issues/comments/${own}`, { body });
}

/**
 * @param {import("./api.mjs").Api} api
 * @param {string} comments
 * @returns {Promise<number | null>}
 */
async function findOwn(api, comments) {
  // A pull request with more comments than these gets a second one of ours.
  for (let page = 1; page <= 10; page += 1) {
    const found = /** @type {{ id: number, body?: string, user?: { login?: string, type?: string } }[]} */ (
      await api.get(`${comments}?per_page=100&page=${page}`)
    );
    const own = found.find(
      ({ body, user }) => user?.type === "Bot" && user.login === "github-actions[bot]" && body?.startsWith(marker),
    );
    if (own !== undefined) return own.id;
    if (found.length < 100) return null;
  }
  return null;
}

/** @param {string} name */
function required(name) {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new Error(`${name} is not set: this runs in a workflow on workflow_run.`);
  return value;
}

/** @param {string} text */
function oneLine(text) {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
