/** What a number of an axis means, which decides how it is written. `percent` is given as 0 to 1. */
export type Unit = 'number' | 'percent' | 'dollars' | 'milliseconds';

export interface Axis {
  label: string;
  unit: Unit;
  /** Values that the axis holds in any case, such as 0 and 1 of an accuracy; absent: only what the data needs. */
  include?: readonly number[];
}

export interface Point {
  x: number;
  y: number;
}

/** A point of a line that is worth a marker, such as a checkpoint. */
export interface MarkedPoint extends Point {
  /** What it is, as the readout says it. */
  text: string;
}

export interface LineSeries {
  name: string;
  /** By rising `x`. Numbers that are not finite leave a gap. */
  points: readonly Point[];
  /** Points that get a marker, wherever the line is; absent: none. */
  marks?: readonly MarkedPoint[];
  /** Drawn thinner and behind, as raw values are behind their average. */
  faint?: boolean;
}

/** Lines over a common axis. */
export interface LineChart {
  kind: 'line';
  title: string;
  x: Axis;
  y: Axis;
  series: readonly LineSeries[];
}

/** A value with the ends of its interval; without them no whisker is drawn. */
export interface Bar {
  value: number;
  low?: number;
  high?: number;
}

export interface BarGroup {
  name: string;
  /** One for each series of the chart, in its order; undefined where there is no value. */
  bars: readonly (Bar | undefined)[];
}

/** Horizontal bars, because names are long. */
export interface BarChart {
  kind: 'bar';
  title: string;
  value: Axis;
  /** What the bars of a group are, such as graders. */
  series: readonly string[];
  groups: readonly BarGroup[];
}

export interface ScatterPoint extends Point {
  name: string;
  /** The ends of the interval of `y`; absent: none is drawn. */
  low?: number;
  high?: number;
}

/** Named points, such as the score of each variant against its price. */
export interface ScatterChart {
  kind: 'scatter';
  title: string;
  x: Axis;
  y: Axis;
  points: readonly ScatterPoint[];
}

export type Chart = LineChart | BarChart | ScatterChart;
