import { modify } from 'jsonc-parser';
import type { FileEdit } from './navigation.ts';
import type { PromptFile } from './promptFile.ts';

/** The edits that declare an input. None for files whose inputs are declared elsewhere than in JSON. */
export function declareInput({ kind, text, syntaxProblems }: PromptFile, name: string): FileEdit[] {
  if (kind !== 'json' || syntaxProblems.length > 0 || !text.trimStart().startsWith('{')) return [];
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const formattingOptions = indent.startsWith('\t')
    ? { insertSpaces: false, tabSize: 1, eol: '\n' }
    : { insertSpaces: true, tabSize: indent.length, eol: '\n' };
  const edits = modify(text, ['inputs', name], { type: 'string' }, { formattingOptions });
  return edits.map(({ offset, length, content }) => ({
    start: offset,
    end: offset + length,
    newText: content,
  }));
}
