import { fixText, saysOf } from '../lint/ruleDocs.ts';
import { familyOf } from '../lint/rule.ts';
import { RULES } from '../lint/registry.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { TUNE_RULES, type TuneRule, type TuneRuleExample, tuneRuleFindings } from './tuneRules.ts';

/** All rules, about datasets and about tunes, families together. */
export function everyRule(): ((typeof RULES)[number] | TuneRule)[] {
  const families = [...new Set([...RULES, ...TUNE_RULES].map(({ id }) => familyOf(id)))];
  return families.flatMap(family => [...RULES, ...TUNE_RULES].filter(({ id }) => familyOf(id) === family));
}

/** The page of a rule about tunes, in Markdown. */
export function tuneRuleDocument(rule: TuneRule): string {
  const sections = [
    `# ${rule.id}\n\n${rule.summary} It is found in \`*.tune.json\` files, by *Check* and \`tunewright tune check\`.`,
    `## Why it matters\n\n${rule.why}${saysOf(rule)}`,
    `## Severity\n\n${rule.severity.default}`,
    `## How to mend it\n\n${fixText(rule)}`,
    `## Refused\n\n${rule.examples.bad.map(example => exampleText(example, rule)).join('\n\n')}`,
    `## Accepted\n\n${rule.examples.good.map(example => exampleText(example, rule)).join('\n\n')}`,
  ];
  return `<!-- Made by \`npm run update\` from src/core/tune/tuneRules.ts. -->\n\n${sections.join('\n\n')}\n`;
}

function exampleText(example: TuneRuleExample, rule: TuneRule): string {
  const code = `\`\`\`json\n${JSON.stringify(JSON.parse(example.text), null, 2)}\n\`\`\``;
  const [first] = tuneRuleFindings(rule, example);
  return first
    ? `${code}\n\n**${first.severity}**: ${escapeMarkdown(`${first.message} ${first.remedy}`)}`
    : code;
}
