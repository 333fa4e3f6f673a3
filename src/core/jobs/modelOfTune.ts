import type { JobState } from '../provider/fineTuning.ts';
import { Problem } from '../util/problem.ts';
import { isEnded, type Job } from './job.ts';

/** A model that a tune made, and the id of the connection that it is asked at. */
export interface TunedModel {
  connection: string;
  model: string;
}

/**
 * The model that the latest job of a tune made, of those that succeeded. Throws a `Problem` while there is none.
 * @param jobs those that were launched with the tune
 * @param shown what the user calls the tune
 */
export function modelOfTune(jobs: readonly Job[], shown: string): TunedModel {
  const latest = jobs.filter(one => !one.removed).sort((one, other) => other.createdAt - one.createdAt);
  const made = latest.find(one => one.state === 'succeeded' && one.tunedModel !== undefined);
  if (made?.tunedModel !== undefined) return { connection: made.connection.id, model: made.tunedModel };
  throw noModel(latest, shown);
}

function noModel([last]: readonly Job[], shown: string): Problem {
  const otherwise = 'Or name a model as "model", with its "connection", instead of the tune.';
  if (!last) {
    return new Problem({
      code: 'not-found',
      message: `${shown} has made no model yet: no job of it was launched here.`,
      remedy: `Launch it, and compare once it has succeeded. ${otherwise}`,
    });
  }
  const isOver = isEnded(last);
  return new Problem({
    code: 'not-found',
    message: `${shown} has made no model yet: its last job ${IN_WORDS[last.state] ?? `is ${last.state}`}.`,
    remedy: isOver ? `Launch it again. ${otherwise}` : 'Compare again once it has succeeded.',
  });
}

const IN_WORDS: Readonly<Partial<Record<JobState, string>>> = {
  succeeded: 'has left none',
  failed: 'has failed',
  cancelled: 'was cancelled',
};
