import type { ChatMessage, ChatRequest } from '../../provider/chat.ts';
import type { Provider } from '../../provider/provider.ts';
import { knownPrice } from '../../run/knownPrice.ts';
import type { PlanItem } from '../../run/plan.ts';
import { type ExpectedTokens, GUESSED_ANSWER, likelyPrice, mostOf } from '../../run/planEstimate.ts';
import { requestHash } from '../../run/requestHash.ts';
import { countRequest } from '../../tokens/countRequest.ts';
import { tokenizerFor } from '../../tokens/tokenizer.ts';
import { whyUnusable } from '../graders/gradeAnswer.ts';
import { gradeInput, type GradeTools } from '../graders/gradeInput.ts';
import type { GraderOf } from '../graders/graderType.ts';
import type { Results } from '../results/readResults.ts';
import type { CompareHost } from './compareHost.ts';
import { cellsByCase } from './cellsByCase.ts';
import {
  type JudgeQuestion,
  judgeQuestions,
  judgesOf,
  type ModelGrader,
  modelMessages,
  modelParts,
} from './judgeQuestions.ts';
import type { OpenComparison, OpenGrader } from './openComparison.ts';
import { textOfContent } from './textOfMessages.ts';
import { chatRequest, modelFor, openPrompt, renderRequest } from './openPrompt.ts';

/** A question to a judge. */
export interface JudgeItem extends PlanItem {
  /** The name of the grader that asks it, and which of its judges is asked, as `judgeId` names it. */
  grader: string;
  part: string;
  provider: Provider;
  request: ChatRequest;
  expected: ExpectedTokens;
}

/** Every question that the graders of a comparison have about the answers that are there. */
export async function planJudges(
  comparison: OpenComparison,
  results: Results,
  tools: GradeTools,
  host: CompareHost,
  signal: AbortSignal,
): Promise<JudgeItem[]> {
  const items: JudgeItem[] = [];
  for (const open of comparison.graders) {
    const planner = new JudgePlanner(open, host, signal, items);
    await planner.plan(comparison, results, tools);
  }
  return items;
}

class JudgePlanner {
  readonly #open: OpenGrader;
  readonly #host: CompareHost;
  readonly #signal: AbortSignal;
  readonly #items: JudgeItem[];

  constructor(open: OpenGrader, host: CompareHost, signal: AbortSignal, items: JudgeItem[]) {
    this.#open = open;
    this.#host = host;
    this.#signal = signal;
    this.#items = items;
  }

  async plan(comparison: OpenComparison, results: Results, tools: GradeTools): Promise<void> {
    const { grader } = this.#open;
    if (grader.type === 'judge' || grader.type === 'pairwise')
      return this.#byTemplate(grader, comparison, results);
    for (const [part, model] of modelParts(grader)) {
      const provider = await this.#host.provider(model.connection);
      for (const { one, questions } of this.#questions(part, comparison, results)) {
        for (const question of questions) {
          const request = modelRequest(model, gradeInput(one, question.cells[0]!, tools));
          if (request) await this.#add(question, provider, request);
        }
      }
    }
  }

  async #byTemplate(
    grader: GraderOf<'judge' | 'pairwise'>,
    comparison: OpenComparison,
    results: Results,
  ): Promise<void> {
    const file = await openPrompt(grader.template, this.#open.path, this.#host);
    for (const [number, judge] of judgesOf(grader).entries()) {
      const provider = await this.#host.provider(judge.connection ?? file.connection);
      const model = await modelFor(provider, judge.model, file.request.model, this.#signal);
      for (const { one, questions } of this.#questions(`${number}`, comparison, results)) {
        const shared = { ...one.values, ...(one.reference !== undefined && { reference: one.reference }) };
        const asked = { ...shared, ...(one.messages && { question: lastQuestion(one.messages) }) };
        for (const question of questions) {
          const [first, second] = question.cells.map(({ output }) => output);
          const answers = second === undefined ? { answer: first } : { answer_a: first, answer_b: second };
          const request = await renderRequest(file, { ...asked, ...answers }, this.#host, this.#signal);
          await this.#add(question, provider, chatRequest(request, model));
        }
      }
    }
  }

  *#questions(part: string, comparison: OpenComparison, results: Results) {
    for (const { one, cells } of cellsByCase(comparison, results)) {
      const usable = cells.filter(cell => whyUnusable(cell) === undefined);
      yield { one, questions: judgeQuestions(this.#open, usable).filter(each => each.part === part) };
    }
  }

  async #add({ id, part }: JudgeQuestion, provider: Provider, request: ChatRequest): Promise<void> {
    const { connection } = provider;
    const tokenizer = await tokenizerFor(request.model);
    const prompt = countRequest({ messages: request.messages }, tokenizer).total;
    const expected = { prompt, likely: GUESSED_ANSWER, ...mostOf(request) };
    const price = likelyPrice(expected, knownPrice(connection, request.model, this.#host.clock));
    const hash = await requestHash(connection.id, request);
    this.#items.push({
      ...{ id, part, hash, grader: this.#open.name },
      lane: connection.id,
      ...(price !== undefined && { price }),
      provider,
      request,
      expected,
    });
  }
}

/** What OpenAI's model graders are asked. Undefined when the grader names what this answer does not have. */
function modelRequest(
  grader: ModelGrader,
  { context }: ReturnType<typeof gradeInput>,
): ChatRequest | undefined {
  let messages: ChatMessage[];
  try {
    messages = modelMessages(grader, context);
  } catch {
    return undefined;
  }
  const wanted = grader.type === 'label_model' ? labelSchema(grader.labels) : SCORE_SCHEMA;
  return {
    model: grader.model,
    messages,
    parameters: {
      ...(grader.sampling_params as Record<string, unknown> | undefined),
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'judgement', strict: true, schema: wanted },
      },
    },
  };
}

/** Reasons first, so that the judge thinks before it judges. */
const SCORE_SCHEMA = schemaOf('score', { type: 'number' });

function labelSchema(labels: readonly string[]) {
  return schemaOf('label', { type: 'string', enum: [...labels] });
}

function schemaOf(key: string, value: Record<string, unknown>) {
  return {
    type: 'object',
    properties: { reasoning: { type: 'string' }, [key]: value },
    required: ['reasoning', key],
    additionalProperties: false,
  };
}

function lastQuestion(messages: readonly ChatMessage[]): string {
  return textOfContent(messages.findLast(({ role }) => role === 'user')?.content);
}
