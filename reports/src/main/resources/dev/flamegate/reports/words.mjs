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

function digits(value) {
  return value.toFixed(Math.abs(value) < 0.1 && value !== 0 ? 2 : 1);
}
