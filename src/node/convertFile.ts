import path from 'node:path';
import type { ConvertOptions } from '../core/convert/convertExample.ts';
import { type ConvertReport, convertStream } from '../core/convert/convertStream.ts';
import { formatInFile } from '../core/formats/fileFormat.ts';
import type { FormatId } from '../core/formats/format.ts';
import type { TableColumns } from '../core/rows/tableExamples.ts';
import { cancelledProblem, Problem } from '../core/util/problem.ts';
import { PendingFile, publishTogether } from './atomicWrite.ts';
import { formatOfFile } from './formatOfFile.ts';
import { openLines } from './openLines.ts';

export interface ConvertJob {
  /** Absolute path of the dataset. */
  file: string;
  /** The format of its examples; recognised when absent. */
  from?: FormatId | undefined;
  to: FormatId;
  options: ConvertOptions;
  /** What the columns of a table mean; guessed when absent. */
  columns?: TableColumns | undefined;
  /** Write nothing when something would be lost or left out. */
  strict?: boolean;
  /** Folder of the result; beside the original when absent. */
  out?: string | undefined;
  /** Name of the result without ending; that of the file and of the format when absent. */
  name?: string | undefined;
}

export interface ConvertedFile extends ConvertReport {
  /** Absolute path of what was written; absent when nothing was, because something would have been lost. */
  path?: string;
}

/**
 * Writes a dataset in another format under a name that is free: `NAME_FORMAT.jsonl`. The original is never touched;
 * what is cancelled, fails or holds nothing that could be written leaves nothing behind.
 */
export async function convertFile(
  { file, from, to, options, columns, out, name, strict = false }: ConvertJob,
  signal?: AbortSignal,
  onProgress?: (bytes: number, totalBytes: number) => void,
): Promise<ConvertedFile> {
  const folder = out ?? path.dirname(file);
  const format = from ?? (await formatOfFile(file, signal, columns));
  const formatOf = (value: Readonly<Record<string, unknown>>) =>
    from ?? formatInFile(value, format, undefined);
  const source = await openLines(file, signal, columns);
  try {
    const pending = await PendingFile.begin(folder, path.basename(file));
    try {
      const encoder = new TextEncoder();
      const report = await convertStream(
        source,
        formatOf,
        to,
        line => pending.write(encoder.encode(`${line}\n`)),
        { options, signal, onProgress: bytes => onProgress?.(bytes, source.bytes) },
      );
      if (report.written === 0) throw nothingWritten(path.basename(file), report);
      if (signal?.aborted) throw cancelledProblem();
      if (strict && report.lost.length + report.refused.length > 0) return report;
      const [written] = await publishTogether([pending], attempt => [
        path.join(
          folder,
          name === undefined ? convertedName(path.basename(file), to, attempt) : numbered(name, attempt),
        ),
      ]);
      return { ...report, path: written! };
    } finally {
      await pending.discard();
    }
  } finally {
    await source.close();
  }
}

/** `NAME_FORMAT.jsonl`; `attempt` counts up from 0 while a name is taken. */
export function convertedName(original: string, to: FormatId, attempt: number): string {
  const base = original.replace(/(?<=.)\.[^.]*$/, '');
  return numbered(`${base}_${to}`, attempt);
}

function numbered(stem: string, attempt: number): string {
  return `${stem}${attempt > 0 ? ` (${attempt})` : ''}.jsonl`;
}

function nothingWritten(name: string, { examples, refused }: ConvertReport): Problem {
  const [worst] = refused;
  return new Problem({
    code: 'rejected',
    message:
      examples === 0 ? `${name} holds no examples.` : `No example of ${name} can be written like that.`,
    remedy: worst ? `${REMEDIES[worst.kind] ?? 'Choose another format.'}` : 'Choose a file that holds some.',
    ...(worst && { reason: worst.kind }),
  });
}

const REMEDIES: Readonly<Partial<Record<string, string>>> = {
  'no-second-answer': 'A preference pair needs two answers: collect feedback first, or choose a chat format.',
  'no-template': 'Choose a chat format; a trainer makes the text with the chat template of its model.',
  'no-speakers': 'Choose the format text: nobody can tell who says what.',
  'no-answer': 'Choose a format of prompts, or add the answers first.',
  'unknown-format':
    'Name the format that the file is in, or say what its keys mean: --columns prompt=KEY,answer=KEY.',
  'no-json': 'Lint the file and mend its JSON first.',
};
