import type { FileRewrite } from '../lint/finding.ts';
import { fixedChunks, type FixTally, planStreamFixes, type StreamFixPlan } from '../lint/fixStream.ts';
import type { ChooseFix } from '../lint/mendLine.ts';
import type { LintSettings } from '../lint/settings.ts';
import type { DatasetSource } from '../lint/streamLinter.ts';
import { LintRemedies, remedyIdOf } from './lintRemedies.ts';
import type { PrepareOptions, StagedSource } from './stage.ts';

/** A dataset after the linter's fixes. To be closed. */
export interface FixedDataset {
  /** The original when nothing was fixed. */
  source: DatasetSource;
  /** What the last look at it told. */
  facts: StreamFixPlan;
  /** Size of the original. */
  originalBytes: number;
  changed: boolean;
  /** Findings that were to be mended, by the id of their remedy. */
  counts: Map<string, number>;
  /** Everything that the linter offers for the file, chosen or not. */
  remedies: LintRemedies;
  close(): Promise<void>;
}

/** A rewrite of the whole file uncovers what stands in it, and that may need a rewrite again. */
const MAX_ROUNDS = 4;

const REVEALING: readonly FileRewrite[] = ['to-utf8', 'windows-1252-to-utf8', 'to-json-lines'];

/** Applies those fixes of the linter whose remedies are chosen. */
export async function applyLintFixes(
  original: DatasetSource,
  settings: LintSettings,
  isChosen: (remedyId: string, safety: 'safe' | 'unsafe') => boolean,
  { stage, signal, onProgress }: PrepareOptions,
): Promise<FixedDataset> {
  let staged: StagedSource | undefined;
  let originalBytes: number | undefined;
  const counts = new Map<string, number>();
  const remedies = new LintRemedies();
  const close = async () => staged?.close();
  const choose: ChooseFix = (finding, fix) => {
    const id = remedyIdOf(finding, fix);
    return id !== undefined && isChosen(id, fix.safety);
  };
  try {
    for (let round = 0; ; round++) {
      const source: DatasetSource = staged ?? original;
      const seen = new LintRemedies();
      const plan = await planStreamFixes(source, settings, counting(choose, counts, seen), {
        signal,
        onProgress: bytes => onProgress?.('reading', bytes),
      });
      remedies.join(seen);
      originalBytes ??= plan.bytes;
      const changed = staged !== undefined;
      const done = { source, facts: plan, originalBytes, changed, counts, remedies, close };
      if (plan.fixable === 0 || round === MAX_ROUNDS) return done;
      const tally: FixTally = { applied: 0, replaced: 0 };
      const chunks = fixedChunks(source, plan, choose, tally, {
        signal,
        onProgress: bytes => onProgress?.('fixing', bytes),
      });
      const next = await stage(chunks, original.name);
      if (tally.applied === 0) {
        await next.close();
        return done;
      }
      await staged?.close();
      staged = next;
      // The fixes of lines were applied until none was left; only what a rewrite uncovers is worth another look.
      if (!REVEALING.some(rewrite => plan.rewrites.has(rewrite))) {
        return { ...done, source: next, facts: { ...plan, bytes: next.bytes }, changed: true };
      }
    }
  } catch (error) {
    await close();
    throw error;
  }
}

/** The same choice, taking note of every finding once. */
function counting(choose: ChooseFix, counts: Map<string, number>, seen: LintRemedies): ChooseFix {
  let last: unknown;
  return (finding, fix) => {
    if (finding !== last) seen.add(finding);
    last = finding;
    const chosen = choose(finding, fix);
    const id = chosen ? remedyIdOf(finding, fix) : undefined;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    return chosen;
  };
}
