// Which commit and which pull request a job is about. For pull requests GITHUB_SHA is a merge commit that nobody sees: what counts is
// the head that was pushed.
import { readFileSync } from 'node:fs';

export function place(environment) {
  const event = environment.GITHUB_EVENT_PATH ? JSON.parse(readFileSync(environment.GITHUB_EVENT_PATH, 'utf8')) : {};
  const request = event.pull_request;
  const run = event.workflow_run;
  return {
    repository: environment.GITHUB_REPOSITORY ?? '',
    sha: request?.head?.sha ?? run?.head_sha ?? event.merge_group?.head_sha ?? environment.GITHUB_SHA ?? '',
    pullRequest: request?.number ?? run?.pull_requests?.[0]?.number,
    fork: isFork(request, run),
    second: run !== undefined,
  };
}

/** By ids: names can be taken again. */
function isFork(request, run) {
  if (request) {
    return request.head?.repo?.id !== request.base?.repo?.id;
  }
  return run !== undefined && run.head_repository?.id !== run.repository?.id;
}
