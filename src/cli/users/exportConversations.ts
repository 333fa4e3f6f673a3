import path from 'node:path';
import {
  conversationCsv,
  conversationLines,
  type HadConversation,
} from '../../core/users/conversationFiles.ts';
import { storeConversations } from '../../node/conversationDatabase.ts';
import { publishLines } from '../../node/publishLines.ts';

/**
 * Writes conversations beside their file, or where the user says. A database is added to; other files are new, with a
 * number when the name is taken. `added` is how many conversations the file has now that it had not before.
 */
export async function exportConversations(
  all: readonly HadConversation[],
  run: string,
  format: 'jsonl' | 'csv' | 'sqlite',
  source: string,
  out: string | undefined,
): Promise<{ file: string; added: number }> {
  const stem = path.basename(source).replace(/(\.users)?\.jsonc?$/i, '');
  const ending = format === 'sqlite' ? 'db' : format;
  const plain = out ?? path.join(path.dirname(source), `${stem}_conversations.${ending}`);
  if (format === 'sqlite') return { file: plain, added: await storeConversations(plain, run, all) };
  const name = (attempt: number) =>
    path.basename(plain).replace(/(\.[^.]*)?$/, attempt > 0 ? ` (${attempt})$1` : '$1');
  const lines = format === 'csv' ? conversationCsv(all) : conversationLines(all);
  const [file = ''] = await publishLines(path.dirname(plain), [{ name, lines }]);
  return { file, added: all.length };
}
