import { problemText } from '../../../core/util/problemText.ts';
import * as vscode from 'vscode';
import { count } from '../../../core/text/count.ts';
import { progressLine } from '../../../core/view/batchProgress.ts';
import type { BatchOutcome } from '../../../node/batch/runBatch.ts';
import type { GatheredBatch } from '../../../node/batch/writeBatch.ts';
import { systemClock } from '../../../node/systemClock.ts';
import { fileName } from '../../files.ts';
import { showMade } from '../../showMade.ts';
import type { Offer } from '../../tell.ts';
import { type BatchParts, gather, type OpenBatch } from './openBatch.ts';

/** Says how a batch ended and what can be done next. */
export async function tellBatch(
  batch: OpenBatch,
  { outcome, gathered }: { outcome: BatchOutcome; gathered: GatheredBatch | undefined },
  parts: BatchParts,
): Promise<void> {
  if (gathered) {
    await tellGathered(gathered, outcome, parts);
    return;
  }
  const { tell } = parts.services;
  const offers: Offer[] = [
    { title: 'Resume', run: () => vscode.commands.executeCommand('tunewright.resumeRun') },
  ];
  if (outcome.answers.length > 0) {
    const keep = async () => tellGathered(await gather(batch, outcome, parts), outcome, parts);
    offers.push({ title: 'Keep What Is There', run: () => keep().catch(error => tell.failed(error)) });
  }
  const line = progressLine(outcome.progress, systemClock.now());
  const [failed] = outcome.failed;
  const why = outcome.problem
    ? problemText(outcome.problem)
    : failed
      ? `${failed.id}: ${failed.message}`
      : 'It was stopped.';
  tell.warn(`${fileName(batch.prompt.uri)} over ${fileName(batch.source)}: ${line}. ${why}`, ...offers);
}

async function tellGathered(
  { files, good, rejected }: GatheredBatch,
  { answers }: BatchOutcome,
  { services }: BatchParts,
): Promise<void> {
  const main = files.dataset ?? files.answers;
  if (main === undefined) return;
  const uri = vscode.Uri.file(main);
  const open: Offer = { title: 'Open', run: () => vscode.window.showTextDocument(uri) };
  if (files.dataset === undefined) {
    services.tell.done(`${fileName(uri)}: ${count(answers.length, 'answer')}.`, open);
    return;
  }
  const shown = await showMade(uri);
  const opens = shown ? [shown] : [];
  const rejectedFile = files.rejected;
  if (rejectedFile === undefined) {
    services.tell.done(`${fileName(uri)}: ${count(good, 'example')}, all of them sound.`, ...opens);
    return;
  }
  services.tell.warn(
    `${fileName(uri)}: ${count(good, 'example')}. ${count(rejected, 'line')} cannot be trained on and ${rejected === 1 ? 'was' : 'were'} left out.`,
    ...opens,
    {
      title: 'Repair or Drop',
      run: () => vscode.commands.executeCommand('tunewright.reviewRejected', vscode.Uri.file(rejectedFile)),
    },
  );
}
