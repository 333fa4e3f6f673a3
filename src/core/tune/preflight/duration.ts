import type { Job } from '../../jobs/job.ts';
import type { Connection } from '../../provider/connection.ts';

/** How long a job may take, in milliseconds. */
export type ExpectedDuration =
  | { kind: 'known'; low: number; high: number; jobs: number }
  | { kind: 'unknown' };

/**
 * From the jobs that ended on this connection before: what a token took them, and the time before training that each
 * had. No provider publishes anything about it.
 */
export function expectedDuration(
  billedTokens: number,
  connection: Pick<Connection, 'id'>,
  jobs: readonly Job[],
): ExpectedDuration {
  const paces = jobs.flatMap(({ connection: { id }, state, submittedAt, finishedAt, trainedTokens }) => {
    const fits = id === connection.id && state === 'succeeded' && submittedAt && finishedAt && trainedTokens;
    return fits ? [(finishedAt - submittedAt) / trainedTokens] : [];
  });
  if (paces.length === 0) return { kind: 'unknown' };
  const sorted = paces.sort((a, b) => a - b);
  const [fastest, slowest] = [sorted[0]!, sorted.at(-1)!];
  // A small job takes longer for each token than a large one, so the slowest says too much and the fastest too little.
  return {
    kind: 'known',
    low: fastest * billedTokens * 0.5,
    high: slowest * billedTokens * 1.5,
    jobs: paces.length,
  };
}
