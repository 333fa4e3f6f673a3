import { ruleOf } from '../../core/lint/registry.ts';
import { familyOf } from '../../core/lint/rule.ts';
import type { ListedRule } from '../../core/lint/ruleDocs.ts';
import { everyRule } from '../../core/tune/tuneRuleDocs.ts';
import { tuneRuleOf } from '../../core/tune/tuneRules.ts';
import { suggest } from '../../core/util/suggest.ts';
import { usageProblem } from '../arguments.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../io.ts';
import { describeRule, describeTuneRule, listRules } from '../ruleText.ts';
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
    const tuneRule = id === undefined ? undefined : tuneRuleOf(id);
    if (rule) await io.stdout.write(describeRule(rule, style));
    else if (tuneRule) await io.stdout.write(describeTuneRule(tuneRule, style));
    else await io.stdout.write(listRules(rulesOf(id), style));
    return EXIT.clean;
  },
};

/** All rules, or those of a family. Throws a `Problem` when there is no such family. */
function rulesOf(family: string | undefined): readonly ListedRule[] {
  const all = everyRule();
  if (family === undefined) return all;
  const found = all.filter(rule => familyOf(rule.id) === family.replace(/\/$/, ''));
  if (found.length > 0) return found;
  const names = all.map(rule => (family.includes('/') ? rule.id : familyOf(rule.id)));
  throw usageProblem(`There is no rule "${family}".`, suggest(family, [...new Set(names)]));
}
