import { CHARACTER, drawXTicks, ticksFor } from './axes.ts';
import type { Bar, BarChart } from './chart.ts';
import { inkOf, markerPath } from './marker.ts';
import { valueText } from './numberText.ts';
import { scaleOf, type Scale } from './scale.ts';
import { type DrawnChart, pixel, type ReachablePoint, type Shape } from './scene.ts';

/** In pixels. */
const BAR = 14;
const BETWEEN_BARS = 4;
const BETWEEN_GROUPS = 14;

/** Lays out bars; the height follows from their number. */
export function barScene(chart: BarChart, width: number): DrawnChart {
  const { groups, series, value } = chart;
  const longest = Math.max(...groups.map(({ name }) => name.length), 1);
  const left = Math.round(Math.min(longest * CHARACTER + 28, width * 0.4));
  const perGroup = series.length * (BAR + BETWEEN_BARS) + BETWEEN_GROUPS;
  const bottom = 10 + groups.length * perGroup;
  const plot = { left, right: width - 64, top: 10, bottom };
  const scale = scaleOf(
    [0, ...(value.include ?? []), ...valuesOf(chart)],
    plot.left,
    plot.right,
    ticksFor(plot.right - plot.left, 80),
  );
  const shapes: Shape[] = scale.ticks.map(tick => ({
    kind: 'path',
    d: `M${pixel(scale.at(tick))} ${plot.top}V${bottom}`,
    ink: 'grid',
  }));
  const points: ReachablePoint[] = [];
  groups.forEach((group, row) => {
    const top = plot.top + row * perGroup + BETWEEN_GROUPS / 2;
    const middle = top + (perGroup - BETWEEN_GROUPS) / 2;
    const room = Math.floor((left - 28) / CHARACTER);
    const text = group.name.length > room ? `${group.name.slice(0, Math.max(room - 1, 1))}…` : group.name;
    shapes.push({ kind: 'text', x: left - 22, y: middle + 2, text, ink: 'text', anchor: 'end' });
    group.bars.forEach((bar, index) => {
      if (!bar || !Number.isFinite(bar.value)) return;
      const y = top + index * (BAR + BETWEEN_BARS);
      shapes.push(...drawBar(bar, index, y, scale, chart));
      const what = series.length > 1 ? `${group.name}, ${series[index]}` : group.name;
      points.push({ x: scale.at(bar.value), y: y + BAR / 2, row, text: `${what}: ${barText(bar, chart)}` });
    });
  });
  shapes.push(...drawXTicks(plot, value, scale));
  shapes.push({ kind: 'path', d: `M${pixel(scale.at(0))} ${plot.top}V${bottom}`, ink: 'axis' });
  return { scene: { width, height: bottom + 42, shapes }, points };
}

function drawBar(
  bar: Bar,
  series: number,
  y: number,
  scale: Scale,
  { value, series: all }: BarChart,
): Shape[] {
  const zero = scale.at(0);
  const end = scale.at(bar.value);
  const from = pixel(Math.min(zero, end));
  const to = pixel(Math.max(zero, end));
  const ink = inkOf(series);
  const middle = pixel(y + BAR / 2);
  const shapes: Shape[] = [
    { kind: 'path', d: `M${from} ${pixel(y)}H${to}v${BAR}H${from}z`, ink, fill: true },
    // The outline shows a bar of no length, too.
    { kind: 'path', d: `M${from} ${pixel(y)}H${to}v${BAR}H${from}z`, ink },
  ];
  if (all.length > 1) {
    shapes.push({ kind: 'path', d: markerPath(series, from - 10, y + BAR / 2, 4), ink, fill: true });
  }
  let right = to;
  if (bar.low !== undefined && bar.high !== undefined) {
    const low = pixel(scale.at(bar.low));
    const high = pixel(scale.at(bar.high));
    const cap = `${pixel(y + 3)}v${BAR - 6}`;
    shapes.push({
      kind: 'path',
      d: `M${low} ${middle}H${high}M${low} ${cap}M${high} ${cap}`,
      ink: 'text',
      width: 1.5,
    });
    right = Math.max(right, high);
  }
  const text = valueText(bar.value, value.unit);
  shapes.push({ kind: 'text', x: right + 6, y: middle + 4, text, ink: 'text', anchor: 'start' });
  return shapes;
}

/** `0.82, between 0.71 and 0.9`. */
function barText({ value, low, high }: Bar, chart: BarChart): string {
  const words = (number: number) => valueText(number, chart.value.unit);
  const isRange = low !== undefined && high !== undefined;
  return isRange ? `${words(value)}, between ${words(low)} and ${words(high)}` : words(value);
}

function* valuesOf({ groups }: BarChart): Iterable<number> {
  for (const { bars } of groups) {
    for (const bar of bars) {
      if (!bar) continue;
      yield bar.value;
      if (bar.low !== undefined) yield bar.low;
      if (bar.high !== undefined) yield bar.high;
    }
  }
}
