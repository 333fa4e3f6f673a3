import { parse } from 'yaml';
import { isYamlTooNested } from '../../text/yamlNesting.ts';
import { Problem } from '../../util/problem.ts';
import type { Imported } from './imported.ts';
import { importOpenaiEvals, isOpenaiEvals } from './importOpenaiEvals.ts';
import { importPromptfoo, isPromptfoo } from './importPromptfoo.ts';
import { importStoredCompletions, isStoredCompletions } from './importStoredCompletions.ts';

/**
 * Makes comparison, graders and datasets of another tool's file: an export of OpenAI's Evals, stored completions, or a
 * promptfoo configuration, in JSON, JSON lines or YAML. Throws a `Problem` when it is none of them.
 */
export function importEvaluation(text: string): Imported {
  const { files, unmapped } = importValues(text);
  return { files, unmapped: [...new Set(unmapped)] };
}

function importValues(text: string): Imported {
  const values = valuesIn(text.replace(/^\ufeff/, ''));
  const value = values.length === 1 ? values[0] : values;
  const list = Array.isArray(value) ? value : values.flatMap(one => listIn(one));
  if (isPromptfoo(value)) return importPromptfoo(value);
  if (isStoredCompletions(list)) return importStoredCompletions(list);
  if (isOpenaiEvals(value)) return importOpenaiEvals(value);
  throw new Problem({
    code: 'rejected',
    message: 'This is no export of OpenAI’s Evals, no stored completions and no promptfoo configuration.',
    remedy: 'Name a file that one of them wrote: JSON, JSON lines or YAML.',
  });
}

/** A page of a list of the API has its items under `data`. */
function listIn(value: unknown): unknown[] {
  const data = typeof value === 'object' && value !== null ? (value as { data?: unknown }).data : undefined;
  return Array.isArray(data) ? data : [value];
}

function valuesIn(text: string): unknown[] {
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    // Not one value.
  }
  try {
    const lines = text.split('\n').filter(line => line.trim() !== '');
    return lines.map(line => JSON.parse(line) as unknown);
  } catch {
    // Not lines of JSON either.
  }
  if (isYamlTooNested(text)) return [];
  try {
    // Keys are not compared with each other, which takes minutes for many. Aliases that repeat each other are bounded by the parser, those that hold themselves fail as JSON.
    return [
      JSON.parse(
        JSON.stringify(parse(text, { maxAliasCount: 100, logLevel: 'error', uniqueKeys: false })) ?? 'null',
      ) as unknown,
    ];
  } catch {
    return [];
  }
}
