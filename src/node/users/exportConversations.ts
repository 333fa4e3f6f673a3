import path from 'node:path';
import {
  conversationCsv,
  conversationLines,
  type JudgedConversation,
  verdictLines,
} from '../../core/users/conversationFiles.ts';
import { storeConversations } from '../conversationDatabase.ts';
import { publishLines } from '../publishLines.ts';

export type ConversationFormat = 'jsonl' | 'csv' | 'sqlite';

export interface ExportedConversations {
  file: string;
  /** The file of the verdicts, where they do not stand in the same. */
  verdicts?: string;
  /** How many conversations the file has now that it had not before. */
  added: number;
}

/**
 * Writes conversations beside their file, or where the user says. A database is added to; other files are new, with a
 * number when the name is taken.
 */
export async function exportConversations(
  all: readonly JudgedConversation[],
  run: string,
  format: ConversationFormat,
  source: string,
  out: string | undefined,
): Promise<ExportedConversations> {
  const stem = path.basename(source).replace(/(\.users)?\.jsonc?$/i, '');
  const ending = format === 'sqlite' ? 'db' : format;
  const plain = out ?? path.join(path.dirname(source), `${stem}_conversations.${ending}`);
  if (format === 'sqlite') return { file: plain, added: await storeConversations(plain, run, all) };
  const name = (attempt: number) =>
    path.basename(plain).replace(/(\.[^.]*)?$/, attempt > 0 ? ` (${attempt})$1` : '$1');
  const lines = format === 'csv' ? conversationCsv(all) : conversationLines(all);
  // A dataset has room for nothing but its examples.
  const isApart = format === 'jsonl' && all.some(({ verdict }) => verdict);
  const apart = { name: (attempt: number) => verdictsName(name(attempt)), lines: verdictLines(all) };
  const files = [{ name, lines }, ...(isApart ? [apart] : [])];
  const [file = '', verdicts] = await publishLines(path.dirname(plain), files);
  return { file, added: all.length, ...(verdicts !== undefined && { verdicts }) };
}

/** `a_conversations (1).jsonl` and `a_verdicts (1).jsonl`. */
function verdictsName(name: string): string {
  const plain = name.replace(/_conversations(?=[^_]*$)/, '');
  return plain.replace(/( \(\d+\))?(\.[^.]*)?$/, '_verdicts$1.jsonl');
}
