// What is shown, as the part of the address behind #. A report never changes, so neither does what a node's number means.

import { BY, SIDES } from './layout.mjs';

export const START = Object.freeze({
  side: 'union', by: 'share', of: 'total', upward: false, recursion: false, libraries: false, frame: 0, finding: 0, around: '', find: '',
});

const WORDS = { side: SIDES, by: BY, of: ['total', 'self'] };
const FLAGS = ['upward', 'recursion', 'libraries'];

export function linkOf(state) {
  const said = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (key in START && value !== START[key]) said.set(key, value === true ? 'yes' : String(value));
  }
  const text = said.toString();
  return text === '' ? '' : '#' + text;
}

// What cannot be understood is as it is at the start. nodes, findings: how many there are.
export function stateOf(hash, nodes, findings) {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const state = { ...START };
  for (const key of Object.keys(WORDS)) if (WORDS[key].includes(said.get(key))) state[key] = said.get(key);
  for (const key of FLAGS) state[key] = said.get(key) === 'yes';
  state.frame = numberIn(said.get('frame'), nodes - 1);
  state.finding = numberIn(said.get('finding'), findings);
  state.around = said.get('around') ?? '';
  state.find = said.get('find') ?? '';
  return state;
}

function numberIn(text, max) {
  return /^\d{1,9}$/.test(text ?? '') && Number(text) <= max ? Number(text) : 0;
}
