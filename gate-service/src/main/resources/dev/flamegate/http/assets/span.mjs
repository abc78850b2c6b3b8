// Arithmetic of the chart of time. All times are Unix milliseconds.

const WEEK = 7 * 86_400_000;
const POINTS = 240;
const STEPS_SECONDS = [15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800];

// Around the chosen times a week to either side, as far as there is data. sides: [{ start, end }]
export function spanOf(extent, sides) {
  const start = Math.min(...sides.map((side) => side.start));
  const end = Math.max(...sides.map((side) => side.end));
  return { start: Math.min(start, Math.max(extent.start, start - WEEK)), end: Math.max(end, Math.min(extent.end, end + WEEK)) };
}

export function stepSeconds({ start, end }) {
  const wanted = (end - start) / 1000 / POINTS;
  return STEPS_SECONDS.find((step) => step >= wanted) ?? STEPS_SECONDS.at(-1);
}

// Pieces of [time, value] without a hole of more than two steps in them.
export function pieces(points, stepMillis) {
  const found = [];
  for (const point of points) {
    const last = found.at(-1)?.at(-1);
    if (last && point[0] - last[0] <= 2 * stepMillis) found.at(-1).push(point);
    else found.push([point]);
  }
  return found;
}

// What a button does to a chosen time.
export function changed({ start, end }, action) {
  const length = end - start;
  const by = { earlier: [-length, -length], later: [length, length], wider: [-length / 2, length / 2], narrower: [length / 4, -length / 4] }[action];
  return { start: Math.max(0, Math.round(start + by[0])), end: Math.max(1000, Math.round(end + by[1])) };
}

// To the second, as the fields of the form take it.
export function fieldText(millis) {
  return new Date(Math.round(millis / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

// A rate in words: processor time a second is a number of cores.
export function rateText(value, type, unit, quantity) {
  const [, sample] = type.split(':');
  if (unit === 'nanoseconds') return (value / 1e9).toPrecision(2) + (sample === 'cpu' ? ' cores' : ' s a second');
  return quantity(value, unit) + ' a second';
}
