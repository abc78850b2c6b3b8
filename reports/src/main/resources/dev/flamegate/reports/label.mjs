// What is written on a frame of so many characters. The method's name is the last thing to go, the sign of a change goes after it.

const ELLIPSIS = '…';
const METHOD_CHARS_MIN = 16;
const NAME_CHARS_MIN = 5;

// word: what kind of change it is, where there is room for it
export function fitLabel(label, change, chars, word = '') {
  if (change === '') return fitName(label, chars);
  if (word !== '' && label.length + word.length + change.length + 2 <= chars) return label + ' ' + word + ' ' + change;
  const whole = label + ' ' + change;
  if (whole.length <= chars) return whole;
  const method = label.slice(label.lastIndexOf('.') + 1);
  const room = chars - change.length - 1;
  if (room >= Math.min(method.length, METHOD_CHARS_MIN)) return fitName(label, room) + ' ' + change;
  if (chars >= NAME_CHARS_MIN + 2) return change[0] + ' ' + fitName(method, chars - 2);
  return chars >= change.length ? change : chars >= 1 ? change[0] : '';
}

export function fitName(label, chars) {
  if (label.length <= chars) return label;
  const dot = label.lastIndexOf('.');
  const method = dot < 0 ? label : label.slice(dot);
  const head = chars - method.length - 1;
  if (dot > 0 && head >= 1) return cut(label, head).replace(/\.$/, '') + ELLIPSIS + method;
  if (chars < NAME_CHARS_MIN) return '';
  const name = dot < 0 ? label : label.slice(dot + 1);
  if (name.length <= chars) return name;
  const front = Math.ceil((chars - 1) / 2);
  return cut(name, front) + ELLIPSIS + tail(name, chars - 1 - front);
}

// Never half of a surrogate pair.
function cut(text, end) {
  const code = text.charCodeAt(end - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end);
}

function tail(text, length) {
  const start = text.length - length;
  const code = text.charCodeAt(start);
  return text.slice(code >= 0xdc00 && code <= 0xdfff ? start + 1 : start);
}
