// A share as the reader wants to see it: in per cent, as the cost of the whole side, or as the cost of one request.

import { weightsOf } from './layout.mjs';
import { each, percent, quantity } from './words.mjs';

// The cost of shares of both sides: text(share, 'before'), change(before, after), and `weights` for the layout. Null if it is unknown.
export function costOf(by, tree, subject) {
  const requests = { before: subject.baseline.requests, after: subject.candidate.requests };
  const weights = weightsOf(by, tree.whole, requests);
  if (weights === null) return null;
  const amount = by === 'share' ? percent : by === 'absolute' ? (cost) => quantity(cost, subject.unit) : (cost) => each(cost, subject.unit);
  return {
    weights,
    text: (share, side) => amount(share * weights[side]),
    value: (share, side) => share * weights[side],
    change(before, after) {
      const difference = after * weights.after - before * weights.before;
      const text = amount(Math.abs(difference));
      return (/[1-9]/.test(text) ? (difference < 0 ? '−' : '+') : '±') + text;
    },
  };
}
