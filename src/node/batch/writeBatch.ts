import path from 'node:path';
import { type AnswerLine, linesOfAnswer, sortLines } from '../../core/batch/answerLines.ts';
import type { BatchAnswer } from '../../core/batch/batchAnswer.ts';
import { type BatchPart, batchFileName } from '../../core/batch/batchNames.ts';
import { answerFileLines, type BatchOrigin } from '../../core/batch/gatherAnswers.ts';
import { rejectedFileLines } from '../../core/batch/rejected.ts';
import type { LintSettings } from '../../core/lint/settings.ts';
import { type LineFile, publishLines } from '../publishLines.ts';

export interface GatheredBatch {
  /** Absolute paths of what was written. */
  files: Partial<Record<BatchPart, string>>;
  /** Where examples are expected: those that are good, and lines that are not. */
  good: number;
  rejected: number;
}

export interface GatherOptions {
  /** Absolute path of the file or folder that was run over. */
  source: string;
  /** Absolute path of the file to write; absent: beside the source. A name that is taken gets a number. */
  out?: string;
  origin: BatchOrigin;
  /** How examples are judged, when the template expects lines of JSON; absent when it does not. */
  examples?: LintSettings;
}

/** Gathers answers into one file; where lines of JSON are expected, into a dataset and a file of rejected lines. */
export async function writeBatch(
  answers: readonly { id: string; answer: BatchAnswer }[],
  { source, out, origin, examples }: GatherOptions,
): Promise<GatheredBatch> {
  const folder = path.dirname(out ?? source);
  const base = path.basename(source);
  const name = (part: BatchPart, isFirst: boolean) => (attempt: number) =>
    out !== undefined && isFirst
      ? path.basename(out).replace(/(\.[^.]*)?$/, attempt > 0 ? ` (${attempt})$1` : '$1')
      : batchFileName(out === undefined ? base : path.basename(out), part, attempt);
  if (!examples) {
    const lines = answerFileLines(answers, origin);
    const [file = ''] = await publishLines(folder, [{ name: name('answers', true), lines }]);
    return { files: { answers: file }, good: 0, rejected: 0 };
  }
  const all = answers.flatMap(({ id, answer }) =>
    answer.outputs.flatMap(linesOfAnswer).map((text): AnswerLine => ({ text, from: id })),
  );
  const { good, rejected } = sortLines(all, examples);
  const files: LineFile[] = [{ name: name('dataset', true), lines: good.map(({ text }) => `${text}\n`) }];
  if (rejected.length > 0) files.push({ name: name('rejected', false), lines: rejectedFileLines(rejected) });
  const [dataset = '', rest] = await publishLines(folder, files);
  return {
    files: { dataset, ...(rest !== undefined && { rejected: rest }) },
    good: good.length,
    rejected: rejected.length,
  };
}
