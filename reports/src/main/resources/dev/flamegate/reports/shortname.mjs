// Function names shortened from the left by package, as the server shortens them. What cannot be recognised stays as it is.

const JAVA = /^(?:[\p{Ll}_][\p{L}\p{N}_$]*[./])+\p{Lu}[^/.\s]*\.[^/.\s(]+$/u;
const GO = /^[^\s/]+(?:\/[^\s/]+)+\.[^\s/]+$/u;

export function shortName(name) {
  if (JAVA.test(name)) {
    const parts = name.split(/[./]/);
    return parts.map((part, i) => (i < parts.length - 3 ? String.fromCodePoint(part.codePointAt(0)) : part)).join('.');
  }
  return GO.test(name) ? name.split('/').slice(-2).join('/') : name;
}
