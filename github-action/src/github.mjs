// GitHub's REST API with the job's token, as far as the action posts. Nothing is repeated here, because a request whose answer was lost may
// have been obeyed: what is posted is looked up again first, by whoever repeats the whole of it.
import { setTimeout as pause } from 'node:timers/promises';

const ANSWER_MAX_MILLIS = 30_000;
const REDIRECTS_MAX = 3;
const PAGES_MAX = 100;
const TRIES = 5;
const WAIT_MAX_MILLIS = 60_000;

/** GitHub said no, or nothing. */
export class GitHubError extends Error {
  /** @param status 0 if there was no answer; @param waitMillis how long GitHub wants to be left alone, if it said so */
  constructor(message, status, limited = false, waitMillis = undefined) {
    super(message);
    this.status = status;
    this.limited = limited;
    this.waitMillis = waitMillis;
  }

  /** Whether a later attempt may be luckier. */
  get passing() {
    return (this.limited || this.status === 0 || this.status >= 500) && (this.waitMillis ?? 0) <= WAIT_MAX_MILLIS;
  }
}

export class GitHub {
  constructor(environment, token, pauseMillis) {
    this.url = (environment.GITHUB_API_URL ?? 'https://api.github.com').replace(/\/+$/, '');
    this.graphql = environment.GITHUB_GRAPHQL_URL ?? `${this.url}/graphql`;
    this.token = token;
    this.pauseMillis = pauseMillis;
  }

  async get(path) {
    return (await this.#call('GET', this.url + path)).body;
  }

  async send(method, path, body) {
    return (await this.#call(method, this.url + path, body)).body;
  }

  /** Every item of a list; field where the items stand in an object. */
  async list(path, field) {
    const items = [];
    let url = `${this.url}${path}${path.includes('?') ? '&' : '?'}per_page=100`;
    for (let page = 0; url && page < PAGES_MAX; page++) {
      const answer = await this.#call('GET', url);
      items.push(...(field ? answer.body[field] : answer.body));
      const next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '');
      url = next ? this.#same(url, next[1]) : undefined;
    }
    return items;
  }

  /** Who the token is; tokens of Apps, and so the job's, may not ask for that in any other way. */
  async login() {
    const answer = await this.#call('POST', this.graphql, { query: '{ viewer { login } }' });
    const login = answer.body?.data?.viewer?.login;
    if (!login) {
      throw new GitHubError('GitHub does not say whose the token is', 403);
    }
    return login;
  }

  /** Tries again what a later attempt may do. */
  async patiently(work) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof GitHubError) || !error.passing || attempt === TRIES) {
          throw error;
        }
        await pause(error.waitMillis ?? this.pauseMillis * 2 ** (attempt - 1));
      }
    }
  }

  async #call(method, address, body) {
    let url = address;
    for (let hops = 0; ; hops++) {
      const answer = await this.#fetched(method, url, body);
      if ([301, 302, 307, 308].includes(answer.status) && hops < REDIRECTS_MAX) {
        url = this.#same(url, answer.headers.get('location') ?? '');
        continue;
      }
      const text = await answer.text();
      if (!answer.ok) {
        throw refused(method, new URL(url).pathname, answer, text);
      }
      return { headers: answer.headers, body: text ? JSON.parse(text) : undefined };
    }
  }

  async #fetched(method, url, body) {
    try {
      return await fetch(url, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MAX_MILLIS),
        headers: {
          Accept: 'application/vnd.github+json',
          Authorization: `Bearer ${this.token}`,
          'User-Agent': 'flamegate-action',
          'X-GitHub-Api-Version': '2022-11-28',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
      });
    } catch (error) {
      throw new GitHubError(`GitHub could not be reached: ${error.cause?.message ?? error.message}`, 0);
    }
  }

  /** The token goes to no other host. */
  #same(from, to) {
    const url = new URL(to, from);
    if (url.origin !== new URL(this.url).origin) {
      throw new GitHubError('GitHub leads to another host, which is not followed', 400);
    }
    return url.href;
  }
}

function refused(method, path, answer, text) {
  const said = message(text);
  const left = answer.headers.get('x-ratelimit-remaining');
  const after = answer.headers.get('retry-after');
  const limited = answer.status === 429
    || (answer.status === 403 && (after !== null || left === '0' || /rate limit/i.test(said)));
  return new GitHubError(
    `GitHub answered ${answer.status} to ${method} ${path}: ${said}`,
    answer.status,
    limited,
    limited ? waitMillis(after, left, answer.headers.get('x-ratelimit-reset')) : undefined);
}

/** GitHub asks for a minute where it names no time. */
function waitMillis(after, left, reset) {
  if (after !== null && /^\d{1,9}$/.test(after)) {
    return Number(after) * 1000;
  }
  return left === '0' && reset ? Math.max(0, Number(reset) * 1000 - Date.now()) : 60_000;
}

function message(text) {
  try {
    const { message: said, errors } = JSON.parse(text);
    return [said, ...(errors ?? []).map((error) => error.message ?? '')].filter(Boolean).join('; ').slice(0, 500);
  } catch {
    return 'no JSON';
  }
}
