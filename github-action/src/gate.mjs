// Mode 'gate': the service has the profiles, and is asked.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { write } from './report.mjs';
import { input, say, UsageError } from './runner.mjs';
import { authorization, Service } from './service.mjs';

export async function gate(environment, place, folder) {
  const url = needed(environment, 'server-url');
  const service = needed(environment, 'service');
  const candidate = input(environment, 'candidate') || place.sha;
  const pauseMillis = Number(environment.FLAMEGATE_ACTION_PAUSE_MILLIS ?? 2000);
  const client = new Service(url, await authorization(environment, url), pauseMillis);
  const uploads = input(environment, 'upload-dir');
  if (uploads) {
    say(`${await client.upload(uploads, service, candidate)} profiles of ${candidate} sent`);
  }
  const answer = await client.ask(question(environment, place, service, candidate), seconds(environment));
  if (answer.state === 'failed') {
    return failed(answer, url);
  }
  const markdown = await client.call('GET', answer.links.comment);
  write(folder, { 'report.json': JSON.stringify(answer.report), 'comment.md': markdown });
  return {
    verdict: answer.verdict,
    conclusion: answer.conclusion,
    headline: answer.headline,
    gate: answer.id,
    url: url.replace(/\/+$/, '') + answer.links.page,
    report: answer.report,
    markdown,
    postedBy: posted(answer.reporting),
  };
}

function failed(answer, url) {
  return {
    verdict: 'ERROR',
    conclusion: answer.conclusion,
    headline: answer.message,
    gate: answer.id,
    url: url.replace(/\/+$/, '') + answer.links.page,
    markdown: `### Flamegate could not judge\n\n    ${answer.message.replace(/\s+/g, ' ')}\n\nThis is no regression: nothing was decided.`,
    postedBy: posted(answer.reporting),
  };
}

function posted(reporting) {
  if (reporting?.posted_by === 'service') {
    say('the service posts to the pull request');
    return 'service';
  }
  return 'nobody';
}

function question(environment, place, service, candidate) {
  const asked = { service, baseline: needed(environment, 'baseline'), candidate };
  const type = input(environment, 'type');
  if (type) {
    asked.type = type;
  }
  const file = policyFile(environment);
  if (file) {
    asked.policy = readFileSync(join(environment.GITHUB_WORKSPACE ?? '.', file), 'utf8');
    asked.policy_name = file;
    asked.commit = place.sha;
    asked.author = environment.GITHUB_ACTOR ?? '';
  }
  if (place.repository && place.sha) {
    asked.github = { repository: place.repository, sha: place.sha };
    if (place.pullRequest) {
      asked.github.pull_request = place.pullRequest;
    }
  }
  return asked;
}

export function policyFile(environment) {
  const named = input(environment, 'policy-file');
  if (named) {
    return named;
  }
  return existsSync(join(environment.GITHUB_WORKSPACE ?? '.', '.flamegate.yml')) ? '.flamegate.yml' : '';
}

export function needed(environment, name) {
  const value = input(environment, name);
  if (!value) {
    throw new UsageError(`input '${name}' is missing`);
  }
  return value;
}

function seconds(environment) {
  const text = input(environment, 'timeout-seconds');
  if (!/^[1-9]\d{0,4}$/.test(text)) {
    throw new UsageError(`input 'timeout-seconds' is '${text}', expected a number of seconds`);
  }
  return Number(text);
}
