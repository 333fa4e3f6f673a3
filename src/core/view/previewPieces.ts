import type { RenderResult } from '../template/dialect/render.ts';
import type { PreviewPiece } from './preview.ts';

/**
 * Cuts a rendered text into what was written in the template and what was put in. The same rendering has the same
 * pieces, so that a page is told only what is new.
 */
export function previewPieces(rendered: Pick<RenderResult, 'text' | 'spans'>): PreviewPiece[] {
  const known = drawn.get(rendered.spans);
  if (known?.text === rendered.text) return known.pieces;
  const pieces = cut(rendered);
  drawn.set(rendered.spans, { text: rendered.text, pieces });
  return pieces;
}

/** By the spans, which every rendering has of its own. */
const drawn = new WeakMap<RenderResult['spans'], { text: string; pieces: PreviewPiece[] }>();

function cut({ text, spans }: Pick<RenderResult, 'text' | 'spans'>): PreviewPiece[] {
  const pieces: PreviewPiece[] = [];
  let written = 0;
  const plainUpTo = (end: number) => {
    if (end <= written) return;
    const last = pieces.at(-1);
    // Tags that print nothing cut a text into spans that nobody needs to see.
    if (last?.kind === 'text') last.text += text.slice(written, end);
    else pieces.push({ kind: 'text', text: text.slice(written, end), start: written });
    written = end;
  };
  for (const { start, end, kind, path, missing } of spans) {
    plainUpTo(start);
    if (kind === 'text') plainUpTo(end);
    else {
      const isMissing = missing === true && start === end;
      const piece: PreviewPiece = {
        kind: isMissing ? 'missing' : 'value',
        text: text.slice(Math.max(start, written), end),
        start,
      };
      pieces.push(path === undefined ? piece : { ...piece, path });
      written = Math.max(written, end);
    }
  }
  plainUpTo(text.length);
  return pieces;
}
