import type { Case } from '../../evaluate/case.ts';
import type { Score } from '../../evaluate/results/score.ts';
import type { ComparisonReport } from '../../evaluate/report/comparisonReport.ts';
import { type MissedCutoff, missedText } from '../../evaluate/report/cutoff.ts';

/** JUnit's XML: a suite for each variant, a test for each case and grader, and one for each cutoff. */
export function junitReport(
  report: ComparisonReport,
  {
    scores,
    cases,
    missed,
    cutoffs,
  }: { scores: readonly Score[]; cases: readonly Case[]; missed: readonly MissedCutoff[]; cutoffs: number },
): string {
  const titles = new Map(cases.map(({ id, title }) => [id, title]));
  const suites = report.variants.map(({ variant }) => {
    const tests = scores
      .filter(
        score => score.variant === variant && (score.passed !== undefined || score.failure !== undefined),
      )
      .map(score => testCase(score, titles.get(score.case) ?? score.case));
    return suite(variant, tests);
  });
  if (cutoffs > 0) {
    const tests = missed.map(one =>
      element('testcase', { name: missedText(one), classname: 'cutoff' }, failure(missedText(one))),
    );
    const held = Math.max(0, cutoffs - new Set(missed.map(({ cutoff }) => cutoff)).size);
    for (let index = 0; index < held; index++)
      tests.push(element('testcase', { name: `held ${index + 1}`, classname: 'cutoff' }));
    suites.push(suite('cutoffs', tests));
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: report.name }, `\n${suites.join('\n')}\n`)}\n`;
}

function suite(name: string, tests: readonly string[]): string {
  const count = (tag: string) => String(tests.filter(test => test.includes(`<${tag} `)).length);
  const about = { name, tests: String(tests.length), failures: count('failure'), errors: count('error') };
  return element('testsuite', about, `\n${tests.join('\n')}\n`);
}

function testCase(
  { grader, passed, reason, failure: why, label, expected, repetition }: Score,
  title: string,
): string {
  const name = repetition > 0 ? `${title} (${repetition + 1})` : title;
  const told =
    reason ?? (expected === undefined ? 'It does not pass.' : `${label ?? 'nothing'} instead of ${expected}`);
  const inner = why === undefined ? (passed ? '' : failure(told)) : element('error', { message: why });
  return element('testcase', { name, classname: grader }, inner);
}

function failure(message: string): string {
  return element('failure', { message });
}

function element(name: string, attributes: Record<string, string>, inner = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(value)}"`);
  return inner === '' ? `<${name}${written.join('')} />` : `<${name}${written.join('')}>${inner}</${name}>`;
}

/** XML 1.0 has no place for control characters and halves of surrogate pairs, however they are written. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
    .replace(/\s+/g, ' ');
}
