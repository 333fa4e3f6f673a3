import assert from 'node:assert/strict';
import { applyEditsToLines } from './applyEdits.ts';
import type { Finding } from '../../src/core/lint/finding.ts';
import { type LintOptions, lint } from './lint.ts';

/** A dataset and what the rules of some families say of it. */
export interface FindingCase {
  name: string;
  text: string;
  options?: LintOptions;
  /** `E rule@line underlined text`, lines from 1; `W` and `I` for the other severities. */
  expect: readonly string[];
}

/** One test for each case. Findings of other families than these are left out. */
export function testFindings(families: readonly string[], cases: readonly FindingCase[]): void {
  for (const { name, text, options, expect } of cases) {
    it(name, async () => {
      const findings = await findingsOf(text, options, rule =>
        families.some(family => rule.startsWith(`${family}/`)),
      );
      assert.deepEqual(
        findings.map(finding => described(finding, text)),
        expect,
      );
    });
  }
}

/** A dataset and what becomes of it when the remedies of one rule are applied. */
export interface FixCase {
  name: string;
  rule: string;
  before: string;
  options?: LintOptions;
  /** `safe` or `unsafe`, and the text that it leads to, for each remedy of the first finding of the rule. */
  fixes: readonly (readonly ['safe' | 'unsafe', string])[];
}

export function testFixes(cases: readonly FixCase[]): void {
  for (const { name, rule, before, options, fixes } of cases) {
    it(name, async () => {
      const [finding] = await findingsOf(before, options, id => id === rule);
      assert(finding, `${rule} found nothing`);
      assert.deepEqual(
        finding.fixes.map(fix => [fix.safety, applyEditsToLines(before.split('\n'), fix.edits).join('\n')]),
        fixes,
      );
    });
  }
}

/** The severity of a rule's first finding for each target, or `off`. */
export async function severities(
  rule: string,
  text: string,
  targets: readonly string[],
  options: LintOptions = {},
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const target of targets) {
    const [finding] = await findingsOf(text, { ...options, target }, id => id === rule);
    found[target] = finding?.severity ?? 'off';
  }
  return found;
}

async function findingsOf(
  text: string,
  options: LintOptions | undefined,
  wanted: (rule: string) => boolean,
): Promise<Finding[]> {
  const report = await lint(text, options);
  return report.findings.filter(finding => wanted(finding.rule));
}

function described({ rule, severity, range }: Finding, text: string): string {
  const line = text.split('\n')[range.start.line] ?? '';
  const underlined = line.slice(range.start.character, range.end.character);
  return `${severity[0]?.toUpperCase()} ${rule}@${range.start.line + 1} ${underlined}`;
}
