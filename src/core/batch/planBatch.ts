import type { ChatMessage, ChatRequest } from '../provider/chat.ts';
import type { ModelPrice } from '../provider/provider.ts';
import type { PlanItem } from '../run/plan.ts';
import { type ExpectedTokens, GUESSED_ANSWER, likelyPrice } from '../run/planEstimate.ts';
import { requestHash } from '../run/requestHash.ts';
import type { RenderResult } from '../template/dialect/render.ts';
import type { PromptFile } from '../template/promptFile/promptFile.ts';
import { assemblePrompt, type PromptJob, promptJob } from '../template/promptFile/renderPrompt.ts';
import { resolveValues } from '../template/promptFile/values.ts';
import { cancelledProblem } from '../util/problem.ts';
import type { BatchInput, BatchInputs } from './batchInput.ts';

/** A request of a batch, ready to be sent. */
export interface BatchItem extends PlanItem {
  input: BatchInput;
  request: ChatRequest;
  tokens: ExpectedTokens;
}

/** Whom a batch asks, and what that costs. */
export interface BatchTarget {
  /** The connection's id. */
  connection: string;
  model: string;
  /** US dollars for a million tokens; absent when nobody knows. */
  price?: ModelPrice;
  /** What the model reads at most, in tokens; absent when nobody knows. */
  contextTokens?: number;
  /** Counts the tokens of a request. */
  countRequest(request: Readonly<Record<string, unknown>>): number;
  /** Counts the tokens of a text. */
  count(text: string): number;
}

export interface BatchHost {
  renderPrompt(job: PromptJob, signal: AbortSignal): Promise<RenderResult[]>;
  /** Told after each input, with how many are done. */
  onRendered?(done: number): void;
  signal: AbortSignal;
}

export interface PlannedBatch {
  items: BatchItem[];
  refused: BatchInputs['refused'];
}

/**
 * Renders the template with the values of each input, until there are `limit` requests. What has no value or does not
 * fit the model is refused.
 */
export async function planBatch(
  file: PromptFile,
  { inputs, refused }: BatchInputs,
  target: BatchTarget,
  host: BatchHost,
  limit = Number.POSITIVE_INFINITY,
): Promise<PlannedBatch> {
  const planned: PlannedBatch = { items: [], refused: [...refused] };
  for (const [index, input] of inputs.entries()) {
    if (host.signal.aborted) throw cancelledProblem();
    if (planned.items.length >= limit) break;
    const made = await itemOf(file, input, target, host);
    if (typeof made === 'string') planned.refused.push({ from: input.from, reason: made });
    else planned.items.push(made);
    host.onRendered?.(index + 1);
  }
  return planned;
}

async function itemOf(
  file: PromptFile,
  input: BatchInput,
  target: BatchTarget,
  host: BatchHost,
): Promise<BatchItem | string> {
  const { values } = resolveValues(file, input.values);
  const rendered = assemblePrompt(
    file,
    values,
    await host.renderPrompt(promptJob(file, values), host.signal),
  );
  if (rendered.error) return rendered.error.message;
  if (rendered.missing.length > 0) return `There is no value for ${rendered.missing.join(', ')}.`;
  const { model: _, messages, ...parameters } = rendered.request;
  const request: ChatRequest = { model: target.model, messages: messages as ChatMessage[], parameters };
  const tokens = expectedTokens(rendered.request, target);
  const { contextTokens } = target;
  if (contextTokens !== undefined && tokens.prompt > contextTokens) {
    return `It has ${tokens.prompt} tokens, and ${target.model} reads ${contextTokens}.`;
  }
  const price = likelyPrice(tokens, target.price);
  return {
    id: input.from,
    hash: await requestHash(target.connection, request),
    lane: target.connection,
    ...(price !== undefined && { price }),
    input,
    request,
    tokens,
  };
}

function expectedTokens(
  request: Readonly<Record<string, unknown>>,
  { countRequest }: BatchTarget,
): ExpectedTokens {
  const limit = [request.max_completion_tokens, request.max_tokens].find(one => typeof one === 'number');
  const answers = typeof request.n === 'number' && request.n >= 1 ? request.n : 1;
  const likely = GUESSED_ANSWER * answers;
  return {
    prompt: countRequest(request),
    likely,
    ...(typeof limit === 'number' && { most: limit * answers }),
  };
}

/** Tokens that are left for the text of a document: what the model reads, less the template and the answer. */
export async function roomForText(
  file: PromptFile,
  variable: string,
  fixed: Readonly<Record<string, unknown>>,
  target: BatchTarget,
  host: BatchHost,
): Promise<number> {
  const { values } = resolveValues(file, { ...fixed, file: '', part: 1, parts: 1, [variable]: '' });
  const { request } = assemblePrompt(
    file,
    values,
    await host.renderPrompt(promptJob(file, values), host.signal),
  );
  const { prompt, most = DEFAULT_ANSWER } = expectedTokens(request, target);
  // Joined texts may have a few tokens more than their parts.
  const room = (target.contextTokens ?? DEFAULT_CONTEXT) - prompt - most - 16;
  return Math.max(0, room);
}

/** What models read at least that people still use, in tokens. */
const DEFAULT_CONTEXT = 8192;
const DEFAULT_ANSWER = 1024;
