import { RULES, ruleOf } from '../../core/lint/registry.ts';
import { familyOf, type Rule } from '../../core/lint/rule.ts';
import { suggest } from '../../core/util/suggest.ts';
import { usageProblem } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../io.ts';
import { describeRule, listRules } from '../ruleText.ts';
import { styleFor, wantsColour } from '../terminal/style.ts';

export const rules: Command = {
  name: 'rules',
  summary: 'List the rules, or explain one.',
  usage: '[ID]',
  options: [],
  examples: [
    { line: 'tunewright rules', does: 'lists all rules' },
    { line: 'tunewright rules chat', does: 'lists the rules of a family' },
    { line: 'tunewright rules chat/role-unknown', does: 'explains a rule, with examples' },
  ],
  async run({ words: [id] }, io) {
    const style = styleFor(wantsColour(io.stdout, io.env));
    const rule = id === undefined ? undefined : ruleOf(id);
    await io.stdout.write(rule ? describeRule(rule, style) : listRules(rulesOf(id), style));
    return EXIT.clean;
  },
};

/** All rules, or those of a family. Throws a `Problem` when there is no such family. */
function rulesOf(family: string | undefined): readonly Rule[] {
  if (family === undefined) return RULES;
  const found = RULES.filter(rule => familyOf(rule.id) === family.replace(/\/$/, ''));
  if (found.length > 0) return found;
  const names = RULES.map(rule => (family.includes('/') ? rule.id : familyOf(rule.id)));
  throw usageProblem(`There is no rule "${family}".`, suggest(family, [...new Set(names)]));
}
