import type { JobCheckpoint, JobEvent } from '../provider/fineTuning.ts';
import type { LineChart, LineSeries, MarkedPoint, Point } from './chart/chart.ts';

/** The measurements of one job, by name, each by rising step. */
export type JobCurves = Readonly<Record<string, readonly Point[]>>;

/** What the events measured. A step that was told twice keeps what was told last. */
export function curvesOf(events: readonly Pick<JobEvent, 'metrics'>[]): JobCurves {
  const curves = new Map<string, Map<number, number>>();
  for (const { metrics } of events) {
    if (!metrics) continue;
    for (const [name, value] of Object.entries(metrics.values)) {
      const curve = curves.get(name) ?? new Map<number, number>();
      curves.set(name, curve);
      curve.set(metrics.step, value);
    }
  }
  return Object.fromEntries(
    [...curves].map(([name, curve]) => [
      name,
      [...curve].map(([x, y]) => ({ x, y })).sort((a, b) => a.x - b.x),
    ]),
  );
}

/** Curves and what was measured later, which takes the place of what it measures again. */
export function addedCurves(before: JobCurves, added: JobCurves): JobCurves {
  const curves: Record<string, readonly Point[]> = { ...before };
  for (const [name, later] of Object.entries(added)) {
    const earlier = before[name] ?? [];
    const isAfter = (earlier.at(-1)?.x ?? Number.NEGATIVE_INFINITY) < (later[0]?.x ?? 0);
    curves[name] = isAfter ? [...earlier, ...later] : merged(earlier, later);
  }
  return curves;
}

function merged(earlier: readonly Point[], later: readonly Point[]): Point[] {
  const points = new Map([...earlier, ...later].map(({ x, y }) => [x, y]));
  return [...points].map(([x, y]) => ({ x, y })).sort((a, b) => a.x - b.x);
}

/** A job whose curves are drawn. */
export interface CurvedJob {
  name: string;
  curves: JobCurves;
  checkpoints: readonly Pick<JobCheckpoint, 'step' | 'model'>[];
}

/** One chart for each kind of measurement that any of the jobs has: loss, accuracy, reward, then all others. */
export function jobCharts(jobs: readonly CurvedJob[], smooth = false): LineChart[] {
  const charts: LineChart[] = [];
  for (const { title, y, names } of kindsOf(jobs)) {
    const series = jobs.flatMap(job => seriesOf(job, names, jobs.length > 1, smooth));
    if (series.some(({ points }) => points.length > 0)) {
      charts.push({ kind: 'line', title, x: { label: 'step', unit: 'number' }, y, series });
    }
  }
  return charts;
}

interface Kind {
  title: string;
  y: LineChart['y'];
  names: string[];
}

function kindsOf(jobs: readonly CurvedJob[]): Kind[] {
  const names = [...new Set(jobs.flatMap(({ curves }) => Object.keys(curves)))];
  const loss: Kind = { title: 'Loss', y: { label: 'loss', unit: 'number', include: [0] }, names: [] };
  const accuracy: Kind = {
    title: 'Token accuracy',
    y: { label: 'accuracy', unit: 'percent', include: [0, 1] },
    names: [],
  };
  const reward: Kind = { title: 'Reward', y: { label: 'reward', unit: 'number' }, names: [] };
  const others = new Map<string, Kind>();
  for (const name of names.sort(byRank)) {
    if (/loss$/.test(name)) loss.names.push(name);
    else if (/accuracy$/.test(name)) accuracy.names.push(name);
    else if (/reward/.test(name)) reward.names.push(name);
    else {
      const label = measureName(name);
      const kind = others.get(label) ?? { title: capital(label), y: { label, unit: 'number' }, names: [] };
      kind.names.push(name);
      others.set(label, kind);
    }
  }
  return [loss, accuracy, reward, ...others.values()].filter(kind => kind.names.length > 0);
}

function seriesOf(job: CurvedJob, names: readonly string[], isNamed: boolean, smooth: boolean): LineSeries[] {
  return names.flatMap((name): LineSeries[] => {
    const points = job.curves[name];
    if (!points || points.length === 0) return [];
    const what = partName(name);
    const title = isNamed ? `${job.name}, ${what}` : what;
    const marks = isMarked(name, job.curves) ? marksOf(points, job.checkpoints) : undefined;
    const own = { name: title, ...(marks && marks.length > 0 && { marks }) };
    // Single steps of a validation are few and say enough as they are.
    if (!smooth || points.length < 20) return [{ ...own, points }];
    return [{ ...own, points: smoothed(points) }];
  });
}

/** Checkpoints stand on the validation of the whole file, else on what there is. */
function isMarked(name: string, curves: JobCurves): boolean {
  const base = name.replace(/^(?:train|valid|full_valid)_/, '');
  const best = [`full_valid_${base}`, `valid_${base}`, `train_${base}`].find(one => one in curves);
  return best === undefined || best === name;
}

function marksOf(points: readonly Point[], checkpoints: CurvedJob['checkpoints']): MarkedPoint[] {
  return checkpoints.flatMap(({ step }): MarkedPoint[] => {
    const point = nearest(points, step);
    return point ? [{ x: step, y: point.y, text: `checkpoint at step ${step}` }] : [];
  });
}

function nearest(points: readonly Point[], step: number): Point | undefined {
  let found: Point | undefined;
  for (const point of points) {
    if (!found || Math.abs(point.x - step) <= Math.abs(found.x - step)) found = point;
  }
  return found;
}

/** An average that looks back and is not pulled to its beginning: about the last twenty steps count. */
export function smoothed(points: readonly Point[]): Point[] {
  let sum = 0;
  let weight = 0;
  return points.map(({ x, y }) => {
    if (Number.isFinite(y)) {
      sum = sum * KEPT + y * (1 - KEPT);
      weight = weight * KEPT + (1 - KEPT);
    }
    return { x, y: weight > 0 ? sum / weight : y };
  });
}

const KEPT = 0.9;

/** `full_valid_loss` is `validation (whole file)`. */
function partName(name: string): string {
  if (name.startsWith('full_valid_')) return 'validation (whole file)';
  if (name.startsWith('valid_')) return 'validation (sample)';
  if (name.startsWith('train_')) return 'training';
  return name.replaceAll('_', ' ');
}

function measureName(name: string): string {
  return name.replace(/^(?:train|valid|full_valid)_/, '').replaceAll('_', ' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Training first, then the validation of the whole file, then that of samples, so that their looks are always the same. */
function byRank(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function rank(name: string): number {
  if (name.startsWith('train_')) return 0;
  return name.startsWith('full_valid_') ? 1 : name.startsWith('valid_') ? 2 : 3;
}
