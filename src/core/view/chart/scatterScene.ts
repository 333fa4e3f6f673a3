import { CHARACTER, drawAxes, type Plot, plotFor, ticksFor } from './axes.ts';
import type { ScatterChart, ScatterPoint } from './chart.ts';
import { inkOf, markerPath } from './marker.ts';
import { valueText } from './numberText.ts';
import { scaleOf } from './scale.ts';
import { type DrawnChart, pixel, type ReachablePoint, type Shape, type Size } from './scene.ts';

/** Lays out named points. A name that would cover another is left to the readout and the table. */
export function scatterScene(chart: ScatterChart, size: Size): DrawnChart {
  const { x, y } = chart;
  const points = chart.points.filter(point => Number.isFinite(point.x) && Number.isFinite(point.y));
  const ys = [...points.flatMap(({ y: at, low, high }) => [at, low ?? at, high ?? at]), ...(y.include ?? [])];
  const wanted = ticksFor(size.height - 52, 45);
  const plot = plotFor(size, y, scaleOf(ys, 0, 1, wanted));
  const yScale = scaleOf(ys, plot.bottom, plot.top, wanted);
  const xs = [...points.map(point => point.x), ...(x.include ?? [])];
  const xScale = scaleOf(xs, plot.left, plot.right, ticksFor(plot.right - plot.left, 90));
  const shapes = drawAxes(plot, x, xScale, y, yScale);
  const placed: Plot[] = [];
  const reached: ReachablePoint[] = [];
  points.forEach((point, row) => {
    const at = { x: xScale.at(point.x), y: yScale.at(point.y) };
    if (point.low !== undefined && point.high !== undefined) {
      const low = pixel(yScale.at(point.low));
      const high = pixel(yScale.at(point.high));
      const middle = pixel(at.x);
      const cap = (y: number) => `M${middle - 4} ${y}h8`;
      shapes.push({ kind: 'path', d: `M${middle} ${low}V${high}${cap(low)}${cap(high)}`, ink: inkOf(row) });
    }
    shapes.push({ kind: 'path', d: markerPath(row, at.x, at.y, 5), ink: inkOf(row), fill: true });
    const name = placeName(point.name, at, plot, placed);
    if (name) shapes.push(name);
    reached.push({ ...at, row, text: pointText(point, chart) });
  });
  return { scene: { ...size, shapes }, points: reached };
}

/** Right of the point, left of it, above or below: where nothing stands yet. */
function placeName(
  name: string,
  at: { x: number; y: number },
  plot: Plot,
  placed: Plot[],
): Shape | undefined {
  const text = name.length > 32 ? `${name.slice(0, 31)}…` : name;
  const width = text.length * CHARACTER;
  const places = [
    { x: at.x + 10, y: at.y, anchor: 'start' as const, left: at.x + 10 },
    { x: at.x - 10, y: at.y, anchor: 'end' as const, left: at.x - 10 - width },
    { x: at.x, y: at.y - 14, anchor: 'middle' as const, left: at.x - width / 2 },
    { x: at.x, y: at.y + 14, anchor: 'middle' as const, left: at.x - width / 2 },
  ];
  for (const { x, y, anchor, left } of places) {
    const box = { left, right: left + width, top: y - 8, bottom: y + 8 };
    const isInside = box.left >= plot.left && box.right <= plot.right + 12;
    if (!isInside || placed.some(other => overlap(box, other))) continue;
    placed.push(box);
    return { kind: 'text', x, y: y + 4, text, ink: 'text', anchor };
  }
  return undefined;
}

function overlap(a: Plot, b: Plot): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function pointText({ name, x, y, low, high }: ScatterPoint, chart: ScatterChart): string {
  const yText = (value: number) => valueText(value, chart.y.unit);
  const range = low !== undefined && high !== undefined ? `, between ${yText(low)} and ${yText(high)}` : '';
  return `${name}: ${chart.y.label} ${yText(y)}${range}, ${chart.x.label} ${valueText(x, chart.x.unit)}`;
}
