// What the runner of GitHub Actions and a program of it say to each other, without @actions/core: inputs are variables of the
// environment, outputs and summary are files, everything else is a line that begins with '::'.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** The runner drops the whole summary above 1 MiB. */
const SUMMARY_BYTES_MAX = 1_000_000;

export class UsageError extends Error {}

export function input(environment, name) {
  return (environment['INPUT_' + name.replaceAll(' ', '_').toUpperCase()] ?? '').trim();
}

export function oneOf(environment, name, allowed) {
  const value = input(environment, name);
  if (!allowed.includes(value)) {
    throw new UsageError(`input '${name}' is '${value}', expected ${allowed.join(', ')}`);
  }
  return value;
}

export function output(environment, name, value) {
  if (environment.GITHUB_OUTPUT) {
    const end = 'ghadelimiter_' + randomUUID();
    appendFileSync(environment.GITHUB_OUTPUT, `${name}<<${end}\n${value}\n${end}\n`);
  }
}

export function summary(environment, markdown) {
  if (!environment.GITHUB_STEP_SUMMARY) {
    return;
  }
  const whole = Buffer.from(markdown, 'utf8');
  const text = whole.length <= SUMMARY_BYTES_MAX
    ? markdown
    : whole.subarray(0, SUMMARY_BYTES_MAX).toString('utf8').replace(/\n[^\n]*$/, '\n\nShortened: see the report.');
  appendFileSync(environment.GITHUB_STEP_SUMMARY, text + '\n');
}

export function say(text) {
  process.stdout.write(quiet(text) + '\n');
}

/** A line that begins with '::' would be a command, whoever wrote it. */
function quiet(text) {
  return text.replace(/^(\s*)::/gm, '$1: :');
}

export function mask(secret) {
  process.stdout.write(`::add-mask::${escaped(secret)}\n`);
}

/** @param level 'notice', 'warning' or 'error' */
export function annotate(level, message, properties = {}) {
  const named = Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  process.stdout.write(`::${level}${named.length ? ' ' + named.join(',') : ''}::${escaped(message)}\n`);
}

function escaped(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
