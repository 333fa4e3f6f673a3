import type { JobEvent } from '../provider/fineTuning.ts';
import { decimate } from './chart/decimate.ts';
import { curvesOf, type JobCurves } from './jobCurves.ts';
import type { JobPageState, JobPageUpdate } from './jobPage.ts';

/** What the page of a job has of it and draws. */
export interface ShownJob extends JobPageState {
  /** Number of events before the first of `events`: a page begins with the last ones. */
  earlier: number;
  curves: JobCurves;
}

/** More than fit into the log before it is scrolled. */
const LAST_EVENTS = 40;

/** More than two for each pixel of a wide window: a curve looks the same. */
const POINTS = 2000;

/** What a page can draw at once, small enough to travel with its document however long the job is. */
export function firstShown({ events, ...rest }: JobPageState): ShownJob {
  const earlier = Math.max(events.length - LAST_EVENTS, 0);
  const curves = Object.fromEntries(
    Object.entries(curvesOf(events)).map(([name, points]) => [name, decimate(points, POINTS)]),
  );
  return { ...rest, earlier, events: events.slice(earlier), curves };
}

/** The whole job. Curves that were drawn of as many measurements stay, and are not drawn again. */
export function wholeShown(state: JobPageState, before: ShownJob | undefined): ShownJob {
  const isSame = before !== undefined && eventCount(before) === state.events.length;
  const curves = curvesOf(state.events);
  return {
    ...state,
    earlier: 0,
    curves: isSame && haveSameSize(curves, before.curves) ? before.curves : curves,
  };
}

/** Undefined when something before the update was missed: the whole must be asked for again. */
export function updatedShown(before: ShownJob, update: JobPageUpdate): ShownJob | undefined {
  const { from, events: added, ...rest } = update;
  if (from > eventCount(before) || from < before.earlier) return undefined;
  if (added.length === 0 && from === eventCount(before)) return { ...before, ...rest };
  const events: JobEvent[] = [...before.events.slice(0, from - before.earlier), ...added];
  // Of the earlier ones only the curves are known.
  const isWhole = before.earlier === 0;
  return isWhole ? { ...before, ...rest, events, curves: curvesOf(events) } : { ...before, ...rest, events };
}

/** How many events the job has. */
export function eventCount({ earlier, events }: Pick<ShownJob, 'earlier' | 'events'>): number {
  return earlier + events.length;
}

function haveSameSize(one: JobCurves, other: JobCurves): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(name => one[name]?.length === other[name]?.length)
  );
}
