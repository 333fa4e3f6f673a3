import { drawAxes, plotFor, ticksFor } from './axes.ts';
import type { LineChart, LineSeries, Point } from './chart.ts';
import { decimate } from './decimate.ts';
import { dashOf, inkOf, markerPath } from './marker.ts';
import { valueText } from './numberText.ts';
import { type Scale, scaleOf, withinReason } from './scale.ts';
import { type DrawnChart, pixel, type ReachablePoint, type Shape, type Size } from './scene.ts';

/** Lays out lines. What is more than a point a pixel is thinned out, without losing a spike. */
export function lineScene(chart: LineChart, size: Size): DrawnChart {
  const { x, y, series } = chart;
  const limit = Math.max(Math.floor(size.width), 8);
  const lines = series.map(one => ({ ...one, points: decimate(one.points, limit) }));
  const ys = [...valuesOf(lines, point => point.y), ...(y.include ?? [])];
  const wanted = ticksFor(size.height - 52, 45);
  const plot = plotFor(size, y, scaleOf(ys, 0, 1, wanted));
  const yScale = scaleOf(ys, plot.bottom, plot.top, wanted);
  const xs = [...valuesOf(lines, point => point.x), ...(x.include ?? [])];
  const xScale = tightScale(xs, plot.left, plot.right, ticksFor(plot.right - plot.left, 90));
  const shapes = drawAxes(plot, x, xScale, y, yScale);
  const points: ReachablePoint[] = [];
  // What is faint lies behind the others.
  const order = [...lines.keys()].sort(
    (a, b) => Number(lines[b]!.faint ?? false) - Number(lines[a]!.faint ?? false),
  );
  for (const row of order) shapes.push(...drawLine(lines[row]!, row, xScale, yScale));
  for (const [row, line] of lines.entries()) points.push(...reachable(chart, line, row, xScale, yScale));
  return { scene: { ...size, shapes }, points };
}

/** An axis whose ends are the data's own: steps seldom end at a round number. */
function tightScale(values: readonly number[], from: number, to: number, wanted: number): Scale {
  const finite = values.filter(Number.isFinite).map(withinReason);
  const nice = scaleOf(finite, from, to, wanted);
  const low = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = finite.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (!(high - low > Math.max(Math.abs(low), Math.abs(high)) * 1e-9)) return nice;
  const factor = (to - from) / (high - low);
  const ticks = nice.ticks.filter(tick => tick >= low && tick <= high);
  return { ...nice, low, high, ticks, at: value => from + (withinReason(value) - low) * factor };
}

function drawLine(line: LineSeries, row: number, x: Scale, y: Scale): Shape[] {
  const dash = dashOf(row);
  const ink = inkOf(row);
  const shapes: Shape[] = [
    {
      kind: 'path',
      d: linePath(line.points, x, y),
      ink,
      width: line.faint ? 1 : 2,
      ...(line.faint && { faint: true }),
      ...(dash && !line.faint && { dash }),
    },
  ];
  for (const mark of line.marks ?? []) {
    if (!isFinitePoint(mark)) continue;
    shapes.push({ kind: 'path', d: markerPath(row, x.at(mark.x), y.at(mark.y), 5), ink, fill: true });
  }
  // A line of one point would not be seen.
  const [only, second] = line.points;
  if (only && !second && isFinitePoint(only) && !line.marks?.length) {
    shapes.push({ kind: 'path', d: markerPath(row, x.at(only.x), y.at(only.y), 4), ink, fill: true });
  }
  return shapes;
}

function linePath(points: readonly Point[], x: Scale, y: Scale): string {
  let d = '';
  let isPenDown = false;
  for (const point of points) {
    if (!isFinitePoint(point)) isPenDown = false;
    else {
      d += `${isPenDown ? 'L' : 'M'}${pixel(x.at(point.x))} ${pixel(y.at(point.y))}`;
      isPenDown = true;
    }
  }
  return d;
}

function reachable(chart: LineChart, line: LineSeries, row: number, x: Scale, y: Scale): ReachablePoint[] {
  const words = (point: Point) =>
    `${line.name}: ${valueText(point.y, chart.y.unit)} at ${chart.x.label} ${valueText(point.x, chart.x.unit)}`;
  const marks = (line.marks ?? []).filter(isFinitePoint).map(mark => ({
    at: mark.x,
    point: { x: x.at(mark.x), y: y.at(mark.y), row, text: `${words(mark)}, ${mark.text}` },
  }));
  const marked = new Set(marks.map(mark => mark.at));
  const others = line.points
    .filter(point => isFinitePoint(point) && !marked.has(point.x))
    .map(point => ({ at: point.x, point: { x: x.at(point.x), y: y.at(point.y), row, text: words(point) } }));
  return [...others, ...marks].sort((a, b) => a.at - b.at).map(({ point }) => point);
}

function* valuesOf(lines: readonly LineSeries[], of: (point: Point) => number): Iterable<number> {
  for (const { points, marks = [] } of lines) {
    for (const point of points) if (isFinitePoint(point)) yield of(point);
    for (const mark of marks) if (isFinitePoint(mark)) yield of(mark);
  }
}

function isFinitePoint({ x, y }: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}
