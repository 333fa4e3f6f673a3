import type { PromptFile } from '../template/promptFile/promptFile.ts';
import { textHash } from '../util/textHash.ts';

/** Tells whether a prompt is still the one that was run: of its own text and of the files that it is made of. */
export function templateHash({ text, files }: Pick<PromptFile, 'text' | 'files'>): Promise<string> {
  const parts = Object.entries(files).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return textHash(JSON.stringify([text, parts]));
}
