// Numbers in words, digit for digit as the server writes them.

export function percent(share) {
  const value = share * 100;
  if (value === 0) return '0 %';
  return Math.abs(value) < 0.005 ? '< 0.01 %' : digits(value) + ' %';
}

export function signed(points) {
  const text = digits(Math.abs(points));
  const zero = /^[0.]+$/.test(text);
  return (zero ? '±' : points < 0 ? '−' : '+') + text;
}

export function probability(p) {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

export function count(number) {
  return String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function counted(number, noun) {
  return count(number) + ' ' + noun + (number === 1 ? '' : 's');
}

// A cost in its unit, scaled so that it can be read: "1.9 h", "4.2 GiB".
export function quantity(total, unit) {
  if (unit in SECONDS) return seconds(total / SECONDS[unit]);
  if (unit !== 'bytes') return (count(total) + ' ' + unit).trim();
  const [value, name] = scaled(total, 1024, BYTES);
  return value.toFixed(name === 'B' ? 0 : 1) + ' ' + name;
}

// What one request costs, to three digits: "764 µs", "1.42 KiB".
export function each(cost, unit) {
  if (unit === 'count') return three(cost);
  if (unit !== 'bytes' && !(unit in SECONDS)) return (three(cost) + ' ' + unit).trim();
  const [value, name] = unit === 'bytes' ? scaled(cost, 1024, BYTES) : scaled((cost * 1e9) / SECONDS[unit], 1000, NANOSECONDS);
  return three(value) + ' ' + name;
}

const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const NANOSECONDS = ['ns', 'µs', 'ms', 's'];
const SECONDS = { nanoseconds: 1e9, microseconds: 1e6, milliseconds: 1e3, seconds: 1 };

function seconds(value) {
  if (value >= 3600) return (value / 3600).toFixed(1) + ' h';
  if (value >= 60) return (value / 60).toFixed(1) + ' min';
  return value >= 1 || value === 0 ? value.toFixed(1) + ' s' : (value * 1000).toFixed(1) + ' ms';
}

function scaled(value, step, units) {
  let unit = 0;
  let rest = value;
  while (rest >= step && unit < units.length - 1) {
    rest /= step;
    unit++;
  }
  return [rest, units[unit]];
}

function three(value) {
  return value.toFixed(value >= 100 || value === 0 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4);
}

function digits(value) {
  return value.toFixed(Math.abs(value) < 0.1 && value !== 0 ? 2 : 1);
}
