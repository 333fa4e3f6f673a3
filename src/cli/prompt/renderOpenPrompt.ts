import { analysePrompt } from '../../core/template/promptFile/analysePrompt.ts';
import { diagnosePrompt } from '../../core/template/promptFile/diagnosePrompt.ts';
import type { PromptFinding } from '../../core/template/promptFile/finding.ts';
import {
  assemblePrompt,
  promptJob,
  type RenderedPrompt,
} from '../../core/template/promptFile/renderPrompt.ts';
import { resolveValues } from '../../core/template/promptFile/values.ts';
import type { Io } from '../io.ts';
import type { GivenValues } from './givenValues.ts';
import { markMissing } from './markMissing.ts';
import { type MissingInput, missingInputs } from '../../core/template/promptFile/missingInputs.ts';
import type { OpenPrompt } from './openPrompt.ts';
import { renderFindings } from './renderFindings.ts';

/** What came of rendering a prompt. */
export interface PromptRendering {
  /** Absent when something is wrong with the prompt. */
  rendered?: RenderedPrompt;
  /** What it was rendered with, defaults included. */
  values: Readonly<Record<string, unknown>>;
  /** All that can be told of it; errors among them when `rendered` is absent. */
  findings: PromptFinding[];
  missing: MissingInput[];
  /** Names that were given one by one and that the prompt does not use, with the names it knows. */
  unknown: { name: string; known: readonly string[] }[];
}

/** Renders a prompt in a worker. Throws a `Problem` for a given value that cannot be used, and when cancelled. */
export async function renderOpenPrompt(
  { file }: OpenPrompt,
  given: GivenValues,
  io: Io,
): Promise<PromptRendering> {
  const analysis = analysePrompt(file);
  const inputs = new Set(analysis.inputs.keys());
  const { values } = resolveValues(file, given.valuesFor(file.inputs, inputs));
  const known = new Set(Object.keys(values));
  const findings = diagnosePrompt(file, analysis, { known });
  // What a prompt that only chooses does not use, the chosen one may.
  const unused = file.choices.length > 0 ? [] : given.names.filter(name => !inputs.has(name));
  const unknown = unused.map(name => ({ name, known: [...inputs] }));
  if (findings.some(({ severity }) => severity === 'error'))
    return { findings, values, missing: [], unknown };
  const job = promptJob(file, values);
  const results = await io.renderPrompt(job, io.signal);
  const marked = await markMissing(job, results, changed => io.renderPrompt(changed, io.signal));
  const rendered = assemblePrompt(file, values, marked);
  findings.push(...renderFindings(rendered));
  const missing = missingInputs(file, values, rendered);
  return { ...(!rendered.error && { rendered }), values, findings, missing, unknown };
}
