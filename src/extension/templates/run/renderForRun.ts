import type * as vscode from 'vscode';
import { type MissingInput, missingInputs } from '../../../core/template/promptFile/missingInputs.ts';
import { assemblePrompt, promptJob } from '../../../core/template/promptFile/renderPrompt.ts';
import { readTyped, resolveValues } from '../../../core/template/promptFile/values.ts';
import { Problem } from '../../../core/util/problem.ts';
import type { RenderClient } from '../../../node/renderClient.ts';
import type { Services } from '../../services.ts';
import { type LoadedPrompt, toPromptText } from '../loadPrompt.ts';
import { askValues } from './askValues.ts';

/** A prompt that can be sent. */
export interface ReadyPrompt {
  prompt: LoadedPrompt;
  /** What it was rendered with, defaults included. */
  variables: Record<string, unknown>;
  request: Record<string, unknown>;
}

/**
 * Renders a prompt for a request, and asks for the values that are missing. Examples do not count as values: an answer to
 * one would answer a question that nobody asked. Throws a `Problem` for a prompt that cannot be sent.
 * @param given what people gave; defaults are added
 * @param owner the prompt that was run, which remembers what is typed in: another one may have been chosen by it
 */
export async function renderForRun(
  prompt: LoadedPrompt,
  given: Readonly<Record<string, unknown>>,
  owner: vscode.Uri,
  services: Pick<Services, 'analyse' | 'promptValues' | 'renderer'>,
  signal: AbortSignal,
): Promise<ReadyPrompt> {
  const { promptValues, renderer } = services;
  const fault = await firstFault(prompt, given, services, signal);
  if (fault !== undefined) throw faultyTemplate(prompt.file.path, fault);
  const first = await render(prompt, given, renderer, signal);
  const asked = first.missing.filter(({ isPart }) => !isPart);
  if (asked.length === 0) return ready(prompt, first);
  const answers = await askValues(asked);
  const { set, typed } = promptValues.of(owner);
  const chosen = { ...(set !== undefined && { set }), typed: { ...typed, ...answers } };
  await promptValues.choose(owner, chosen);
  const all = { ...given, ...readTyped(prompt.file, answers) };
  return ready(prompt, await render(prompt, all, renderer, signal));
}

/** Why a prompt cannot be sent as it is written; undefined when it can. What only rendering tells is told later. */
async function firstFault(
  prompt: LoadedPrompt,
  given: Readonly<Record<string, unknown>>,
  { analyse }: Pick<Services, 'analyse'>,
  signal: AbortSignal,
): Promise<string | undefined> {
  // The file of another program holds many prompts, of which this is one.
  if (prompt.file.kind === 'tensorzero') return prompt.file.problems[0]?.message;
  const known = [...Object.keys(given), ...prompt.sets.flatMap(({ values }) => Object.keys(values))];
  const findings = await analyse.call('diagnose', { ...toPromptText(prompt), known }, signal);
  return findings.find(({ severity }) => severity === 'error')?.message;
}

type Rendered = Omit<ReadyPrompt, 'prompt'> & { missing: MissingInput[] };

async function render(
  { file }: LoadedPrompt,
  given: Readonly<Record<string, unknown>>,
  renderer: RenderClient,
  signal: AbortSignal,
): Promise<Rendered> {
  const { values } = resolveValues(file, given);
  const rendered = assemblePrompt(file, values, await renderer.renderPrompt(promptJob(file, values), signal));
  if (rendered.error) throw faultyTemplate(file.path, rendered.error.message);
  return { variables: values, request: rendered.request, missing: missingInputs(file, values, rendered) };
}

function ready(prompt: LoadedPrompt, { variables, request, missing }: Rendered): ReadyPrompt {
  const [first] = missing;
  if (!first) return { prompt, variables, request };
  throw new Problem({
    code: 'rejected',
    message: `${prompt.file.path} has no value for ${first.name}.`,
    remedy: first.isPart
      ? 'It is a part of a value that was given: complete that in the preview, or choose another set of values.'
      : 'Type it into the form of the preview.',
  });
}

function faultyTemplate(path: string, message: string): Problem {
  return new Problem({
    code: 'rejected',
    reason: 'faulty-template',
    message: `${path} cannot be run: ${message}`,
    remedy: 'Mend what is underlined in it, and run it again.',
  });
}
