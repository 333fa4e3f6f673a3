import path from 'node:path';
import * as vscode from 'vscode';
import type { BatchHead } from '../../../core/batch/batchHead.ts';
import type { BatchHost, BatchTarget, PlannedBatch } from '../../../core/batch/planBatch.ts';
import type { Provider } from '../../../core/provider/provider.ts';
import { templateHash } from '../../../core/run/templateHash.ts';
import { Problem } from '../../../core/util/problem.ts';
import { planOf } from '../../../node/batch/batchPlan.ts';
import type { BatchJournal } from '../../../node/batch/journals.ts';
import type { BatchSource } from '../../../node/batch/readSource.ts';
import { type BatchOutcome, runBatch } from '../../../node/batch/runBatch.ts';
import { type GatheredBatch, writeBatch } from '../../../node/batch/writeBatch.ts';
import { systemClock } from '../../../node/systemClock.ts';
import { fileName } from '../../files.ts';
import type { Services } from '../../services.ts';
import { withCancellableProgress } from '../../withCancellableProgress.ts';
import type { LoadedPrompt } from '../loadPrompt.ts';
import type { RunningBatches } from './runningBatches.ts';

/** What everything about batches needs. */
export interface BatchParts {
  services: Services;
  running: RunningBatches;
}

/** A batch that knows its requests. */
export interface OpenBatch {
  prompt: LoadedPrompt;
  /** The file or folder that it runs over. */
  source: vscode.Uri;
  head: BatchHead;
  planned: PlannedBatch;
  target: BatchTarget;
  provider: Provider;
}

/** Renders all requests, with progress. */
export async function planWithProgress(
  prompt: LoadedPrompt,
  source: BatchSource,
  head: Omit<BatchHead, 'requests' | 'concurrency'>,
  target: BatchTarget,
  { services: { renderer } }: BatchParts,
): Promise<PlannedBatch> {
  return withCancellableProgress(`Rendering ${fileName(prompt.uri)}`, (signal, report) => {
    const host: BatchHost = {
      signal,
      renderPrompt: (job, abort) => renderer.renderPrompt(job, abort),
      onRendered: done => done % 20 === 0 && report(`${done} requests`),
    };
    return planOf(prompt.file, source, head, target, host);
  });
}

/** Sends what is left of a batch and gathers the answers. Undefined when nothing could be gathered. */
export async function sendBatch(
  batch: OpenBatch,
  journal: BatchJournal,
  parts: BatchParts,
): Promise<{ outcome: BatchOutcome; gathered: GatheredBatch | undefined }> {
  const { prompt, source, head, planned, target, provider } = batch;
  const title = `${fileName(prompt.uri)} over ${fileName(source)}`;
  try {
    const outcome = await parts.running.track(title, (signal, onProgress) =>
      runBatch(
        {
          ...{ head, items: planned.items, journal, provider, price: target.price },
          ...{ clock: systemClock, spending: parts.services.ledgers.of(prompt.uri), onProgress },
        },
        signal,
      ),
    );
    const isWhole = outcome.outcome === 'finished' && outcome.failed.length === 0;
    const gathered = isWhole ? await gather(batch, outcome, parts) : undefined;
    return { outcome, gathered };
  } finally {
    await journal.close();
  }
}

/** Writes the answers that are there beside the source. */
export async function gather(
  { prompt, source }: OpenBatch,
  { answers }: BatchOutcome,
  { services }: BatchParts,
): Promise<GatheredBatch> {
  const { file } = prompt;
  const origin = { template: file.path, templateHash: await templateHash(file) };
  const dataset = vscode.Uri.joinPath(source, '..', 'dataset.jsonl');
  const examples = file.expect === 'jsonl' ? await services.settings.of(dataset) : undefined;
  return writeBatch(answers, { source: source.fsPath, origin, ...(examples && { examples }) });
}

/** The project folder in which journals are kept. Throws a `Problem` where there is no disk. */
export function rootOf({ folder, uri }: LoadedPrompt): string {
  if (folder.root.scheme === 'file') return folder.root.fsPath;
  throw new Problem({
    code: 'not-supported',
    message: `${fileName(uri)} is not on this disk, and answers could not be kept beside it.`,
    remedy: 'Save it in a folder on this machine and try again.',
  });
}

/** A source as heads name it: relative to the project when it is in it. */
export function sourceName(root: string, source: vscode.Uri): string {
  const relative = path.relative(root, source.fsPath);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isInside ? relative.replaceAll(path.sep, '/') : source.fsPath;
}
