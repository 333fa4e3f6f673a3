import type { Ink, Scene, Shape } from './scene.ts';

/** A scene as the text of an SVG, for pages that have no script. `harmless` makes a text harmless; colours come by class. */
export function sceneText({ width, height, shapes }: Scene, harmless: (text: string) => string): string {
  const inner = shapes.map(shape => shapeText(shape, harmless)).join('');
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" aria-hidden="true">${inner}</svg>`;
}

function shapeText(shape: Shape, harmless: (text: string) => string): string {
  if (shape.kind === 'text') {
    const { x, y, text, ink, anchor, turned, bold } = shape;
    const turn = turned ? ` transform="rotate(-90 ${x} ${y})"` : '';
    return `<text class="${look('fill', ink, bold && 'bold')}" x="${x}" y="${y}" text-anchor="${anchor}"${turn}>${harmless(text)}</text>`;
  }
  const { d, ink, fill, width = 1, dash, faint } = shape;
  const dashes = dash ? ` stroke-dasharray="${dash.join(' ')}"` : '';
  return `<path class="${look(fill ? 'fill' : 'stroke', ink, faint && 'faint')}" d="${d}" stroke-width="${fill ? 0 : width}"${dashes}/>`;
}

function look(how: 'fill' | 'stroke', ink: Ink, more: string | false | undefined): string {
  return `${how}-${ink}${more ? ` ${more}` : ''}`;
}
