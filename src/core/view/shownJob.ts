import type { JobEvent } from '../provider/fineTuning.ts';
import { decimate } from './chart/decimate.ts';
import { addedCurves, curvesOf, type JobCurves } from './jobCurves.ts';
import type { JobPageState, JobPageUpdate } from './jobPage.ts';

/** What the page of a job has of it and draws. */
export interface ShownJob extends JobPageState {
  /** Number of events before the first of `events`: a page begins with the last ones. */
  earlier: number;
  curves: JobCurves;
  /** True when the curves are so long that they were thinned out: they look the same, but tables want them whole. */
  isThinned: boolean;
}

/** More than fit into the log before it is scrolled. */
const LAST_EVENTS = 40;

/** More than one for each pixel of a wide window: a curve looks the same. */
const POINTS = 2000;

/** What a page can draw at once, small enough to travel with its document however long the job is. */
export function firstShown({ events, ...rest }: JobPageState): ShownJob {
  const earlier = Math.max(events.length - LAST_EVENTS, 0);
  const whole = Object.entries(curvesOf(events));
  const isThinned = whole.some(([, points]) => points.length > POINTS);
  const curves = Object.fromEntries(whole.map(([name, points]) => [name, decimate(points, POINTS)]));
  return { ...rest, earlier, events: events.slice(earlier), curves, isThinned };
}

/** The job with its whole log. Curves that were whole already stay, and are not drawn again. */
export function withLog(before: ShownJob, events: readonly JobEvent[]): ShownJob {
  // What was told meanwhile is not taken back.
  if (events.length < eventCount(before)) return before;
  const isSame = !before.isThinned && events.length === eventCount(before);
  const curves = isSame ? before.curves : curvesOf(events);
  return { ...before, events, earlier: 0, curves, isThinned: false };
}

/** Undefined when something before the update was missed: the whole must be asked for again. */
export function updatedShown(before: ShownJob, update: JobPageUpdate): ShownJob | undefined {
  const { from, events, ...rest } = update;
  if (from > eventCount(before) || from < before.earlier) return undefined;
  const added = events.slice(eventCount(before) - from);
  if (added.length === 0) return { ...before, ...rest };
  return {
    ...before,
    ...rest,
    events: [...before.events, ...added],
    curves: addedCurves(before.curves, curvesOf(added)),
  };
}

/** How many events the job has. */
export function eventCount({ earlier, events }: Pick<ShownJob, 'earlier' | 'events'>): number {
  return earlier + events.length;
}
