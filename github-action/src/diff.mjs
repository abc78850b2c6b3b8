// Mode 'diff': two folders of profiles are compared in this job by the program itself; there is no service, and nothing leaves the job.
import { spawnSync } from 'node:child_process';
import { needed, policyFile } from './gate.mjs';
import { read } from './report.mjs';
import { input, say, UsageError } from './runner.mjs';

const VERDICT_CODES = [0, 1, 2];

export function diff(environment, folder) {
  const words = [
    'diff',
    '--baseline', needed(environment, 'baseline'),
    '--candidate', needed(environment, 'candidate'),
    '--out', folder,
  ];
  const policy = policyFile(environment);
  if (policy) {
    words.push('--policy', policy);
  }
  const type = input(environment, 'type');
  if (type) {
    words.push('--type', type);
  }
  const program = needed(environment, 'flamegate');
  const ended = spawnSync(program, words, { encoding: 'utf8', cwd: environment.GITHUB_WORKSPACE ?? '.' });
  if (ended.error || !VERDICT_CODES.includes(ended.status)) {
    throw new UsageError(`${program} diff ended with ${ended.error?.message ?? ended.status}: ${ended.stderr ?? ''}`.trim());
  }
  say(ended.stdout);
  const report = JSON.parse(read(folder, 'report.json'));
  return {
    verdict: report.verdict,
    conclusion: report.policy?.conclusion ?? ['SUCCESS', 'FAILURE', 'FAILURE'][ended.status],
    headline: ended.stdout.split('\n')[0],
    report,
    markdown: read(folder, 'comment.md'),
  };
}
