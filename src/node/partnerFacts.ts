import type { Partner } from '../core/lint/datasetFacts.ts';
import type { LintSettings } from '../core/lint/settings.ts';
import { scanStream } from '../core/lint/streamLinter.ts';
import { openDataset } from './datasetSource.ts';
import { fileProblem } from './fileProblem.ts';

/** The other file of a pair, read from disk. It must be closed, because its lines can be read again until then. */
export interface OpenPartner extends Partner {
  close(): Promise<void>;
}

/** Reads the other file of a pair. Undefined when the settings name none, or it is not there. */
export async function openPartner(
  settings: LintSettings,
  signal?: AbortSignal,
): Promise<OpenPartner | undefined> {
  const { partner: file, purpose, ...others } = settings;
  if (file === undefined) return undefined;
  try {
    const source = await openDataset(file, signal);
    const own: LintSettings = purpose === 'validation' ? others : { ...others, purpose: 'validation' };
    try {
      const facts = await scanStream(source, own, () => {}, { signal });
      return { path: file, facts, close: () => source.close() };
    } catch (error) {
      await source.close();
      throw error;
    }
  } catch (error) {
    if (fileProblem(error, file).code === 'not-found') return undefined;
    throw error;
  }
}
