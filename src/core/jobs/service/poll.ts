import { isFinalState } from '../../provider/jobState.ts';
import { isEnded, type JobAction } from '../job.ts';
import type { JobHappening } from '../reduceJob.ts';
import { isPassing, noteFailure, problemOf } from './failure.ts';
import type { Hand } from './hand.ts';
import type { Outcome } from './pauses.ts';

/** Asks the provider for everything that is new about a job. */
export async function pollStep(hand: Hand): Promise<Outcome> {
  const before = hand.job();
  const { provider, tuning, signal } = hand;
  const ref = before.ref!;
  try {
    await hand.turn();
    const snapshot = await tuning.read(ref, signal);
    const happenings: JobHappening[] = [{ kind: 'snapshot', snapshot, capabilities: provider.capabilities }];
    const isFinal = isFinalState(snapshot.state);
    const complete = await readLog(hand, happenings, isFinal);
    if (isFinal && complete) happenings.push({ kind: 'settled' });
    const after = await hand.apply(...happenings);
    if (isEnded(after)) return after.settled ? { kind: 'again' } : { kind: 'failed' };
    return { kind: after === before ? 'unchanged' : 'changed' };
  } catch (thrown) {
    return noteFailure(hand, thrown);
  }
}

/** Carries out what the user asked for. */
export async function actStep(hand: Hand, action: JobAction): Promise<Outcome> {
  const { tuning, signal, provider } = hand;
  const ref = hand.job().ref!;
  const act = { cancel: tuning.cancel, pause: tuning.pause, resume: tuning.resume }[action];
  try {
    if (!act) {
      const problem = notOffered(action);
      await hand.apply({ kind: 'refused', action, problem });
      return { kind: 'changed' };
    }
    const snapshot = await act.call(tuning, ref, signal);
    await hand.apply(
      { kind: 'snapshot', snapshot, capabilities: provider.capabilities },
      { kind: 'heard', action },
    );
    return { kind: 'changed' };
  } catch (thrown) {
    const problem = problemOf(hand, thrown);
    if (isPassing(problem)) return noteFailure(hand, thrown);
    await hand.apply({ kind: 'refused', action, problem });
    // It may have been refused because the job has ended meanwhile.
    return { kind: 'again' };
  }
}

/** Adds new events and checkpoints to `happenings`. False when some are still to be had. */
async function readLog(hand: Hand, happenings: JobHappening[], isFinal: boolean): Promise<boolean> {
  const { provider, tuning, signal, parts, id } = hand;
  const { cursor, ref } = hand.job();
  // Where no events are to be had, nothing says when there is a new one.
  let more = !provider.capabilities.events;
  let complete = true;
  const attempt = async (read: () => Promise<void>) => {
    try {
      await hand.turn();
      await read();
    } catch (thrown) {
      const problem = problemOf(hand, thrown);
      // What cannot be had will not be had later either; the rest of the job is worth showing in any case.
      if (isPassing(problem)) complete = false;
      else parts.log(`Job ${id}: ${problem.message}`);
    }
  };
  if (provider.capabilities.events) {
    await attempt(async () => {
      const log = await tuning.events(ref!, cursor, signal);
      if (log.events.length > 0) await parts.store.appendEvents(id, log.events);
      if (log.events.length > 0 || log.cursor !== undefined) {
        happenings.push({
          kind: 'log',
          events: log.events,
          ...(log.cursor !== undefined && { cursor: log.cursor }),
        });
      }
      more = log.events.some(event => /checkpoint/i.test(event.message));
    });
  }
  if (provider.capabilities.checkpoints && (isFinal || more)) {
    await attempt(async () => {
      happenings.push({ kind: 'checkpoints', checkpoints: await tuning.checkpoints(ref!, signal) });
    });
  }
  return complete;
}

function notOffered(action: JobAction) {
  return {
    code: 'not-supported',
    message: `This connection cannot ${action} a job.`,
    remedy: 'Use the web page of the provider.',
    retryable: false,
  } as const;
}
