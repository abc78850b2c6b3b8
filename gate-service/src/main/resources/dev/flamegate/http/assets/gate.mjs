// A gate that is at work: what it says while it follows, and its report as soon as there is one.

import { ask } from './problem.mjs';
import { localText } from './times.mjs';
import { smallestText, sideText, suspectText } from './progress.mjs';

const ENDS = ['verdict', 'failed', 'cancelled'];
const AGAIN_MS = 3000;

const byId = (id) => document.getElementById(id);

function update({ follow }) {
  byId('state').textContent = follow.state;
  byId('message').textContent = follow.message;
  byId('looks').value = follow.look;
  byId('look').textContent = follow.look + ' of ' + follow.looks;
  byId('baseline').textContent = sideText(follow.baseline);
  byId('candidate').textContent = sideText(follow.candidate);
  byId('smallest').textContent = smallestText(follow.smallest_detectable_points);
  if (follow.next_at) byId('next').replaceChildren(timeOf(follow.next_at));
  byId('suspects').replaceChildren(...suspectsOf(follow.suspects));
  document.title = follow.state + ', look ' + follow.look + ' of ' + follow.looks + ' - Flamegate';
}

function timeOf(iso) {
  return Object.assign(document.createElement('time'), { dateTime: iso, title: iso.slice(0, 19).replace('T', ' ') + ' UTC', textContent: localText(new Date(iso)) });
}

function suspectsOf(suspects) {
  if (suspects.length === 0) return ['none; nothing is suspicious'];
  const list = document.createElement('ul');
  for (const suspect of suspects) {
    const item = document.createElement('li');
    const name = Object.assign(document.createElement('code'), { textContent: suspect.function });
    item.append(name, ' ' + suspectText(suspect));
    list.append(item);
  }
  return ['none; would be looked at first:', list];
}

// Each event is a whole state, so one that was missed is no loss. The browser comes back by itself when the connection breaks.
function follow(id) {
  const source = new EventSource('/api/v1/gates/' + encodeURIComponent(id) + '/events');
  source.addEventListener('progress', (event) => update(JSON.parse(event.data)));
  for (const name of ENDS) {
    source.addEventListener(name, () => {
      source.close();
      location.reload();
    });
  }
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) wait(id);
  });
}

// For a gate that answers once, or when no stream can be had.
async function wait(id) {
  try {
    const { state } = await ask('/api/v1/gates/' + encodeURIComponent(id) + '?wait=20s');
    if (state !== 'running') {
      location.reload();
      return;
    }
  } catch (error) {
    byId('message').textContent = error.message + '; asking again';
  }
  setTimeout(() => wait(id), AGAIN_MS);
}

const place = byId('gate');
if (place.dataset.followed === 'true') follow(place.dataset.id);
else wait(place.dataset.id);
