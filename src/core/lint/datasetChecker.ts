import type { Target } from '../targets/target.ts';
import { lineRange } from '../text/range.ts';
import type { DatasetFacts } from './datasetFacts.ts';
import type { Finding, Fix } from './finding.ts';
import { fillMessage, ruleFailed } from './messages.ts';
import { DATASET_RULES } from './registry.ts';
import type { DatasetFix, DatasetReport, DatasetRule } from './rule.ts';
import { isOff, isShown, type LintSettings, optionsFor, severityFor } from './settings.ts';

/** Runs the rules about the whole file over its table of facts. */
export function checkDataset(facts: DatasetFacts, settings: LintSettings, target: Target): Finding[] {
  const findings: Finding[] = [];
  for (const rule of DATASET_RULES) {
    if (!isOff(rule, settings) && applies(rule, facts)) run(rule, facts, settings, target, findings);
  }
  return findings;
}

function applies(rule: DatasetRule, facts: DatasetFacts): boolean {
  if (rule.needs === 'file') return true;
  if (facts.format === 'none' || facts.format === 'unknown') return false;
  return !rule.formats || rule.formats.includes(facts.format);
}

function run(
  rule: DatasetRule,
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
  try {
    rule.check(facts, { target, method: settings.method, options: optionsFor(rule, settings), report });
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
  const range = {
    start: { line: fix.deleteLine, character: 0 },
    end: { line: fix.deleteLine + 1, character: 0 },
  };
  return { ...base, edits: [{ range, newText: '' }] };
}
