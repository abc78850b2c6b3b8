// The service's HTTP API, as far as the action needs it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { input, mask, UsageError } from './runner.mjs';

const TRIES = 5;
const ANSWER_MAX_MILLIS = 60_000;
const WAIT_SECONDS_MAX = 25;

/** The service cannot be reached, or fails. */
export class ServiceError extends Error {}

export class Service {
  /** @param authorization value of the header, empty for none */
  constructor(url, authorization, pauseMillis) {
    this.url = url.replace(/\/+$/, '');
    this.authorization = authorization;
    this.pauseMillis = pauseMillis;
  }

  /** Tries again what a later attempt may do; a question that is refused is refused. */
  async call(method, path, body, contentType = 'application/json') {
    let last = '';
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (attempt > 0) {
        await pause(this.pauseMillis * 2 ** (attempt - 1));
      }
      try {
        const answer = await fetch(this.url + path, {
          method,
          body,
          redirect: 'error',
          signal: AbortSignal.timeout(ANSWER_MAX_MILLIS),
          headers: {
            ...(body === undefined ? {} : { 'Content-Type': contentType }),
            ...(this.authorization ? { Authorization: this.authorization } : {}),
          },
        });
        const text = await answer.text();
        if (answer.ok) {
          return text;
        }
        last = `${answer.status} ${problem(text)}`;
        if (answer.status < 500 && answer.status !== 429) {
          throw new UsageError(`the service refused ${method} ${path.split('?')[0]}: ${last}`);
        }
      } catch (error) {
        if (error instanceof UsageError) {
          throw error;
        }
        last = error.cause?.message ?? error.message;
      }
    }
    throw new ServiceError(`service unreachable after ${TRIES} tries: ${last}`);
  }

  async ask(question, timeoutSeconds) {
    const deadline = Date.now() + timeoutSeconds * 1000;
    let answer = JSON.parse(await this.call('POST', '/api/v1/gates', JSON.stringify(question)));
    const reporting = answer.reporting;
    while (answer.state === 'running') {
      const left = Math.floor((deadline - Date.now()) / 1000);
      if (left <= 0) {
        throw new ServiceError(`gate ${answer.id} had no verdict after ${timeoutSeconds} s`);
      }
      const wait = Math.max(1, Math.min(WAIT_SECONDS_MAX, left));
      answer = JSON.parse(await this.call('GET', `/api/v1/gates/${answer.id}?wait=${wait}s`));
    }
    return { ...answer, reporting };
  }

  /** FOLDER/POD/FILE; nothing outside of it. */
  async upload(folder, service, version) {
    let count = 0;
    for (const pod of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      for (const file of readdirSync(join(folder, pod.name), { withFileTypes: true }).filter((entry) => entry.isFile())) {
        const labels = new URLSearchParams({ service, version, pod: pod.name });
        const bytes = readFileSync(join(folder, pod.name, file.name));
        await this.call('POST', `/api/v1/profiles?${labels}`, bytes, 'application/octet-stream');
        count++;
      }
    }
    if (count === 0) {
      throw new UsageError(`upload-dir '${folder}' has no files FOLDER/POD/FILE`);
    }
    return count;
  }
}

function problem(text) {
  try {
    const { message, hint } = JSON.parse(text);
    return [message, hint].filter(Boolean).join('; ').slice(0, 500);
  } catch {
    return '';
  }
}

/** The job's own identity, which the runner gives out for an audience; a secret while it lasts. */
export async function authorization(environment, serverUrl) {
  const kind = input(environment, 'auth');
  if (kind === 'token') {
    const token = input(environment, 'token');
    if (!token) {
      throw new UsageError("'auth: token' needs the input 'token'");
    }
    mask(token);
    return `Bearer ${token}`;
  }
  if (kind !== 'oidc') {
    return '';
  }
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment;
  if (!url || !bearer) {
    throw new UsageError(
      "'auth: oidc' needs 'permissions: {id-token: write}', which pull requests from forks do not get");
  }
  const audience = input(environment, 'oidc-audience') || serverUrl;
  const answer = await fetch(`${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { Authorization: `Bearer ${bearer}` },
    signal: AbortSignal.timeout(ANSWER_MAX_MILLIS),
  });
  if (!answer.ok) {
    throw new ServiceError(`GitHub gave out no identity: ${answer.status}`);
  }
  const { value } = await answer.json();
  mask(value);
  return `Bearer ${value}`;
}
