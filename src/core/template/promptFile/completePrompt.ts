import { type Completions, completionsAt } from '../completion.ts';
import type { PromptAnalysis } from './analysePrompt.ts';
import type { PromptFile } from './promptFile.ts';

/**
 * What can be written at an offset inside a template of a prompt; the range is in the same file. Undefined outside
 * templates. In a JSON file the items are names, which need no escapes.
 * @param file path of the file that the offset is in; absent means the prompt file itself
 */
export function completePrompt(
  prompt: PromptFile,
  analysis: PromptAnalysis,
  offset: number,
  values: Readonly<Record<string, unknown>>,
  file?: string,
): Completions | undefined {
  const template = analysis.templates.find(each => {
    if (each.file !== file) return false;
    const { start, end } = each.map.rangeToFile({ start: 0, end: each.source.length });
    return start <= offset && offset <= end;
  });
  if (!template) return undefined;
  const inputs = new Map(
    [...analysis.inputs.values()].map(input => [input.name, input.declaration?.description]),
  );
  if (prompt.choices.length > 0) inputs.set('choices', undefined);
  for (const name of Object.keys(values)) if (!inputs.has(name)) inputs.set(name, undefined);
  const found = completionsAt(template.source, template.map.fromFile(offset), { inputs, values });
  return found && { items: found.items, ...template.map.rangeToFile(found) };
}
