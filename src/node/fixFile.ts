import path from 'node:path';
import { fixedChunks, type FixTally, planStreamFixes } from '../core/lint/fixStream.ts';
import type { ChooseFix } from '../core/lint/mendLine.ts';
import type { LintSettings } from '../core/lint/settings.ts';
import type { StreamOptions } from '../core/lint/streamLinter.ts';
import { PendingFile } from './atomicWrite.ts';
import { openDataset } from './datasetSource.ts';

/** A file is looked at again after it was rewritten as a whole, which uncovers what stands in it. */
const MAX_ROUNDS = 4;

/**
 * Applies the chosen fixes to a dataset of any size, in its place. The new file is written beside the old one and
 * takes its name at the end; where nothing is to be fixed, the file is not touched. A fix that renames is left out.
 */
export async function fixFile(
  file: string,
  settings: LintSettings,
  choose: ChooseFix,
  options: StreamOptions = {},
): Promise<FixTally> {
  const total: FixTally = { applied: 0, replaced: 0 };
  const chooseHere: ChooseFix = (finding, fix) => fix.rewrite !== 'rename-to-jsonl' && choose(finding, fix);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const done = await fixOnce(file, settings, chooseHere, options);
    total.applied += done.applied;
    total.replaced += done.replaced;
    if (done.applied === 0) break;
  }
  return total;
}

async function fixOnce(
  file: string,
  settings: LintSettings,
  choose: ChooseFix,
  options: StreamOptions,
): Promise<FixTally> {
  const tally: FixTally = { applied: 0, replaced: 0 };
  const source = await openDataset(file, options.signal);
  let pending: PendingFile | undefined;
  try {
    const plan = await planStreamFixes(source, settings, choose, options);
    if (plan.fixable === 0) return tally;
    pending = await PendingFile.begin(path.dirname(file), path.basename(file));
    for await (const chunk of fixedChunks(source, plan, choose, tally, options)) await pending.write(chunk);
    // Windows does not let a file take the place of one that is open.
    await source.close();
    if (tally.applied > 0) await pending.replace(file);
    return tally;
  } finally {
    await source.close();
    await pending?.discard();
  }
}
