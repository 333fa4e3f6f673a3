/** A colour by its meaning: pages take it from the theme. Series beyond the last begin again. */
export type Ink = 'text' | 'quiet' | 'grid' | 'axis' | `series${number}`;

/** How many colours, dash patterns and markers there are. */
export const SERIES_STYLES = 6;

export type Shape =
  | {
      kind: 'path';
      /** As in the `d` of an SVG path. */
      d: string;
      ink: Ink;
      /** Filled, not stroked. */
      fill?: boolean;
      /** In pixels; absent: 1. */
      width?: number;
      /** Lengths of dashes and gaps; absent: a whole line. */
      dash?: readonly number[];
      faint?: boolean;
    }
  | {
      kind: 'text';
      x: number;
      y: number;
      text: string;
      ink: Ink;
      anchor: 'start' | 'middle' | 'end';
      /** Turned to read from below to above. */
      turned?: boolean;
      bold?: boolean;
    };

/** A drawing in pixels from the left and the top. It becomes SVG on the page and a canvas for a picture. */
export interface Scene {
  width: number;
  height: number;
  shapes: readonly Shape[];
}

/** A point that keys and pointer can reach. */
export interface ReachablePoint {
  x: number;
  y: number;
  /** Index of the series, bar group or point it belongs to: up and down walk over these. */
  row: number;
  /** What the readout says. */
  text: string;
}

/** A chart that was laid out. */
export interface DrawnChart {
  scene: Scene;
  /** By row, within a row from left to right. */
  points: readonly ReachablePoint[];
}

export interface Size {
  width: number;
  height: number;
}

/** Coordinates with a tenth of a pixel: what is finer only makes drawings longer. */
export function pixel(value: number): number {
  return Math.round(value * 10) / 10;
}
