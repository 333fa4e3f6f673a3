import type { Node } from 'jsonc-parser';
import { RULES, ruleOf } from '../lint/registry.ts';
import type { Rule, RuleLevel, RuleOption } from '../lint/rule.ts';
import type { RuleSetting } from '../lint/settings.ts';
import { suggest } from '../util/suggest.ts';
import type { Member, TreeReader } from './treeReader.ts';

/** What may stand in the place of a severity. */
export const RULE_LEVELS = ['error', 'warning', 'info', 'off'] as const satisfies readonly RuleLevel[];

/** Reads `{ "family/rule": severity or { "severity", ...options } }`. */
export function readRules(reader: TreeReader, node: Node): Record<string, RuleSetting> {
  const settings: [string, RuleSetting][] = [];
  for (const { name, key, value } of reader.allMembers(node, '"rules"')) {
    const rule = ruleOf(name);
    if (!rule) {
      reader.refuse(
        key,
        `There is no rule "${name}".`,
        suggest(
          name,
          RULES.map(one => one.id),
        ),
      );
      continue;
    }
    const setting = readRule(reader, rule, value);
    if (setting) settings.push([name, setting]);
  }
  return Object.fromEntries(settings);
}

function readRule(reader: TreeReader, rule: Rule, node: Node): RuleSetting | undefined {
  if (node.type !== 'object') {
    const severity = reader.choice(node, 'Severity', RULE_LEVELS);
    return severity && { severity };
  }
  const setting: RuleSetting = {};
  const options: [string, number | boolean | string][] = [];
  const known = ['severity', ...Object.keys(rule.options ?? {})];
  for (const member of reader.members(node, rule.id, known)) {
    if (member.name === 'severity') {
      const severity = reader.choice(member.value, 'Severity', RULE_LEVELS);
      if (severity) setting.severity = severity;
      continue;
    }
    const option = rule.options?.[member.name];
    const value = option && readOption(reader, member, option);
    if (value !== undefined) options.push([member.name, value]);
  }
  if (options.length > 0) setting.options = Object.fromEntries(options);
  return setting;
}

function readOption(
  reader: TreeReader,
  { name, value: node }: Member,
  option: RuleOption,
): number | boolean | string | undefined {
  const value: unknown = node.value;
  if (node.type !== option.type) {
    return reader.refuse(node, `"${name}" must be a ${option.type}.`, `The default is ${option.default}.`);
  }
  if (typeof value === 'number') {
    const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = option;
    if (value < minimum || value > maximum) {
      return reader.refuse(node, `"${name}" is out of its bounds.`, boundsOf(option));
    }
  }
  return value as number | boolean | string;
}

function boundsOf({ minimum, maximum }: RuleOption): string {
  if (maximum === undefined) return `Write a number from ${minimum}.`;
  return minimum === undefined
    ? `Write a number up to ${maximum}.`
    : `Write a number from ${minimum} to ${maximum}.`;
}
