import type { RenderResult } from '../../core/template/dialect/render.ts';
import type { PromptJob } from '../../core/template/promptFile/renderPrompt.ts';
import { rootOfPath } from '../../core/template/promptFile/missingInputs.ts';

/** What stands where a value is missing, so that nobody takes the gap for meant. */
function markOf(path: string): string {
  return `[missing: ${path}]`;
}

/**
 * The rendered texts with a mark where a value is missing. Their spans are those of the texts without marks. Our own
 * dialect tells where that is; for MiniJinja, which does not, the marks are rendered as values.
 */
export async function markMissing(
  job: PromptJob,
  results: readonly RenderResult[],
  render: (job: PromptJob) => Promise<readonly RenderResult[]>,
): Promise<RenderResult[]> {
  const isBlind = (result: RenderResult, index: number) =>
    job.slots[index]?.dialect === 'minijinja' && result.missing.length > 0 && !result.error;
  if (!results.some(isBlind)) return results.map(markSpans);
  const names = results.filter(isBlind).flatMap(({ missing }) => missing.map(({ path }) => rootOfPath(path)));
  const marks = Object.fromEntries(names.map(name => [name, markOf(name)]));
  const again = await render({ ...job, values: { ...marks, ...job.values } });
  return results.map((result, index) =>
    isBlind(result, index) ? { ...result, text: again[index]!.text } : markSpans(result),
  );
}

function markSpans(result: RenderResult): RenderResult {
  let text = '';
  let taken = 0;
  for (const span of result.spans) {
    if (!span.missing) continue;
    text += result.text.slice(taken, span.end) + markOf(span.path ?? 'value');
    taken = span.end;
  }
  return { ...result, text: text + result.text.slice(taken) };
}
