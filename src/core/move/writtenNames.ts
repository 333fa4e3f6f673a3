import { applyEdits, type FormattingOptions, modify } from 'jsonc-parser';
import { relativePath } from '../evaluate/newComparison/relativePath.ts';
import type { MovedComparison } from './movePlan.ts';

/**
 * The copy with the names that the new tune and training file really got. The training file is left out when it lies
 * outside of the workspace folder.
 */
export function withWrittenNames(
  { text, from, index }: MovedComparison,
  written: { tune?: string; training: string | undefined },
): string {
  const set = (changed: string, key: 'tune' | 'trainingFile', path: string | undefined) => {
    const value = path === undefined ? undefined : relativePath(path, from);
    const place = ['variants', index, key];
    return applyEdits(changed, modify(changed, place, value, { formattingOptions: COMPARISON_FORMAT }));
  };
  const named = set(text, 'trainingFile', written.training);
  return written.tune === undefined ? named : set(named, 'tune', written.tune);
}

/** How what is put into a comparison is laid out. */
export const COMPARISON_FORMAT: FormattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
