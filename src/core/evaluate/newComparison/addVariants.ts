import { applyEdits, modify } from 'jsonc-parser';
import { parseCompareFile } from '../compareFile/parseCompareFile.ts';
import { type NewVariant, variantValue } from './newComparisonText.ts';

/**
 * The text of a comparison with more variants, comments kept; the same text when all are there. They use the template of
 * the variant before them. Undefined when the text is no comparison.
 */
export function withVariants(text: string, path: string, added: readonly NewVariant[]): string | undefined {
  const { file } = parseCompareFile(text, path);
  if (!file) return undefined;
  const { variants } = file;
  const names = new Set(variants.map(({ name }) => name));
  const template = variants.at(-1)?.template;
  let changed = text;
  let place = variants.length;
  for (const wanted of added) {
    const isThere = variants.some(
      ({ connection, model }) => connection === wanted.connection && model === wanted.model,
    );
    if (isThere) continue;
    const { template: _, ...rest } = variantValue(wanted, { path, names });
    const { name, ...others } = rest;
    const value = { name, ...(template !== undefined && { template }), ...others };
    const edits = modify(changed, ['variants', place++], value, {
      isArrayInsertion: true,
      formattingOptions: { insertSpaces: true, tabSize: 2 },
    });
    changed = applyEdits(changed, edits);
  }
  return changed;
}
