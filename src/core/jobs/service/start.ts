import type { JobSnapshot, StartRequest } from '../../provider/fineTuning.ts';
import { defined } from '../../provider/lenient.ts';
import { Problem } from '../../util/problem.ts';
import type { Job } from '../job.ts';
import { isSameRef } from '../reduceJob.ts';
import { giveUpOrWait, noteFailure } from './failure.ts';
import type { Hand } from './hand.ts';
import type { Outcome } from './pauses.ts';

/** Creates the job at the provider, once. Each attempt is on disk before it is made, and later ones look first. */
export async function startStep(hand: Hand): Promise<Outcome> {
  const wait = graceLeft(hand);
  if (wait > 0) return { kind: 'failed', atLeast: wait };
  try {
    const announced = await hand.announce({ kind: 'start-attempt' });
    if (announced.ref) return { kind: 'again' };
    const request = startRequest(announced, (announced.start?.attempts ?? 1) > 1);
    const snapshot = await startOrAdopt(hand, request);
    await hand.apply({ kind: 'snapshot', snapshot, capabilities: hand.provider.capabilities });
    return { kind: 'again' };
  } catch (thrown) {
    const uncertain = thrown instanceof Problem && thrown.data.details?.uncertain === true;
    if (uncertain) return noteFailure(hand, thrown, hand.timings.grace);
    return isNotReady(thrown) ? noteFailure(hand, thrown) : giveUpOrWait(hand, thrown);
  }
}

/** Does not create a job that the user does not want any more; one that was created after all is cancelled later. */
export async function callOffStep(hand: Hand): Promise<Outcome> {
  if (!hand.job().start) {
    await hand.apply({ kind: 'given-up' });
    return { kind: 'again' };
  }
  try {
    await hand.turn();
    const snapshot = await hand.tuning.find(startRequest(hand.job(), true), hand.signal);
    if (snapshot && !belongsToAnother(hand, snapshot)) {
      await hand.apply({ kind: 'snapshot', snapshot, capabilities: hand.provider.capabilities });
      return { kind: 'again' };
    }
  } catch (thrown) {
    return noteFailure(hand, thrown);
  }
  const wait = graceLeft(hand);
  if (wait > 0) return { kind: 'failed', atLeast: wait };
  await hand.apply({ kind: 'given-up' });
  return { kind: 'again' };
}

/** What the provider is asked for. */
export function startRequest(job: Job, again: boolean): StartRequest {
  const { plan, uploads, start } = job;
  const { model, method, suffix, seed, hyperparameters, grader, responseFormat, metadata, integrations } =
    plan!;
  return defined({
    clientId: job.id,
    again,
    attemptedAt: start?.firstAt,
    model,
    trainingFile: uploads.training?.file?.id ?? '',
    validationFile: uploads.validation?.file?.id,
    ...{ method, suffix, seed, hyperparameters, grader, responseFormat, metadata, integrations },
  }) as StartRequest;
}

async function startOrAdopt(hand: Hand, request: StartRequest): Promise<JobSnapshot> {
  const snapshot = await hand.tuning.start(request, hand.signal);
  // Where no id travels, what is found may be a job of another launch of the same file.
  if (!snapshot.adopted || !belongsToAnother(hand, snapshot)) return snapshot;
  return hand.tuning.start({ ...request, again: false }, hand.signal);
}

function belongsToAnother(hand: Hand, { ref }: JobSnapshot): boolean {
  return hand.others().some(job => job.ref && isSameRef(job.ref, ref));
}

/** Milliseconds in which a create whose answer was lost may still show up. */
function graceLeft({ job, parts, timings }: Hand): number {
  const { start } = job();
  return start ? start.lastAt + timings.grace - parts.clock.now() : 0;
}

/** Some servers refuse a file that they are still looking at; in a while they will take it. */
function isNotReady(thrown: unknown): boolean {
  return (
    thrown instanceof Problem &&
    /still being processed|not ready|try again later/i.test(thrown.data.cause ?? '')
  );
}
