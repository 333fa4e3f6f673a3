import { Problem } from '../util/problem.ts';
import { throwIfAborted } from './body.ts';
import type { JobSnapshot, StartRequest } from './fineTuning.ts';

export interface StartWays {
  create(): Promise<JobSnapshot>;
  find(): Promise<JobSnapshot | undefined>;
}

/**
 * Creates a job at most once. A create whose answer was lost may have worked: then the job is looked for by our id
 * and adopted. That it is not found proves nothing (it may appear later, and some servers keep no metadata), so the
 * problem then says `details.uncertain`, and the next start is to be made with `again`.
 */
export async function startOnce(
  request: StartRequest,
  ways: StartWays,
  signal?: AbortSignal,
): Promise<JobSnapshot> {
  if (request.again) {
    const earlier = await ways.find();
    if (earlier) return { ...earlier, adopted: true };
  }
  try {
    return await ways.create();
  } catch (thrown) {
    if (!(thrown instanceof Problem) || !mayHaveArrived(thrown)) throw thrown;
    return adoptedOrThrow(thrown, ways, signal);
  }
}

async function adoptedOrThrow(problem: Problem, ways: StartWays, signal?: AbortSignal): Promise<JobSnapshot> {
  try {
    const found = await ways.find();
    if (found) return { ...found, adopted: true };
  } catch (thrown) {
    throwIfAborted(signal);
    if (!(thrown instanceof Problem)) throw thrown;
  }
  throw new Problem({
    ...problem.data,
    remedy:
      'It is not known whether the job was created. Start it again: it is looked for first, and adopted if it is there.',
    details: { ...problem.data.details, uncertain: true },
  });
}

/** False for failures that prove that the server did not act on the request. */
function mayHaveArrived(problem: Problem): boolean {
  const { code, reason } = problem.data;
  if (code === 'timeout') return true;
  if (code === 'bad-response')
    return reason !== 'redirected' && reason !== 'not-http' && reason !== 'html-page';
  return reason === 'connection-lost' || reason === 'network-failed' || reason === 'overloaded';
}
