import type { DatasetRule, ExampleRule, Rule } from './rule.ts';
import { roleUnknown } from './rules/chat/role-unknown.ts';
import { duplicateExample } from './rules/dataset/duplicate-example.ts';
import { notUtf8 } from './rules/encoding/not-utf8.ts';
import { duplicateKey } from './rules/json/duplicate-key.ts';
import { strayComma } from './rules/json/stray-comma.ts';
import { missingKey } from './rules/shape/missing-key.ts';

/** Every rule, in the order in which it is documented. A test compares this list with the files in `rules/`. */
export const RULES: readonly Rule[] = [
  notUtf8,
  strayComma,
  duplicateKey,
  missingKey,
  roleUnknown,
  duplicateExample,
];

export const EXAMPLE_RULES: readonly ExampleRule[] = RULES.filter(rule => rule.kind === 'example');

export const DATASET_RULES: readonly DatasetRule[] = RULES.filter(rule => rule.kind === 'dataset');

const byId = new Map(RULES.map(rule => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
