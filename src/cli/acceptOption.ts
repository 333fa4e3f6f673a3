import type { PreparePlan } from '../core/prepare/plan.ts';
import { preselectedIds } from '../core/prepare/plan.ts';
import { allRemedyIds } from '../core/prepare/remedyIds.ts';
import { suggest } from '../core/util/suggest.ts';
import { usageProblem } from './arguments.ts';

/**
 * The ids of the remedies that `--accept` names. `all`, `safe` and `none` may stand among ids; the id of a rule stands
 * for its unsafe remedy where it has no other. A remedy that the file does not call for is no mistake: the same
 * command may be run on many files. Throws a `Problem` for one that does not exist.
 */
export function acceptedIds(text: string, plan: PreparePlan): string[] {
  const words = text.split(',').map(word => word.trim());
  const accepted = new Set(words.filter(word => word !== '').flatMap(word => idsFor(word, plan)));
  return [...accepted];
}

function idsFor(word: string, plan: PreparePlan): string[] {
  const offered = plan.remedies.map(({ id }) => id);
  if (word === 'none') return [];
  if (word === 'all') return offered;
  if (word === 'safe') return preselectedIds(plan);
  const known = allRemedyIds();
  if (!known.includes(word)) {
    throw usageProblem(`There is no remedy "${word}".`, suggest(word, ['all', 'safe', 'none', ...known]));
  }
  return [word, `${word}:unsafe`].filter(id => offered.includes(id)).slice(0, 1);
}
