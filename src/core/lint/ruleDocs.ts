import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { targetOf, TARGET_IDS } from '../targets/registry.ts';
import { exampleDocument } from './ruleExample.ts';
import { familyOf, type Rule, type RuleExample, type RuleFacts } from './rule.ts';
import { byLineage } from './settings.ts';

/** Where a rule's page is, from the root of the repository. */
export function rulePage(ruleId: string): string {
  return `docs/rules/${ruleId}.md`;
}

/** The page of a rule, in Markdown. Everything on it stands in the rule's own file. */
export function ruleDocument(rule: Rule): string {
  const sections = [
    `# ${rule.id}\n\n${rule.summary}`,
    `## Why it matters\n\n${rule.why}${saysOf(rule)}`,
    `## Severity\n\n${severityTable(rule)}`,
    `## How to mend it\n\n${fixText(rule)}`,
    optionsSection(rule),
    `## Refused\n\n${rule.examples.bad.map(example => exampleText(example, rule)).join('\n\n')}`,
    `## Accepted\n\n${rule.examples.good.map(example => exampleText(example, rule)).join('\n\n')}`,
  ];
  const source = `src/core/lint/rules/${rule.id}.ts`;
  return `<!-- Made by \`npm run update\` from ${source}. -->\n\n${sections.filter(Boolean).join('\n\n')}\n`;
}

/** What a list of rules says of each. */
export type ListedRule = Pick<RuleFacts, 'id' | 'summary' | 'severity' | 'fixable'>;

/** The table of all rules for the README, in Markdown. */
export function ruleTable(rules: readonly ListedRule[]): string {
  const rows = rules.map((rule, index) => {
    const family = familyOf(rule.id);
    const isFirst = index === 0 || familyOf(rules[index - 1]?.id ?? '') !== family;
    const link = `[${rule.id}](${rulePage(rule.id)})`;
    const cells = [link, cell(rule.summary), severityInShort(rule), rule.fixable ?? ''];
    return (isFirst ? `| **${family}** | | | |\n` : '') + row(cells);
  });
  return ['| Rule | What it checks | Severity | Fix |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** A document with everything between the two markers replaced. Unchanged when it has no markers. */
export function withRuleTable(document: string, rules: readonly ListedRule[]): string {
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start < 0 || end < start) return document;
  return `${document.slice(0, start + START.length)}\n\n${ruleTable(rules)}\n\n${document.slice(end)}`;
}

const START = '<!-- rules:start -->';
const END = '<!-- rules:end -->';

export function saysOf({ says = [] }: Pick<RuleFacts, 'says'>): string {
  if (says.length === 0) return '';
  const quotes = says.map(({ who, text }) => `> **${who}:** ${escapeMarkdown(text)}`).join('\n>\n');
  return `\n\nWhat you would have read instead:\n\n${quotes}`;
}

function severityTable(rule: RuleFacts): string {
  const rows = TARGET_IDS.map(id => row([`\`${id}\``, severityAt(rule, id)]));
  return ['| Target | Severity |', '| --- | --- |', ...rows].join('\n');
}

function severityAt(rule: ListedRule, id: string): string {
  const target = targetOf(id);
  return target ? (target.severities[rule.id] ?? byLineage(rule.severity, target)) : rule.severity.default;
}

/** The severity for most, and the targets where it is another. */
function severityInShort(rule: ListedRule): string {
  const usual = rule.severity.default;
  const others = TARGET_IDS.flatMap(id => {
    const level = severityAt(rule, id);
    return level === usual ? [] : [`${id}: ${level}`];
  });
  return others.length === 0 ? usual : `${usual} (${others.join(', ')})`;
}

export function fixText({ fixable }: ListedRule): string {
  if (fixable === 'safe') {
    return 'There is a safe fix: it keeps the meaning, and may be applied to the whole file and on every save.';
  }
  if (fixable === 'unsafe') {
    return 'There is an unsafe fix: it changes what is learnt, so it is applied only where you ask for it.';
  }
  return 'There is no fix that could be applied for you.';
}

function optionsSection({ options = {} }: RuleFacts): string {
  const rows = Object.entries(options).map(([name, option]) =>
    row([`\`${name}\``, option.type, `\`${JSON.stringify(option.default)}\``, cell(option.description)]),
  );
  if (rows.length === 0) return '';
  return [
    '## Options',
    '',
    '| Option | Type | Default | Meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** A dataset, in which circumstances it is judged, and what is said of it. */
function exampleText(example: RuleExample, rule: Rule): string {
  const circumstances = [
    example.file === undefined ? '' : `in a file named \`${example.file}\``,
    example.target === undefined ? '' : `for \`${example.target}\``,
    example.format === undefined ? '' : `as \`${example.format}\``,
    example.method === undefined ? '' : `for the method \`${example.method}\``,
    example.options === undefined ? '' : `with the options \`${JSON.stringify(example.options)}\``,
    example.suppressions === undefined
      ? ''
      : `with the suppressions \`${JSON.stringify(example.suppressions)}\``,
    example.bytesBefore === undefined ? '' : `after the bytes \`${hex(example.bytesBefore)}\``,
  ].filter(Boolean);
  const lead = circumstances.join(', ');
  const beside =
    example.partner === undefined
      ? ''
      : `Beside ${example.purpose === 'validation' ? 'the training file' : 'the validation file'}:\n\n${codeBlock(example.partner)}`;
  const code = codeBlock(example.text);
  const found = exampleDocument(rule.id, example)
    .report()
    .findings.filter(
      finding => finding.rule === rule.id && finding.messageId === (example.messageId ?? finding.messageId),
    );
  const said = found.slice(0, 1).map(({ range, severity, message }) => {
    return `Line ${range.start.line + 1}, **${severity}**: ${escapeMarkdown(message)}`;
  });
  return [lead === '' ? '' : `${lead.charAt(0).toUpperCase()}${lead.slice(1)}:`, code, beside, ...said]
    .filter(Boolean)
    .join('\n\n');
}

/** Long lines and many lines tell no more than their beginnings. */
function codeBlock(text: string): string {
  const lines = visible(text).split('\n');
  const shown = lines
    .slice(0, MAX_LINES)
    .map(line => (line.length > MAX_UNITS ? `${line.slice(0, MAX_UNITS)}…` : line));
  if (lines.length > MAX_LINES) shown.push(`… ${lines.length - MAX_LINES} more lines`);
  return `\`\`\`jsonl\n${shown.join('\n')}\n\`\`\``;
}

const MAX_LINES = 12;
const MAX_UNITS = 600;

/** Characters that nobody sees are named, so that a reader can tell what the example shows. */
function visible(text: string): string {
  return text.replace(
    /[\0-\x09\x0b-\x1f\x7f-\x9f\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    character => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

function hex(bytes: readonly number[]): string {
  return bytes.map(byte => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|');
}

/** Text in which Markdown must not find tags of its own. */
function inline(text: string): string {
  return text.replaceAll('<', '&lt;');
}
