import type { JobCheckpoint } from '../provider/fineTuning.ts';
import type { Point } from './chart/chart.ts';
import { type JobCurves, smoothed } from './jobCurves.ts';

/** What is noticed in the curves of a job. */
export interface Overfitting {
  /** The step with the lowest validation loss. */
  bestStep: number;
  /** For people: what is seen, what it means, what to do. */
  text: string;
}

/** Part by which the validation loss must have risen above its lowest, so that it is no noise. */
const RISE = 0.03;

/**
 * Whether the validation loss rises while the training loss falls: the model begins to learn its examples by heart.
 * Undefined when that cannot be seen, also for want of measurements.
 */
export function findOverfitting(
  curves: JobCurves,
  checkpoints: readonly Pick<JobCheckpoint, 'step' | 'model'>[],
): Overfitting | undefined {
  const validation = finite(curves.full_valid_loss ?? []);
  const sampled = finite(curves.valid_loss ?? []);
  // Losses of samples jump: only their average says something.
  const seen = validation.length >= MIN ? validation : smoothed(sampled);
  const training = smoothed(finite(curves.train_loss ?? []));
  const last = seen.at(-1);
  if (seen.length < MIN || !last || training.length < MIN) return undefined;
  const best = seen.reduce((least, point) => (point.y < least.y ? point : least), seen[0]!);
  const isRising = last.x > best.x && last.y > best.y * (1 + RISE) && last.y > best.y;
  const before = at(training, best.x);
  const after = training.at(-1)!;
  if (!isRising || !before || after.y >= before.y) return undefined;
  const kept = checkpoints.filter(({ step }) => step <= best.x).sort((a, b) => b.step - a.step)[0];
  const advice = kept
    ? `The checkpoint at step ${kept.step} is the last one before that.`
    : 'Fewer epochs, or more examples, would help.';
  const text =
    `Since step ${best.x} the validation loss has risen from ${number(best.y)} to ${number(last.y)}, while the ` +
    `training loss fell from ${number(before.y)} to ${number(after.y)}: the model begins to learn its examples by ` +
    `heart. ${advice}`;
  return { bestStep: best.x, text };
}

/** Fewer measurements show no direction. */
const MIN = 3;

function finite(points: readonly Point[]): Point[] {
  return points.filter(({ y }) => Number.isFinite(y));
}

/** The last point up to a step. */
function at(points: readonly Point[], step: number): Point | undefined {
  return points.findLast(point => point.x <= step) ?? points[0];
}

function number(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}
