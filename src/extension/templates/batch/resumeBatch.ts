import path from 'node:path';
import * as vscode from 'vscode';
import { batchTarget } from '../../../core/batch/batchTarget.ts';
import { cancelledProblem, Problem } from '../../../core/util/problem.ts';
import { type BatchJournal, type UnfinishedBatch, unfinishedBatches } from '../../../node/batch/journals.ts';
import { readSource } from '../../../node/batch/readSource.ts';
import { PlanJournalFile } from '../../../node/planJournalFile.ts';
import { systemClock } from '../../../node/systemClock.ts';
import { fileName } from '../../files.ts';
import { withCancellableProgress } from '../../withCancellableProgress.ts';
import { loadPrompt } from '../loadPrompt.ts';
import { type BatchParts, planWithProgress, sendBatch } from './openBatch.ts';
import { tellBatch } from './tellBatch.ts';

/** Goes on with a run that was stopped, failed in part, or was ended by the window. Nothing is asked twice. */
export async function resumeBatch(parts: BatchParts): Promise<void> {
  const { root, unfinished } = await chooseUnfinished();
  const { head, file } = unfinished;
  const { services } = parts;
  const uri = vscode.Uri.file(path.join(root, head.template));
  const prompt = await loadPrompt(uri);
  if (!prompt) throw gone(head.template);
  const source = vscode.Uri.file(path.resolve(root, head.source));
  const connection = services.connections.connection(head.connection);
  if (!connection) throw noConnection(head.connection);
  const read = await withCancellableProgress(`Reading ${fileName(source)}`, signal =>
    readSource(source.fsPath, signal),
  );
  const provider = await services.connections.provider(connection, { attempts: 1 });
  const target = await withCancellableProgress(`Asking ${connection.name} about ${head.model}`, signal =>
    batchTarget(provider, head.model, systemClock, signal),
  );
  const planned = await planWithProgress(prompt, read, head, target, parts);
  const items = planned.items;
  const batch = { prompt, source, head, planned: { ...planned, items }, target, provider };
  const journal: BatchJournal = await PlanJournalFile.resume(file);
  await tellBatch(batch, await sendBatch(batch, journal, parts), parts);
}

async function chooseUnfinished(): Promise<{ root: string; unfinished: UnfinishedBatch }> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const all = await Promise.all(
    folders.map(async ({ uri }) =>
      (await unfinishedBatches(uri.fsPath)).map(unfinished => ({ root: uri.fsPath, unfinished })),
    ),
  );
  const items = all.flat().map(({ root, unfinished }) => ({
    label: `$(debug-continue) ${unfinished.head.template} over ${unfinished.head.source}`,
    description: `${unfinished.done} of ${unfinished.head.requests} done`,
    detail: `${unfinished.head.model} · ${new Date(unfinished.changed).toLocaleString()}`,
    root,
    unfinished,
  }));
  if (items.length === 0) {
    throw new Problem({
      code: 'not-found',
      message: 'No run is unfinished.',
      remedy: 'Begin one with Run over Dataset or Run over Folder.',
    });
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Resume Run',
    placeHolder: 'Only what is missing is asked',
    matchOnDetail: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen;
}

function gone(template: string): Problem {
  return new Problem({
    code: 'not-found',
    message: `The template ${template} is gone.`,
    remedy: 'Bring it back, or begin another run.',
  });
}

function noConnection(id: string): Problem {
  return new Problem({
    code: 'not-found',
    message: `The connection ${id} of this run is gone.`,
    remedy: 'Add it again under Connections, or begin another run.',
  });
}
