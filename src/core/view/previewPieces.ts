import type { RenderResult } from '../template/dialect/render.ts';
import type { PreviewPiece } from './preview.ts';

/** Cuts a rendered text into what was written in the template and what was put in. */
export function previewPieces({ text, spans }: Pick<RenderResult, 'text' | 'spans'>): PreviewPiece[] {
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
