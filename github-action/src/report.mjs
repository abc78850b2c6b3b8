// A verdict in the job: outputs, summary, annotations, files. Nothing here decides anything.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { annotate, output, say, summary } from './runner.mjs';

const ANNOTATIONS_MAX = 10;

/** Findings with what a reader of the outputs needs, worst first. */
export function findings(report) {
  return (report.findings ?? []).map((finding) => {
    const row = report.rows[finding.row];
    return {
      function: row.function,
      points: row.change?.points,
      file: finding.place?.file,
      line: finding.place?.line || undefined,
      explanation: finding.explanation,
    };
  });
}

export function publish(environment, folder, verdict) {
  const found = findings(verdict.report ?? {});
  output(environment, 'verdict', verdict.verdict);
  output(environment, 'conclusion', verdict.conclusion);
  output(environment, 'gate', verdict.gate ?? '');
  output(environment, 'report-url', verdict.url ?? '');
  output(environment, 'report-path', folder);
  output(environment, 'findings', JSON.stringify(found));
  say(verdict.headline);
  summary(environment, verdict.markdown);
  for (const finding of found.slice(0, ANNOTATIONS_MAX)) {
    const place = inCheckout(environment, finding.file) ? { file: finding.file, line: finding.line } : {};
    annotate('warning', finding.explanation, { ...place, title: `${finding.function} grew` });
  }
}

/** Profilers often write a name only; an annotation in a file that is not there is shown nowhere. */
function inCheckout(environment, file) {
  return file !== undefined && !file.startsWith('/') && !file.includes('..')
    && existsSync(join(environment.GITHUB_WORKSPACE ?? '.', file));
}

export function write(folder, files) {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content);
  }
}

export function read(folder, name) {
  return readFileSync(join(folder, name), 'utf8');
}
