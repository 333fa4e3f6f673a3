import path from 'node:path';
import type { LintSettings } from '../core/lint/settings.ts';
import { analyseDataset } from '../core/prepare/analyse.ts';
import { preparedName } from '../core/prepare/names.ts';
import type { PrepareChoice, PreparedPart, PreparePlan, PrepareResult } from '../core/prepare/plan.ts';
import { prepareDataset } from '../core/prepare/prepare.ts';
import type { PrepareOptions } from '../core/prepare/stage.ts';
import { cancelledProblem } from '../core/util/problem.ts';
import { PendingFile, publishTogether } from './atomicWrite.ts';
import { openDataset, sizeOfDataset, spoolDataset } from './datasetSource.ts';

export type PrepareFileOptions = Omit<PrepareOptions, 'stage'>;

export interface WritePreparedOptions extends PrepareFileOptions {
  /** Folder of the result; beside the original when absent. With it, a file is written even when nothing changed. */
  out?: string | undefined;
}

/** What was written, and what was done. */
export interface PreparedFiles extends PrepareResult {
  /** Absolute paths; empty when nothing had to be changed, so that the original is as good. */
  files: Partial<Record<PreparedPart, string>>;
}

/** Finds out what can be done to a dataset on disk. */
export async function analyseFile(
  file: string,
  settings: LintSettings,
  options: PrepareFileOptions = {},
): Promise<PreparePlan> {
  await sizeOfDataset(file);
  const source = await openDataset(file, options.signal);
  try {
    return await analyseDataset(source, settings, withStage(options));
  } finally {
    await source.close();
  }
}

/**
 * Does what was chosen and writes the result under names that are free. The original is never touched, and what is
 * cancelled or fails leaves nothing behind.
 */
export async function writePrepared(
  file: string,
  plan: PreparePlan,
  choice: PrepareChoice,
  { out, ...options }: WritePreparedOptions = {},
): Promise<PreparedFiles> {
  const folder = out ?? path.dirname(file);
  const parts: PreparedPart[] = choice.split ? ['train', 'validation'] : ['all'];
  const pending = new Map<PreparedPart, PendingFile>();
  const source = await openDataset(file, options.signal);
  try {
    for (const part of parts) pending.set(part, await PendingFile.begin(folder, path.basename(file)));
    const sink = (part: PreparedPart, bytes: Uint8Array) => pending.get(part)!.write(bytes);
    const result = await prepareDataset(source, plan, choice, sink, withStage(options));
    if (!result.changed && out === undefined) return { ...result, files: {} };
    if (options.signal?.aborted) throw cancelledProblem();
    const written = await publishTogether([...pending.values()], attempt =>
      parts.map(part => path.join(folder, preparedName(path.basename(file), part, attempt))),
    );
    return { ...result, files: Object.fromEntries(parts.map((part, index) => [part, written[index]!])) };
  } finally {
    await source.close();
    for (const one of pending.values()) await one.discard();
  }
}

function withStage(options: PrepareFileOptions): PrepareOptions {
  return { ...options, stage: (chunks, name) => spoolDataset(chunks, name, options.signal) };
}
