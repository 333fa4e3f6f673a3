import { formatTitle } from '../core/formats/registry.ts';
import type { Rule, RuleExample, RuleLevel } from '../core/lint/rule.ts';
import type { ListedRule } from '../core/lint/ruleDocs.ts';
import { byLineage } from '../core/lint/settings.ts';
import { TARGET_IDS, targetOf } from '../core/targets/registry.ts';
import { count } from '../core/text/count.ts';
import type { TuneRule } from '../core/tune/tuneRules.ts';
import { neutral } from './terminal/neutral.ts';
import type { Style } from './terminal/style.ts';

/** One line for each rule: id, severity, whether it can be fixed, what is checked. */
export function listRules(rules: readonly ListedRule[], style: Style): string {
  const idWidth = Math.max(...rules.map(rule => rule.id.length));
  const lines = rules.map(({ id, severity, fixable, summary }) => {
    const level = paintLevel(severity.default, style);
    const fix = (fixable === undefined ? '' : FIXES[fixable]).padEnd(FIXES.unsafe.length);
    return `${style.bold(id.padEnd(idWidth))}  ${level}  ${style.dim(fix)}  ${summary}`;
  });
  return `${lines.join('\n')}\n\n${count(rules.length, 'rule')}. tunewright rules ID explains one.\n`;
}

/** Everything that is known of a rule. */
export function describeRule(rule: Rule, style: Style): string {
  const { fixable, options = {}, examples } = rule;
  const parts = leadOf(rule, style);
  parts.push(`Severity:\n${severities(rule, style)}\n`);
  if ('formats' in rule && rule.formats) parts.push(`Formats: ${rule.formats.map(formatTitle).join(', ')}\n`);
  if (fixable)
    parts.push(`${fixable === 'safe' ? 'Fixed by --fix.' : 'Has a remedy that changes what is learnt.'}\n`);
  const optionLines = Object.entries(options).map(
    ([name, { description, default: value }]) => `  ${name} (${value}): ${description}`,
  );
  if (optionLines.length > 0) parts.push(`Options:\n${optionLines.join('\n')}\n`);
  parts.push(`Reported:\n${examples.bad.map(example => exampleText(example, style)).join('\n')}\n`);
  parts.push(`Not reported:\n${examples.good.map(example => exampleText(example, style)).join('\n')}\n`);
  return parts.join('\n');
}

/** The same of a rule about tunes. */
export function describeTuneRule(rule: TuneRule, style: Style): string {
  const example = ({ text }: { text: string }) => `  ${neutral(text)}`;
  const { bad, good } = rule.examples;
  return [
    ...leadOf(rule, style),
    `Found in *.tune.json files, by tunewright tune check.\n`,
    `Severity:\n  ${paintLevel(rule.severity.default, style)}\n`,
    `Reported:\n${bad.map(example).join('\n')}\n`,
    `Not reported:\n${good.map(example).join('\n')}\n`,
  ].join('\n');
}

function leadOf(
  { id, summary, why, says = [] }: Pick<Rule, 'id' | 'summary' | 'why' | 'says'>,
  style: Style,
): string[] {
  const parts = [`${style.bold(id)}\n${summary}\n`, `${why}\n`];
  if (says.length === 0) return parts;
  const quotes = says.map(({ who, text }) => `  ${who}: ${neutral(text)}`);
  return [...parts, `What providers say:\n${quotes.join('\n')}\n`];
}

const FIXES = { safe: 'fix', unsafe: 'remedy' } as const;

/** The severities of all targets, those that agree together. */
function severities({ severity, id }: Rule, style: Style): string {
  const byLevel = new Map<RuleLevel, string[]>();
  for (const targetId of TARGET_IDS) {
    const target = targetOf(targetId);
    if (!target) continue;
    const level = target.severities[id] ?? byLineage(severity, target);
    byLevel.set(level, [...(byLevel.get(level) ?? []), targetId]);
  }
  return [...byLevel]
    .map(([level, targets]) => `  ${paintLevel(level, style)}  ${targets.join(', ')}`)
    .join('\n');
}

function exampleText({ text, target, format, method, file, bytesBefore }: RuleExample, style: Style): string {
  const facts = [target, format, method, file].filter(fact => fact !== undefined);
  const first = bytesBefore
    ? `<${[...bytesBefore].map(byte => byte.toString(16).padStart(2, '0')).join(' ')}>`
    : '';
  const lines = `${first}${text}`.split('\n').map(line => `  ${neutral(line)}`);
  return facts.length === 0 ? lines.join('\n') : `${lines.join('\n')}  ${style.dim(`(${facts.join(', ')})`)}`;
}

function paintLevel(level: RuleLevel, style: Style): string {
  const paint = { error: style.red, warning: style.yellow, info: style.blue, off: style.dim }[level];
  return paint(level.padEnd('warning'.length));
}
