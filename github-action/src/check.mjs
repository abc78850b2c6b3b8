// The check run of a verdict, made by the job itself. GitHub puts it into any of the commit's suites; the job's own result is the better
// thing to require.
import { unmarked } from './comment.mjs';

/** GitHub takes 65,535. */
const CHARS_MAX = 65_000;
const TITLE_CHARS_MAX = 200;

/** Branch protection counts neutral as success, so it never stands for 'could not decide' in an enforcing gate. */
function conclusion(verdict) {
  const words = { SUCCESS: 'success', NEUTRAL: 'neutral' };
  return words[verdict.conclusion] ?? (verdict.verdict === 'INCONCLUSIVE' ? 'action_required' : 'failure');
}

/** @return id of the check run; made once for a gate and a commit, however often it is called */
export async function check(github, place, verdict, name, gate) {
  const runs = `/repos/${place.repository}/check-runs`;
  const named = `/repos/${place.repository}/commits/${place.sha}/check-runs?filter=all&check_name=${encodeURIComponent(name)}`;
  const before = (await github.list(named, 'check_runs')).find((run) => run.external_id === gate);
  const markdown = unmarked(verdict.markdown).trim();
  const run = {
    name,
    external_id: gate,
    ...(verdict.url ? { details_url: verdict.url } : {}),
    status: 'completed',
    conclusion: conclusion(verdict),
    output: {
      title: cut(verdict.headline.replaceAll('`', '').replace(/\s+/g, ' '), TITLE_CHARS_MAX),
      summary: markdown.length <= CHARS_MAX ? markdown : "The report is too long for a check: it is in the job's summary.",
    },
  };
  const made = before
    ? await github.send('PATCH', `${runs}/${before.id}`, run)
    : await github.send('POST', runs, { ...run, head_sha: place.sha });
  return made.id;
}

/** Between characters, never inside of one. */
function cut(text, charsMax) {
  return text.length <= charsMax ? text : text.slice(0, charsMax - 1).replace(/[\uD800-\uDBFF]$/, '') + '…';
}
