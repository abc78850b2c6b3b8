// The action: asks, reports, and sets the job's result. 0 passes; 1 FAIL, 2 could not decide, 3 wrong use, 4 the service.
import { resolve } from 'node:path';
import { diff } from './diff.mjs';
import { place } from './event.mjs';
import { gate } from './gate.mjs';
import { post, pullRequestOf, wishes } from './post.mjs';
import { publish } from './report.mjs';
import { annotate, input, oneOf, output, summary } from './runner.mjs';
import { ServiceError } from './service.mjs';

async function run(environment) {
  const mode = oneOf(environment, 'mode', ['gate', 'diff']);
  oneOf(environment, 'auth', ['none', 'oidc', 'token']);
  const failOn = oneOf(environment, 'fail-on', ['policy', 'regression', 'never']);
  oneOf(environment, 'on-service-error', ['fail', 'warn']);
  const wished = wishes(environment);
  const folder = resolve(environment.GITHUB_WORKSPACE ?? '.', input(environment, 'report-dir'));
  const about = place(environment);
  if (about.second && !about.pullRequest) {
    about.pullRequest = await pullRequestOf(environment, about);
  }
  const verdict = mode === 'diff' ? diff(environment, folder) : await gate(environment, about, folder);
  publish(environment, folder, verdict);
  await post(environment, about, verdict, wished);
  return code(verdict, failOn);
}

function code(verdict, failOn) {
  if (failOn === 'never' || (failOn === 'policy' && verdict.conclusion !== 'FAILURE')) {
    return 0;
  }
  if (failOn === 'regression' && verdict.verdict !== 'FAIL') {
    return 0;
  }
  const codes = { FAIL: 1, INCONCLUSIVE: 2, ERROR: 4 };
  annotate('error', verdict.headline, { title: 'Flamegate' });
  return codes[verdict.verdict] ?? 1;
}

function broken(environment, error) {
  const isService = error instanceof ServiceError;
  const tolerated = isService && input(environment, 'on-service-error') === 'warn';
  annotate(tolerated ? 'warning' : 'error', error.message, { title: 'Flamegate' });
  summary(environment, `### Flamegate gave no verdict\n\n    ${error.message.replace(/\s+/g, ' ')}`);
  output(environment, 'verdict', 'ERROR');
  output(environment, 'conclusion', tolerated ? 'NEUTRAL' : 'FAILURE');
  return tolerated ? 0 : isService ? 4 : 3;
}

try {
  process.exitCode = await run(process.env);
} catch (error) {
  process.exitCode = broken(process.env, error);
}
