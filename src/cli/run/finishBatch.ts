import path from 'node:path';
import { count } from '../../core/text/count.ts';
import { templateHash } from '../../core/run/templateHash.ts';
import { progressLine } from '../../core/view/batchProgress.ts';
import type { BatchOutcome } from '../../node/batch/runBatch.ts';
import { writeBatch } from '../../node/batch/writeBatch.ts';
import { systemClock } from '../../node/systemClock.ts';
import { DatasetOptions } from '../datasetOptions.ts';
import { EXIT, type Io } from '../io.ts';
import type { OpenPrompt } from '../prompt/openPrompt.ts';
import { tell } from '../tell.ts';
import { neutral } from '../terminal/neutral.ts';

/** Says how a batch ended, and writes what came. Returns the exit code. */
export async function finishBatch(
  outcome: BatchOutcome,
  refused: number,
  { file, root }: OpenPrompt,
  source: string,
  out: string | undefined,
  io: Io,
): Promise<number> {
  const { stderr, stdout, cwd } = io;
  const say = (line: string) => stderr.write(`${neutral(line)}\n`);
  await say(`${progressLine(outcome.progress, systemClock.now())}.`);
  for (const { id, message } of outcome.failed.slice(0, 10)) await say(`${id}: ${message}`);
  if (outcome.failed.length > 10) await say(`And ${outcome.failed.length - 10} more failed.`);
  if (outcome.problem) await tell(io, outcome.problem);
  const isOpen = outcome.outcome !== 'finished' || outcome.failed.length > 0;
  if (isOpen) await say('What is there is kept: the same command with --resume asks only what is missing.');
  if (outcome.outcome === 'cancelled') return EXIT.cancelled;
  if (outcome.answers.length === 0) return EXIT.failed;
  const origin = { template: file.path, templateHash: await templateHash(file) };
  const wanted = out === undefined ? undefined : path.resolve(cwd, out);
  // The options of datasets are not this command's; the project file alone decides.
  const options = new DatasetOptions({ options: new Map(), lists: new Map(), words: [] }, io);
  const settings =
    file.expect === 'jsonl'
      ? await options.settingsOf(wanted ?? path.join(root, 'dataset.jsonl'))
      : undefined;
  const gathered = await writeBatch(outcome.answers, {
    ...{ source, origin },
    ...(wanted !== undefined && { out: wanted }),
    ...(settings && { examples: settings }),
  });
  for (const written of Object.values(gathered.files)) {
    await stdout.write(`${neutral(path.relative(cwd, written) || written)}\n`);
  }
  if (settings) {
    await say(`${count(gathered.good, 'example')}, ${count(gathered.rejected, 'line')} rejected.`);
    if (gathered.rejected > 0)
      await say('Open the file of rejected lines in VS Code to repair or drop them.');
  }
  const isWhole = !isOpen && refused === 0 && gathered.rejected === 0;
  return isWhole ? EXIT.clean : EXIT.findings;
}
