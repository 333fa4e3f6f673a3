import { dashOf, inkOf, markerPath } from '../../../src/core/view/chart/marker.ts';
import type { Ink, Scene, Shape } from '../../../src/core/view/chart/scene.ts';

/** Pictures are made for documents and dense screens. */
const DENSITY = 2;
const MARGIN = 16;

/**
 * The scene as a PNG with its title and legend, in the colours that the page has now. It is drawn on a canvas: a page
 * may load no images, not even its own.
 */
export async function scenePng(
  scene: Scene,
  page: HTMLElement,
  title: string,
  legend: readonly string[],
): Promise<Uint8Array> {
  const style = getComputedStyle(page);
  const colour = (ink: Ink) => style.getPropertyValue(`--chart-${ink}`).trim() || style.color;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const font = (weight: number) => `${weight} 12px ${style.fontFamily}`;
  context.font = font(400);
  const rows = legendRows(legend, context, scene.width);
  const head = 26 + rows.length * 20;
  canvas.width = (scene.width + 2 * MARGIN) * DENSITY;
  canvas.height = (scene.height + head + 2 * MARGIN) * DENSITY;
  context.scale(DENSITY, DENSITY);
  context.fillStyle = style.getPropertyValue('--chart-paper').trim() || '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(MARGIN, MARGIN);
  context.font = font(600);
  context.fillStyle = colour('text');
  context.fillText(title, 0, 12);
  context.font = font(400);
  rows.forEach((row, index) => {
    for (const { name, series, x } of row) {
      const y = 32 + index * 20;
      context.strokeStyle = context.fillStyle = colour(inkOf(series));
      context.lineWidth = 2;
      context.setLineDash([...(dashOf(series) ?? [])]);
      context.stroke(new Path2D(`M${x} ${y}h30`));
      context.fill(new Path2D(markerPath(series, x + 15, y, 4)));
      context.fillStyle = colour('text');
      context.fillText(name, x + 36, y + 4);
    }
  });
  context.translate(0, head);
  for (const shape of scene.shapes) draw(context, shape, colour);
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
  return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
}

function draw(context: CanvasRenderingContext2D, shape: Shape, colour: (ink: Ink) => string): void {
  context.strokeStyle = context.fillStyle = colour(shape.ink);
  if (shape.kind === 'text') {
    context.save();
    context.translate(shape.x, shape.y);
    if (shape.turned) context.rotate(-Math.PI / 2);
    context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
    context.fillText(shape.text, 0, 0);
    context.restore();
    return;
  }
  const path = new Path2D(shape.d);
  context.globalAlpha = shape.faint ? 0.45 : 1;
  context.lineWidth = shape.width ?? 1;
  context.setLineDash([...(shape.dash ?? [])]);
  if (shape.fill) context.fill(path);
  else context.stroke(path);
  context.globalAlpha = 1;
}

/** Names beside each other, as many as fit in a row. */
function legendRows(names: readonly string[], context: CanvasRenderingContext2D, width: number) {
  const rows: { name: string; series: number; x: number }[][] = [];
  let right = Number.POSITIVE_INFINITY;
  names.forEach((name, series) => {
    const needed = context.measureText(name).width + 56;
    if (right + needed > width) {
      rows.push([]);
      right = 0;
    }
    rows.at(-1)!.push({ name, series, x: right });
    right += needed;
  });
  return rows;
}
