import { applyEdits, modify } from 'jsonc-parser';

/**
 * The text of a file of input sets with one set written into it; comments and other sets stay as they are.
 * @param text of the file; undefined when there is none yet
 */
export function withInputSet(
  text: string | undefined,
  name: string,
  values: Readonly<Record<string, unknown>>,
): string {
  const before = text === undefined || text.trim() === '' ? '{}\n' : text;
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  return applyEdits(before, modify(before, [name], values, { formattingOptions }));
}
