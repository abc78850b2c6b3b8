// The one comment of a service on a pull request, by the rules of the service itself: found by the marker in its first line and by its
// author, so that nobody else's is ever touched. Two jobs may both find none and both make one: whoever looks last sees both and leaves the
// oldest, with the newest verdict.
import { GitHubError } from './github.mjs';

/** GitHub takes 65,536; it counts after changes of its own. */
const CHARS_MAX = 65_000;
const MARKER = /^<!-- flamegate:v1 key="([^"\s]{0,7000})" gate="([0-9A-Za-z-]{1,100})"(?: failed="([0-9a-f]{40,64})")? -->/;

/** No name can end a marker, or make one. */
export function key(name) {
  return encodeURIComponent(name)
    .replaceAll('%20', '+')
    .replace(/[!'()~-]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
}

/**
 * Posts it, as often as it is called with the same effect as once.
 *
 * @param said key: whose comment; gate: what it is about, later ones sort behind earlier ones; markdown; quiet: whether nobody would miss it;
 *   failed: the commit, if the verdict is FAIL
 * @return id of the comment, if there is one, and what was left alone and why
 */
export async function comment(github, place, said) {
  const issue = `/repos/${place.repository}/issues/${place.pullRequest}/comments`;
  const head = (await github.get(`/repos/${place.repository}/pulls/${place.pullRequest}`)).head.sha;
  if (head !== place.sha) {
    return { left: `${place.sha.slice(0, 7)} is no longer the head of the pull request, ${head.slice(0, 7)} is` };
  }
  const login = await github.login();
  const found = await own(github, issue, login, said.key);
  if (found.length === 0 && said.quiet) {
    return { left: 'a pass, and nothing was said before' };
  }
  const before = said.failed ?? MARKER.exec(found.at(-1)?.body ?? '')?.[3];
  const remembering = { ...said, before };
  const body = text(remembering);
  if (found.length === 0) {
    await written(github, 'POST', issue, body, remembering);
    found.push(...(await own(github, issue, login, said.key)));
  }
  return settled(github, place, found, body, remembering);
}

async function settled(github, place, found, body, said) {
  const [oldest, ...younger] = found;
  if (!oldest) {
    throw new GitHubError('the comment was made and is not there', 500);
  }
  const newest = found.reduce((one, other) => (gate(other) > gate(one) ? other : one));
  const stale = gate(newest) > said.gate;
  const path = (id) => `/repos/${place.repository}/issues/comments/${id}`;
  const wanted = stale ? newest.body : body;
  if (oldest.body !== wanted) {
    await written(github, 'PATCH', path(oldest.id), wanted, said);
  }
  for (const one of younger) {
    await deleted(github, path(one.id));
  }
  return stale ? { id: oldest.id, left: `gate ${gate(newest)} has spoken already` } : { id: oldest.id };
}

/** Somebody else may have deleted it just now. */
async function deleted(github, path) {
  try {
    await github.send('DELETE', path);
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
  }
}

async function written(github, method, path, body, said) {
  try {
    await github.send(method, path, { body });
  } catch (error) {
    if (error.status !== 422 || !/too long/i.test(error.message)) {
      throw error;
    }
    await github.send(method, path, { body: marked(said, least(said)) });
  }
}

/** Oldest first. */
async function own(github, issue, login, wanted) {
  const mine = (user) => user?.login?.toLowerCase() === login.toLowerCase();
  return (await github.list(issue))
    .filter((one) => mine(one.user) && MARKER.exec(one.body ?? '')?.[1] === wanted)
    .sort((one, other) => one.id - other.id);
}

function gate(one) {
  return MARKER.exec(one.body)?.[2] ?? '';
}

function text(said) {
  const whole = marked(said, said.markdown);
  return whole.length <= CHARS_MAX ? whole : marked(said, least(said));
}

/** A pull request that failed before says so once it passes. */
function marked(said, markdown) {
  const failed = said.before ? ` failed="${said.before}"` : '';
  const history = said.before && !said.failed ? `\nPreviously failed at \`${said.before.slice(0, 7)}\`.\n` : '';
  return `<!-- flamegate:v1 key="${said.key}" gate="${said.gate}"${failed} -->\n${unmarked(markdown)}${history}`;
}

/** The report has markers of its own, for who has only the file. */
export function unmarked(markdown) {
  return markdown.split('\n').filter((line) => !line.startsWith('<!-- flamegate')).join('\n');
}

/** The headline and the links, where the report itself is too long. */
function least(said) {
  const blocks = unmarked(said.markdown).trim().split(/\n\n+/);
  const links = blocks.length > 1 && blocks.at(-1).startsWith('[Full report]') ? [blocks.at(-1)] : [];
  return [
    blocks[0].slice(0, 2000),
    "The report is too long for a comment: it is in the job's summary.",
    ...links,
  ].join('\n\n') + '\n';
}
