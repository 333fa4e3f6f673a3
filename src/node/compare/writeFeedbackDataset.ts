import type { FeedbackDataset } from '../../core/evaluate/feedback/feedbackDataset.ts';
import { replaceFile } from '../atomicWrite.ts';

/** Writes a dataset, and beside it which feedback each of its rows rests on. Returns the path of the latter. */
export async function writeFeedbackDataset(
  file: string,
  { rows, origins }: FeedbackDataset,
): Promise<string> {
  const beside = `${file.replace(/\.jsonl$/i, '')}.origins.jsonl`;
  await replaceFile(beside, [linesOf(origins.map(origin => JSON.stringify(origin)))]);
  await replaceFile(file, [linesOf(rows)]);
  return beside;
}

function linesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map(line => `${line}\n`).join(''));
}
