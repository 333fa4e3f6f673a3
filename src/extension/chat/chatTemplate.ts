import type * as vscode from 'vscode';
import type { ChatMessage } from '../../core/provider/chat.ts';
import {
  assemblePrompt,
  promptJob,
  type RenderedPrompt,
} from '../../core/template/promptFile/renderPrompt.ts';
import { readInputValue, resolveValues } from '../../core/template/promptFile/values.ts';
import { Problem } from '../../core/util/problem.ts';
import type { PreviewInput } from '../../core/view/preview.ts';
import { drawPreview } from '../../core/view/previewState.ts';
import type { ChatNote } from '../../core/view/chat.ts';
import type { RenderClient } from '../../node/renderClient.ts';
import type { LoadedPrompt } from '../templates/loadPrompt.ts';
import type { PromptService } from '../templates/promptService.ts';
import type { PromptValues } from '../templates/promptValues.ts';

/** A template as a conversation uses it. */
export interface ChatTemplate {
  prompt: LoadedPrompt;
  rendered: RenderedPrompt;
  /** The messages before the first turn. */
  opening: ChatMessage[];
  /** The question at the end of the template; absent when it ends otherwise. */
  ending?: ChatMessage;
  /** The request beside model and messages. */
  parameters: Record<string, unknown>;
  /** Inputs that may be typed in, those of the ending first. */
  variables: string[];
  missing: string[];
  inputs: PreviewInput[];
  sets: string[];
  set?: string;
  notes: ChatNote[];
}

/** Renders the templates that conversations go by. */
export class ChatTemplates {
  readonly #prompts: PromptService;
  readonly #values: PromptValues;
  readonly #renderer: RenderClient;

  constructor(prompts: PromptService, values: PromptValues, renderer: RenderClient) {
    this.#prompts = prompts;
    this.#values = values;
    this.#renderer = renderer;
  }

  /**
   * The template as it is now, with `typed` as the text of one input. Undefined when its file is gone. The caller holds
   * the prompt.
   */
  async render(
    uri: vscode.Uri,
    typed: { name: string; text: string } | undefined,
    signal: AbortSignal,
  ): Promise<ChatTemplate | undefined> {
    const prompt = await this.#prompts.fresh(uri);
    if (!prompt) return undefined;
    const resolved = resolveValues(prompt.file, this.#values.given(prompt));
    const values = typed ? { ...resolved.values, [typed.name]: typedValue(prompt, typed) } : resolved.values;
    const { file } = prompt;
    const results = await this.#renderer.renderPrompt(promptJob(file, values), signal);
    const rendered = assemblePrompt(file, values, results);
    const { set, typed: texts } = this.#values.of(uri);
    const { state } = drawPreview({
      sequence: 0,
      file,
      rendered,
      resolved,
      typed: texts,
      sets: prompt.sets,
      set,
      restricted: false,
    });
    const { model: _, messages, n: __, stream: ___, ...parameters } = rendered.request;
    const all = Array.isArray(messages) ? (messages as ChatMessage[]) : [];
    const last = all.at(-1);
    const hasEnding = last?.role === 'user';
    return {
      prompt,
      rendered,
      opening: hasEnding ? all.slice(0, -1) : all,
      ...(hasEnding && { ending: last }),
      parameters,
      variables: hasEnding ? variablesOf(rendered, resolved.values, file) : [],
      missing: rendered.missing,
      inputs: state.inputs,
      sets: state.sets,
      ...(state.set !== undefined && { set: state.set }),
      notes: state.notes.map(({ severity, message, remedy, where }) => ({
        severity,
        message: `${where}: ${message}`,
        remedy,
        action: 'show-template' as const,
      })),
    };
  }
}

function typedValue({ file }: LoadedPrompt, { name, text }: { name: string; text: string }): unknown {
  const read = readInputValue(
    file.inputs.find(input => input.name === name),
    text,
  );
  if ('value' in read) return read.value;
  throw new Problem({
    code: 'rejected',
    message: `This cannot be the value of ${name}.`,
    remedy: read.fault,
  });
}

/** The names that stand in the template's question, those without a value first, then those that stand elsewhere. */
function variablesOf(
  { messages, missing }: RenderedPrompt,
  values: Readonly<Record<string, unknown>>,
  { inputs }: LoadedPrompt['file'],
): string[] {
  const namesIn = (some: RenderedPrompt['messages']) =>
    some.flatMap(({ texts }) =>
      texts.flatMap(({ spans }) => spans.flatMap(({ path }) => rootOf(path) ?? [])),
    );
  const inEnding = namesIn(messages.slice(-1));
  const lacking = inEnding.filter(name => !Object.hasOwn(values, name));
  const elsewhere = inEnding.length > 0 ? namesIn(messages.slice(0, -1)) : [];
  return [...new Set([...lacking, ...inEnding, ...elsewhere])].filter(
    // What a loop of the template names is no input.
    name => missing.includes(name) || inputs.some(input => input.name === name),
  );
}

function rootOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : /^[\p{L}_][\p{L}\p{N}_]*/u.exec(path)?.[0];
}
