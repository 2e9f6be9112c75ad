/**
 * The run that was untrusted, as GitHub's own event tells of it.
 *
 * @typedef {object} Run
 * @property {number} id
 * @property {string} repository `owner/name`, where the pull request is
 * @property {string} commit
 * @property {string} url
 * @property {string} conclusion
 * @property {string} headRepository `owner/name`, where the commit is: a fork, mostly
 * @property {string} headBranch
 */

/**
 * @param {any} event
 * @returns {Run}
 */
export function readRun(event) {
  const run = event?.workflow_run;
  if (run?.event !== "pull_request")
    throw new Error("This event is not of a run on pull_request: there is nothing to comment.");
  const { id, head_sha: commit, html_url: url, conclusion, head_branch: headBranch } = run;
  const repository = event?.repository?.full_name;
  const headRepository = run.head_repository?.full_name;
  const texts = [repository, headRepository, commit, url, headBranch];
  if (
    !Number.isSafeInteger(id) ||
    !texts.every((text) => typeof text === "string") ||
    !/^[0-9a-f]{40,64}$/.test(commit)
  ) {
    throw new Error("The event lacks what a workflow_run has: run, commit, branch and repositories.");
  }
  return {
    id,
    repository,
    commit,
    url,
    headRepository,
    headBranch,
    conclusion: typeof conclusion === "string" ? conclusion : "unknown",
  };
}

/** There is nothing left to say, and that is no fault. */
export class NoComment extends Error {}

/**
 * The pull request of a run, from nothing but the event: the artifact has no say in where we write. Of a fork the event names none; then it
 * is the open one from that branch whose head is still this very commit.
 *
 * @param {import("./api.mjs").Api} api
 * @param {Run} run
 * @returns {Promise<number>}
 * @throws {NoComment} when it is closed, or was pushed to again: the run of that push will comment
 */
export async function pullRequestOf(api, { repository, commit, headRepository, headBranch }) {
  const [owner] = headRepository.split("/", 1);
  const query = new URLSearchParams({ state: "open", head: `${owner}:${headBranch}`, per_page: "100" });
  const open = /** @type {any[]} */ (await api.get(`/repos/${repository}/pulls?${query.toString()}`));
  const found = open.filter(
    ({ head, base }) =>
      head?.sha === commit && head?.repo?.full_name === headRepository && base?.repo?.full_name === repository,
  );
  const [pull, another] = found;
  if (pull === undefined || !Number.isSafeInteger(pull.number)) {
    throw new NoComment(
      `No open pull request has ${commit.slice(0, 12)} as its newest commit: it was pushed to again, or closed. No comment.`,
    );
  }
  if (another !== undefined) {
    throw new NoComment(
      `Several open pull requests have ${commit.slice(0, 12)} as their newest commit: which of them the run was for cannot be told. No comment.`,
    );
  }
  return pull.number;
}
