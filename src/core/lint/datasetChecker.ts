import type { Target } from '../targets/target.ts';
import { lineDeletion } from '../text/edit.ts';
import { lineRange } from '../text/range.ts';
import { type DatasetFacts, isUnread } from './datasetFacts.ts';
import type { Finding, Fix } from './finding.ts';
import { fillMessage, ruleFailed } from './messages.ts';
import { FILE_RULES } from './registry.ts';
import { countFindings, type LintReport, sortFindings } from './report.ts';
import { type DatasetFix, type DatasetReport, familyOf, type Rule } from './rule.ts';
import { isOff, isShown, type LintSettings, optionsFor, severityFor } from './settings.ts';

/** Everything that is to be said of a file: what its lines gave, and what the rules about the whole find. */
export function reportDataset(
  facts: DatasetFacts,
  lineFindings: readonly Finding[],
  settings: LintSettings,
  target: Target,
): LintReport {
  const findings = checkDataset(facts, settings, target);
  for (const finding of lineFindings) findings.push(finding);
  return {
    format: facts.format,
    target: target.id,
    examples: facts.examples,
    totals: countFindings(findings),
    findings: sortFindings(findings),
  };
}

/** Runs the rules about the whole file over its table of facts. */
export function checkDataset(facts: DatasetFacts, settings: LintSettings, target: Target): Finding[] {
  const findings: Finding[] = [];
  for (const rule of FILE_RULES) {
    if (!isOff(rule, settings) && applies(rule, facts)) run(rule, facts, settings, target, findings);
  }
  return findings;
}

function applies(rule: Rule, { file, format }: DatasetFacts): boolean {
  if (isUnread(file) && familyOf(rule.id) !== 'encoding') return false;
  if (rule.needs === 'file' || rule.needs === 'bytes' || rule.needs === 'line') return true;
  // The lines of another layout are no examples that could be compared.
  if (format === 'none' || format === 'unknown' || file.layout) return false;
  return !rule.formats || rule.formats.includes(format);
}

function run(
  rule: Rule,
  facts: DatasetFacts,
  settings: LintSettings,
  target: Target,
  findings: Finding[],
): void {
  const report = (reported: DatasetReport) => {
    const severity = severityFor(rule, target, settings, reported.severity);
    if (!isShown(severity)) return;
    findings.push({
      rule: rule.id,
      messageId: reported.messageId,
      message: fillMessage(rule.messages[reported.messageId] ?? reported.messageId, reported.data),
      severity,
      target: target.id,
      range: wholeLine(facts, reported.at ?? 0),
      related: (reported.related ?? []).map(other => ({
        range: wholeLine(facts, other.line),
        message: other.message,
      })),
      fixes: (reported.fixes ?? []).map(toFix),
    });
  };
  const context = { target, method: settings.method, options: optionsFor(rule, settings), report };
  try {
    if (rule.kind === 'dataset') rule.check(facts, context);
    else rule.checkFile?.(facts, context);
  } catch (error) {
    findings.push(ruleFailed(rule.id, target.id, error));
  }
}

function wholeLine(facts: DatasetFacts, at: NonNullable<DatasetReport['at']>): Finding['range'] {
  return typeof at === 'number' ? lineRange(at, 0, facts.table.units(at)) : at;
}

function toFix(fix: DatasetFix): Fix {
  const base = { title: fix.title, safety: fix.safety };
  if ('rewrite' in fix) return { ...base, edits: [], rewrite: fix.rewrite };
  return { ...base, edits: [lineDeletion(fix.deleteLine)] };
}
