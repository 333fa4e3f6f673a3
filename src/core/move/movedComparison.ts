import { applyEdits, modify } from 'jsonc-parser';
import type { Variant } from '../evaluate/compareFile/compareFile.ts';
import { parseCompareFile } from '../evaluate/compareFile/parseCompareFile.ts';
import type { MovedComparison } from './movePlan.ts';

/** What the comparisons of a tune are recognised by, and what stands in their copies. */
export interface ComparisonMove {
  /** Models that jobs of the old tune made. */
  oldModels: readonly string[];
  /** The old training file relative to the workspace folder, and the new one. */
  training: { old: string; moved: string };
  /** The id of the new connection, and its title. */
  connection: { id: string; title: string };
  /** What the new variant asks until the new tune has made its model. */
  model: string;
  /** What the copies are named after. */
  slug: string;
}

/**
 * The copy of a comparison in which a variant asks the model of a tune: with a variant for the new connection right
 * beside it, over the same cases and graders. Undefined for a comparison of something else. `path` is relative to the
 * workspace folder.
 */
export function movedComparison(
  text: string,
  path: string,
  move: ComparisonMove,
): MovedComparison | undefined {
  const { file, references } = parseCompareFile(text, path);
  if (!file) return undefined;
  const isTrainedOn = (variant: Variant) =>
    variant.trainingFile !== undefined &&
    references.some(
      ({ what, name, paths }) =>
        what === 'trainingFile' && name === variant.trainingFile && paths.includes(move.training.old),
    );
  const index = file.variants.findIndex(
    variant =>
      (variant.model !== undefined && move.oldModels.includes(variant.model)) || isTrainedOn(variant),
  );
  const old = file.variants[index];
  if (!old || file.variants.length >= MOST_VARIANTS) return undefined;
  const variant = freeName(`${old.name}, ${move.connection.title}`, file.variants);
  const moved: Variant = {
    ...{ name: variant, ...(old.template !== undefined && { template: old.template }) },
    ...{ connection: move.connection.id, model: move.model },
    ...(old.parameters && { parameters: old.parameters }),
    trainingFile: relativeTo(path, move.training.moved),
  };
  const options = {
    isArrayInsertion: true,
    formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' },
  };
  const withVariant = applyEdits(text, modify(text, ['variants', index + 1], moved, options));
  return {
    from: path,
    to: `${path.replace(/(\.compare)?\.jsonc?$/i, '')}-${move.slug}.compare.json`,
    beside: old.name,
    variant,
    text: withVariant,
  };
}

/** Source: the type of the file. */
const MOST_VARIANTS = 24;

function freeName(wanted: string, variants: readonly Variant[]): string {
  const base = wanted.slice(0, 72);
  let name = base;
  for (let number = 2; variants.some(one => one.name === name); number++) name = `${base} ${number}`;
  return name;
}

/** A path from the workspace folder, as a file in that folder names it. */
function relativeTo(from: string, to: string): string {
  const up = from.split('/').slice(0, -1);
  const down = to.split('/');
  while (up.length > 0 && down.length > 1 && up[0] === down[0]) {
    up.shift();
    down.shift();
  }
  return [...up.map(() => '..'), ...down].join('/');
}
