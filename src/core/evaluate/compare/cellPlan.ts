import type { ChatRequest } from '../../provider/chat.ts';
import { knownPrice } from '../../run/knownPrice.ts';
import type { PlanItem } from '../../run/plan.ts';
import { type ExpectedTokens, GUESSED_ANSWER, likelyPrice, mostOf } from '../../run/planEstimate.ts';
import { requestHash } from '../../run/requestHash.ts';
import type { RenderedPrompt } from '../../template/promptFile/renderPrompt.ts';
import { countRequest } from '../../tokens/countRequest.ts';
import { type Tokenizer, tokenizerFor } from '../../tokens/tokenizer.ts';
import { isAbort, type ProblemData, toProblemData } from '../../util/problem.ts';
import type { Case } from '../case.ts';
import { type Cell, cellId, type CellKey } from '../results/cell.ts';
import type { CompareHost } from './compareHost.ts';
import type { OpenComparison, OpenVariant } from './openComparison.ts';
import { cannotSend, chatRequest, renderRequest } from './openPrompt.ts';

/** A cell that can be asked for. */
export interface CellItem extends PlanItem {
  key: CellKey;
  variant: OpenVariant;
  request: ChatRequest;
  expected: ExpectedTokens;
}

export interface CellPlan {
  items: CellItem[];
  /** Cells that cannot be asked for as they are, with the reason: a value is missing, or there is nothing to send. */
  unsendable: Cell[];
}

/** All cells of a comparison, case by case, so that whole rows are there early. */
export async function planCells(
  { cases, variants, file }: OpenComparison,
  host: CompareHost,
  signal: AbortSignal,
): Promise<CellPlan> {
  const plan: CellPlan = { items: [], unsendable: [] };
  const tokenizers = new Map<string, Tokenizer>();
  for (const { model } of variants) tokenizers.set(model, await tokenizerFor(model));
  for (const one of cases) {
    // Variants often share a template.
    const rendered = new Map<string, Promise<RenderedPrompt['request']>>();
    for (const variant of variants) {
      signal.throwIfAborted();
      const request = await requestOf(variant, one, rendered, host, signal);
      for (let repetition = 0; repetition < (file.repetitions ?? 1); repetition++) {
        const key = { case: one.id, variant: variant.name, repetition };
        if ('code' in request) plan.unsendable.push(withoutAnswer(key, variant, request));
        else plan.items.push(await itemOf(key, variant, request, tokenizers.get(variant.model)!, host));
      }
    }
  }
  return plan;
}

/** Whether an answer must be asked for: there is none to this request, or none that is whole. */
export function isOpen(cell: Cell | undefined, hash: string): boolean {
  return cell?.request !== hash || Boolean(cell.problem || cell.truncated || cell.wrongModel);
}

async function requestOf(
  variant: OpenVariant,
  one: Case,
  rendered: Map<string, Promise<RenderedPrompt['request']>>,
  host: CompareHost,
  signal: AbortSignal,
): Promise<ChatRequest | ProblemData> {
  const { prompt, model, variant: named } = variant;
  try {
    if (!prompt) {
      if (!one.messages)
        throw cannotSend('The case has no conversation to send.', 'Give the variant a template.');
      return chatRequest({ messages: one.messages }, model, named.parameters);
    }
    const known = rendered.get(prompt.file.path) ?? renderRequest(prompt.file, one.values, host, signal);
    rendered.set(prompt.file.path, known);
    return chatRequest(await known, model, named.parameters);
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error;
    return toProblemData(error);
  }
}

async function itemOf(
  key: CellKey,
  variant: OpenVariant,
  request: ChatRequest,
  tokenizer: Tokenizer,
  { clock }: CompareHost,
): Promise<CellItem> {
  const { connection } = variant.provider;
  const { messages, parameters = {} } = request;
  const expected: ExpectedTokens = {
    prompt: countRequest({ messages, ...parameters }, tokenizer).total,
    likely: GUESSED_ANSWER,
    ...mostOf(request),
  };
  const price = likelyPrice(expected, knownPrice(connection, request.model, clock));
  return {
    id: cellId(key),
    hash: await requestHash(connection.id, request, key.repetition),
    lane: connection.id,
    ...(price !== undefined && { price }),
    ...{ key, variant, request, expected },
  };
}

function withoutAnswer(key: CellKey, { model }: OpenVariant, { cause: _, ...problem }: ProblemData): Cell {
  return { ...key, request: '', output: '', asked: model, problem };
}
