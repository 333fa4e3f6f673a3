import { pixel, SERIES_STYLES, type Ink } from './scene.ts';

/** Series differ in colour, in the dashes of their line and in the shape of their marker: never in colour alone. */
const DASHES: readonly (readonly number[] | undefined)[] = [
  undefined,
  [6, 4],
  [2, 3],
  [10, 4, 2, 4],
  [12, 5],
  [4, 2, 1, 2],
];

export function dashOf(series: number): readonly number[] | undefined {
  return DASHES[series % SERIES_STYLES];
}

export function inkOf(series: number): Ink {
  return `series${series % SERIES_STYLES}`;
}

/** The outline of a series' marker around a point, as an SVG path; `size` is half its width. */
export function markerPath(series: number, x: number, y: number, size: number): string {
  const left = pixel(x - size);
  const right = pixel(x + size);
  const top = pixel(y - size);
  const bottom = pixel(y + size);
  const middle = `${pixel(x)} ${pixel(y)}`;
  switch (series % SERIES_STYLES) {
    case 0:
      return `M${left} ${pixel(y)}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0z`;
    case 1:
      return `M${left} ${top}H${right}V${bottom}H${left}z`;
    case 2:
      return `M${pixel(x)} ${top}L${right} ${bottom}H${left}z`;
    case 3:
      return `M${pixel(x)} ${top}L${right} ${pixel(y)}L${pixel(x)} ${bottom}L${left} ${pixel(y)}z`;
    case 4:
      return `M${left} ${top}H${right}L${pixel(x)} ${bottom}z`;
    default:
      return `M${left} ${top}L${middle}L${left} ${bottom}H${right}L${middle}L${right} ${top}z`;
  }
}
