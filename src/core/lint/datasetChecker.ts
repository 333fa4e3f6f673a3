import type { Target } from '../targets/target.ts';
import { lineDeletion } from '../text/edit.ts';
import { lineRange } from '../text/range.ts';
import { type DatasetFacts, isUnread } from './datasetFacts.ts';
import type { Finding, Fix } from './finding.ts';
import { fillMessage, ruleFailed } from './messages.ts';
import { FILE_RULES, ruleOf } from './registry.ts';
import { countFindings, type LintReport, sortFindings } from './report.ts';
import { type DatasetContext, type DatasetFix, type DatasetReport, familyOf, type Rule } from './rule.ts';
import { isOff, isShown, type LintSettings, optionsFor, severityFor } from './settings.ts';
import { Suppressor } from './suppressions.ts';
import { mergeVerdicts } from './verdicts.ts';

/** Says which suppressions are not needed, so it runs after all others. */
const UNUSED = 'project/unused-suppression';

/** Everything that is to be said of a file: what its lines gave, and what the rules about the whole find. */
export function reportDataset(
  facts: DatasetFacts,
  lineFindings: readonly Finding[],
  settings: LintSettings,
  targets: readonly [Target, ...Target[]],
): LintReport {
  const suppressor = new Suppressor(settings.suppressions);
  const isKept = (finding: Finding) =>
    suppressor.keeps(finding, () => facts.textOf(finding.range.start.line));
  const findings = checkDataset(facts, settings, targets).filter(isKept);
  for (const finding of lineFindings) if (isKept(finding)) findings.push(finding);
  findings.push(
    ...unusedFindings({ ...facts, unusedSuppressions: suppressor.unused() }, settings, targets[0]),
  );
  return {
    format: facts.format,
    target: targets[0].id,
    targets: targets.map(({ id, title, updated, closed }) => ({
      id,
      title,
      updated,
      ...(closed ? { closed } : {}),
    })),
    examples: facts.examples,
    totals: countFindings(findings),
    findings: sortFindings(findings),
  };
}

/** Runs the rules about the whole file over its table of facts. */
export function checkDataset(
  facts: DatasetFacts,
  settings: LintSettings,
  targets: readonly Target[],
): Finding[] {
  const findings: Finding[] = [];
  for (const rule of FILE_RULES) {
    if (rule.id === UNUSED || isOff(rule, settings) || !applies(rule, facts)) continue;
    const perTarget = targets.map(target => run(rule, facts, settings, target));
    findings.push(...(targets.length === 1 ? perTarget.flat() : mergeVerdicts(perTarget, targets)));
  }
  return findings;
}

function unusedFindings(facts: DatasetFacts, settings: LintSettings, target: Target): Finding[] {
  const rule = ruleOf(UNUSED);
  const isSilent = !rule || facts.unusedSuppressions.length === 0 || isOff(rule, settings);
  return isSilent ? [] : run(rule, facts, settings, target);
}

function applies(rule: Rule, { file, format }: DatasetFacts): boolean {
  if (isUnread(file) && familyOf(rule.id) !== 'encoding') return false;
  if (rule.needs === 'file' || rule.needs === 'bytes' || rule.needs === 'line') return true;
  // The lines of another layout are no examples that could be compared.
  if (format === 'none' || format === 'unknown' || file.layout) return false;
  return !rule.formats || rule.formats.includes(format);
}

function run(rule: Rule, facts: DatasetFacts, settings: LintSettings, target: Target): Finding[] {
  const findings: Finding[] = [];
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
      related: (reported.related ?? []).map(other => relatedPlace(facts, other)),
      fixes: fixesOf(reported).map(toFix),
    });
  };
  const context = { target, method: settings.method, options: optionsFor(rule, settings), report };
  try {
    check(rule, facts, context);
  } catch (error) {
    findings.push(ruleFailed(rule.id, target.id, error));
  }
  return findings;
}

function check(rule: Rule, facts: DatasetFacts, context: DatasetContext): void {
  if (rule.kind === 'dataset') rule.check(facts, context);
  else if (rule.kind === 'example') rule.checkFile?.(facts, context);
  else if (facts.partner) rule.check(facts, facts.partner.facts, context);
}

function relatedPlace(
  facts: DatasetFacts,
  { line, message, inPartner }: NonNullable<DatasetReport['related']>[number],
): Finding['related'][number] {
  const { partner } = facts;
  if (!inPartner || !partner) return { range: wholeLine(facts, line), message };
  return { range: wholeLine(partner.facts, line), message, file: partner.path };
}

function wholeLine(facts: DatasetFacts, at: NonNullable<DatasetReport['at']>): Finding['range'] {
  return typeof at === 'number' ? lineRange(at, 0, facts.table.units(at)) : at;
}

function fixesOf({ fixes = [] }: DatasetReport): readonly DatasetFix[] {
  return typeof fixes === 'function' ? fixes() : fixes;
}

function toFix(fix: DatasetFix): Fix {
  const base = { title: fix.title, safety: fix.safety };
  if ('rewrite' in fix) return { ...base, edits: [], rewrite: fix.rewrite };
  if ('deleteLine' in fix) return { ...base, edits: [lineDeletion(fix.deleteLine)] };
  return {
    ...base,
    edits: fix.edits.map(({ line, start, end, newText }) => ({
      range: lineRange(line, start, end),
      newText,
    })),
  };
}
