import { ruleOf } from './registry.ts';
import { isOff, type LintSettings, optionsFor } from './settings.ts';

/** Ids of the rules for which every line is looked at more closely. */
const NEAR_DUPLICATES = ['dataset/duplicate-example', 'cross-file/train-valid-overlap'];
const COLUMNS = 'shape/inconsistent-columns';

/** True when some rule looks for near duplicates. */
export function wantsBands(settings: LintSettings): boolean {
  return NEAR_DUPLICATES.some(id => {
    const rule = ruleOf(id);
    return rule !== undefined && !isOff(rule, settings) && Number(optionsFor(rule, settings).similarity) < 1;
  });
}

/** True when some rule compares the columns of all lines. */
export function wantsShapes(settings: LintSettings): boolean {
  const rule = ruleOf(COLUMNS);
  return rule !== undefined && !isOff(rule, settings);
}
