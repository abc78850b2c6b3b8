// Who tells the pull request: the service, or the action, or nobody; never two of them. Nothing that goes wrong here changes the verdict.
import { check } from './check.mjs';
import { comment, key } from './comment.mjs';
import { GitHub } from './github.mjs';
import { annotate, input, oneOf, output, say } from './runner.mjs';

/** Asked before anything else is done, so that a slip of the finger costs no time. */
export function wishes(environment) {
  return {
    comment: oneOf(environment, 'comment', ['off', 'auto', 'always']),
    check: oneOf(environment, 'check', ['off', 'on']) === 'on',
  };
}

export async function post(environment, place, verdict, wishes) {
  const posted = { by: verdict.postedBy ?? 'nobody' };
  const wanted = wishes.comment !== 'off' || wishes.check;
  if (wanted && posted.by === 'service') {
    annotate('notice', "the service posts to this pull request itself: the inputs 'comment' and 'check' are left alone");
  } else if (wanted && !input(environment, 'github-token')) {
    annotate('warning', "nothing is posted: the input 'github-token' is empty", { title: 'Flamegate' });
  } else if (wanted) {
    await byTheJob(environment, place, verdict, wishes, posted);
  }
  output(environment, 'posted-by', posted.by);
  output(environment, 'comment-id', posted.comment ?? '');
  output(environment, 'check-run-id', posted.check ?? '');
}

async function byTheJob(environment, place, verdict, wishes, posted) {
  const github = client(environment);
  const service = input(environment, 'service');
  if (wishes.check) {
    await attempt('check', 'checks: write', place, async () => {
      const name = `Flamegate / ${(service || 'diff').replace(/\p{Cc}+/gu, ' ').slice(0, 100)}`;
      posted.check = await github.patiently(() => check(github, place, verdict, name, gate(environment, verdict)));
      posted.by = 'action';
    });
  }
  if (wishes.comment !== 'off') {
    await attempt('comment', 'pull-requests: write', place, async () => {
      if (!place.pullRequest) {
        say('comment skipped: the job is about no pull request');
        return;
      }
      const said = {
        // without a service nothing orders the runs but their numbers, which do not compare with gates
        key: key(verdict.gate ? service : `diff ${service}`.trim()),
        gate: gate(environment, verdict),
        markdown: verdict.markdown,
        quiet: wishes.comment === 'auto' && verdict.verdict === 'PASS',
        failed: verdict.verdict === 'FAIL' ? place.sha : undefined,
      };
      const made = await github.patiently(() => comment(github, place, said));
      if (made.left) {
        say(`comment left alone: ${made.left}`);
      }
      posted.comment = made.id;
      posted.by = made.id ? 'action' : posted.by;
    });
  }
}

function client(environment) {
  return new GitHub(
    environment, input(environment, 'github-token'), Number(environment.FLAMEGATE_ACTION_PAUSE_MILLIS ?? 2000));
}

/** Later ones sort behind earlier ones. */
function gate(environment, verdict) {
  const digits = (name, count) => (environment[name] ?? '0').padStart(count, '0');
  return verdict.gate || `run-${digits('GITHUB_RUN_ID', 20)}-${digits('GITHUB_RUN_ATTEMPT', 4)}`;
}

async function attempt(what, permission, place, work) {
  try {
    await work();
  } catch (error) {
    const readOnly = error.status === 403 && /not accessible/i.test(error.message);
    if (readOnly && place.fork) {
      annotate('notice', `${what} skipped: the token is read-only (pull request from a fork). The report is in the job's summary;`
        + " the action's README shows the two workflows that post it (Pull requests from forks)");
    } else {
      const advice = readOnly ? `; the job needs 'permissions: {${permission}}'` : '';
      annotate('warning', `${what} not posted: ${error.message}${advice}`, { title: 'Flamegate' });
    }
  }
}

/**
 * The pull request of a commit, for the second of two workflows: of one from a fork its event names none.
 *
 * @return its number, undefined if there is none that is open with this head
 */
export async function pullRequestOf(environment, place) {
  if (!input(environment, 'github-token') || !place.repository) {
    return undefined;
  }
  const github = client(environment);
  try {
    const path = `/repos/${place.repository}/commits/${place.sha}/pulls`;
    const found = await github.patiently(() => github.list(path));
    return found.find((one) => one.state === 'open' && one.head?.sha === place.sha)?.number;
  } catch (error) {
    annotate('notice', `the pull request of ${place.sha.slice(0, 7)} could not be looked up: ${error.message}`);
    return undefined;
  }
}
