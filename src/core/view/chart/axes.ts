import type { Axis } from './chart.ts';
import { tickText } from './numberText.ts';
import type { Scale } from './scale.ts';
import { pixel, type Shape, type Size } from './scene.ts';

/** Where the data is drawn, in pixels. */
export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** About how wide a character is in the font of ticks. */
export const CHARACTER = 6.5;

/** The room for the data: the widest tick text and the labels get theirs first. */
export function plotFor({ width, height }: Size, y: Axis, ticks: Pick<Scale, 'ticks' | 'step'>): Plot {
  const widest = Math.max(...ticks.ticks.map(tick => tickText(tick, y.unit, ticks.step).length), 1);
  return { left: Math.round(widest * CHARACTER) + 34, right: width - 16, top: 10, bottom: height - 42 };
}

/** Grid, ticks, their texts and the labels of both axes. */
export function drawAxes(plot: Plot, x: Axis, xScale: Scale, y: Axis, yScale: Scale): Shape[] {
  const shapes: Shape[] = [];
  const { left, right, top, bottom } = plot;
  for (const tick of yScale.ticks) {
    const at = pixel(yScale.at(tick));
    const text = tickText(tick, y.unit, yScale.step);
    shapes.push({ kind: 'path', d: `M${left} ${at}H${right}`, ink: 'grid' });
    shapes.push({ kind: 'text', x: left - 6, y: at + 4, text, ink: 'quiet', anchor: 'end' });
  }
  shapes.push(...drawXTicks(plot, x, xScale));
  shapes.push({ kind: 'path', d: `M${left} ${top}V${bottom}H${right}`, ink: 'axis' });
  const middle = (top + bottom) / 2;
  shapes.push({ kind: 'text', x: 12, y: middle, text: y.label, ink: 'text', anchor: 'middle', turned: true });
  return shapes;
}

/** Ticks below the plot, their texts, and the label of the axis. */
export function drawXTicks({ left, right, bottom }: Plot, x: Axis, scale: Scale): Shape[] {
  const shapes = scale.ticks.flatMap((tick): Shape[] => {
    const at = pixel(scale.at(tick));
    const text = tickText(tick, x.unit, scale.step);
    return [
      { kind: 'path', d: `M${at} ${bottom}v4`, ink: 'axis' },
      { kind: 'text', x: at, y: bottom + 17, text, ink: 'quiet', anchor: 'middle' },
    ];
  });
  const label: Shape = {
    kind: 'text',
    x: (left + right) / 2,
    y: bottom + 35,
    text: x.label,
    ink: 'text',
    anchor: 'middle',
  };
  return [...shapes, label];
}

/** How many ticks fit beside each other. */
export function ticksFor(length: number, distance: number): number {
  return Math.max(Math.floor(length / distance), 2);
}
