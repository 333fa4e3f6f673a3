import type { RenderResult } from '../../core/template/dialect/render.ts';

/** What stands where a value is missing, so that nobody takes the gap for meant. */
function markOf(path: string | undefined): string {
  return `[missing: ${path ?? 'value'}]`;
}

/** The rendered text with a mark where a value is missing. Its spans are those of the text without marks. */
export function markMissing(result: RenderResult): RenderResult {
  let text = '';
  let taken = 0;
  for (const span of result.spans) {
    if (!span.missing) continue;
    text += result.text.slice(taken, span.end) + markOf(span.path);
    taken = span.end;
  }
  return taken === 0 && text === '' ? result : { ...result, text: text + result.text.slice(taken) };
}
