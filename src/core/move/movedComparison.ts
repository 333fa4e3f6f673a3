import { applyEdits, modify } from 'jsonc-parser';
import type { Variant } from '../evaluate/compareFile/compareFile.ts';
import { parseCompareFile } from '../evaluate/compareFile/parseCompareFile.ts';
import { relativePath } from '../evaluate/newComparison/relativePath.ts';
import type { MovedComparison } from './movePlan.ts';
import { COMPARISON_FORMAT } from './writtenNames.ts';

/** What the comparisons of a tune are recognised by, and what stands in their copies. Paths are relative to the workspace folder. */
export interface ComparisonMove {
  /** Models that jobs of the old tune made. */
  oldModels: readonly string[];
  /** The old tune and its training file. */
  old: { tune: string; training: string };
  /** The title of the new place. */
  title: string;
  /** The new tune, or the model that a server of one's own will have. */
  asks: { tune: string } | { connection: string; model: string };
  /** The new training file. */
  training: string;
  /** What the copies are named after. */
  slug: string;
}

/**
 * The copy of a comparison in which a variant asks the model of a tune: with a variant for the new place right beside
 * it, over the same cases and graders. Undefined for a comparison of something else. `path` is relative to the
 * workspace folder.
 */
export function movedComparison(
  text: string,
  path: string,
  move: ComparisonMove,
): MovedComparison | undefined {
  const { file, references } = parseCompareFile(text, path);
  if (!file) return undefined;
  const names = (what: 'tune' | 'trainingFile', name: string | undefined, wanted: string) =>
    name !== undefined &&
    references.some(one => one.what === what && one.name === name && one.paths.includes(wanted));
  const index = file.variants.findIndex(
    ({ model, tune, trainingFile }) =>
      (model !== undefined && move.oldModels.includes(model)) ||
      names('tune', tune, move.old.tune) ||
      names('trainingFile', trainingFile, move.old.training),
  );
  const old = file.variants[index];
  if (!old || file.variants.length >= MOST_VARIANTS) return undefined;
  const variant = freeName(`${old.name}, ${move.title}`, file.variants);
  const { asks } = move;
  const moved: Variant = {
    ...{ name: variant, ...(old.template !== undefined && { template: old.template }) },
    ...('tune' in asks ? { tune: relativePath(asks.tune, path) } : asks),
    ...(old.parameters && { parameters: old.parameters }),
    trainingFile: relativePath(move.training, path),
  };
  const options = { isArrayInsertion: true, formattingOptions: COMPARISON_FORMAT };
  return {
    from: path,
    to: `${path.replace(/(\.compare)?\.jsonc?$/i, '')}-${move.slug}.compare.json`,
    beside: old.name,
    variant,
    index: index + 1,
    text: applyEdits(text, modify(text, ['variants', index + 1], moved, options)),
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
