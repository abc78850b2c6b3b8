// Colour is evidence: the hue is the judge's mark, the strength the size of the frame's own change in points, on one scale for all
// pictures of a report, from `scale.weak` to `scale.strong` points by equal ratios.

export function strength(points, scale) {
  const size = Math.abs(points);
  if (size <= scale.weak) return 0;
  return Math.min(1, Math.log(size / scale.weak) / Math.log(scale.strong / scale.weak));
}

// In steps, as many as the legend shows.
export function stepOf(points, scale) {
  return Math.round(strength(points, scale) * (scale.steps - 1));
}

// A frame whose own change goes against its function's mark is drawn as weakly as can be.
export function stepOfFrame(mark, points, scale) {
  const up = mark === 'grew' || mark === 'new';
  return up === points > 0 ? stepOf(points, scale) : 0;
}

export function mix(stops, t) {
  const place = t * (stops.length - 1);
  const left = Math.min(stops.length - 2, Math.floor(place));
  const a = rgb(stops[left]);
  const b = rgb(stops[left + 1]);
  return hex(a.map((value, i) => Math.round(value + (b[i] - value) * (place - left))));
}

// Black or white, whichever can be read better: one of them always has a contrast of at least 4.5.
export function inkOn(colour) {
  const light = luminance(colour);
  return (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) ? '#000000' : '#ffffff';
}

export function luminance(colour) {
  const [r, g, b] = rgb(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function rgb(colour) {
  return [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
}

function hex(parts) {
  return '#' + parts.map((value) => value.toString(16).padStart(2, '0')).join('');
}

// `read` gives the value of a custom property of the style sheet, which is where the colours are.
export function paletteOf(read, steps) {
  const ramp = (name) => {
    const stops = [1, 2, 3].map((i) => read('--' + name + '-' + i));
    return Array.from({ length: steps }, (_, step) => mix(stops, step / (steps - 1)));
  };
  return {
    background: read('--background'),
    text: read('--text'),
    muted: read('--muted'),
    frame: read('--frame'),
    moved: read('--moved'),
    grew: ramp('grew'),
    shrank: ramp('shrank'),
  };
}
