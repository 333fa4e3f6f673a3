import { chatRequest, modelFor, renderRequest } from '../evaluate/compare/openPrompt.ts';
import type { CompareHost } from '../evaluate/compare/compareHost.ts';
import { readChoice } from '../evaluate/graders/judgement.ts';
import type { ChatRequest } from '../provider/chat.ts';
import type { ModelPrice, Provider } from '../provider/provider.ts';
import { ask } from '../run/ask.ts';
import { costPart } from '../run/costParts.ts';
import type { PlanAnswer, PlanItem } from '../run/plan.ts';
import { likelyPrice } from '../run/planEstimate.ts';
import { requestHash } from '../run/requestHash.ts';
import type { PromptFile } from '../template/promptFile/promptFile.ts';
import { countRequest } from '../tokens/countRequest.ts';
import { ESTIMATE } from '../tokens/tokenizer.ts';
import type { Clock } from '../util/clock.ts';
import type { ProblemData } from '../util/problem.ts';
import { seededRandom } from '../util/seededRandom.ts';
import type { HadConversation } from './conversationFiles.ts';
import { verdictTokens } from './estimateConversations.ts';
import type { Judging } from './usersFile.ts';

export type JudgeModel = Judging['models'][number];

/** What a judge says of a conversation. */
export interface Verdict {
  /** The model that judged, as the file names it. */
  model: string;
  label: string;
  /** What the label is worth, 0 to 1. */
  score: number;
  reason?: string;
}

/** A conversation that is to be judged. */
export interface VerdictItem extends PlanItem {
  judge: JudgeModel;
  provider: Provider;
  request: ChatRequest;
}

export interface JudgingOptions {
  judging: Judging;
  /** The template of the judge. */
  file: PromptFile;
  seed: number;
  priceOf(speaker: JudgeModel): ModelPrice | undefined;
  host: Pick<CompareHost, 'renderPrompt' | 'provider'>;
  signal: AbortSignal;
}

const YES_NO = { yes: 1, no: 0 };
const USUAL_SECONDS = 60;

/** Draws a judge for each conversation. `unjudged` are the ids of those in which every judge took part. */
export async function planVerdicts(
  conversations: readonly HadConversation[],
  { judging, file, seed, priceOf, host, signal }: JudgingOptions,
): Promise<{ items: VerdictItem[]; unjudged: string[] }> {
  const items: VerdictItem[] = [];
  const unjudged: string[] = [];
  for (const conversation of conversations) {
    const judge = judgeOf(conversation, judging, seed, priceOf);
    if (!judge) {
      unjudged.push(conversation.id);
      continue;
    }
    const { persona = '', topic = '' } = conversation;
    const values = { conversation: transcript(conversation), persona, topic };
    const rendered = await renderRequest(file, values, host, signal);
    const provider = await host.provider(judge.connection);
    const model = await modelFor(provider, undefined, judge.model, signal);
    const request = chatRequest(rendered, model);
    const lane = provider.connection.id;
    const hash = await requestHash(lane, request);
    const item = { id: conversation.id, hash, lane, judge, provider, request };
    const prompt = countRequest({ ...request.parameters, messages: request.messages }, ESTIMATE).total;
    const price = likelyPrice({ prompt, likely: verdictTokens(longestAnswer(rendered)) }, priceOf(judge));
    items.push({ ...item, ...(price !== undefined && { price }) });
  }
  return { items, unjudged };
}

/** Asks one judge, who has so much time. */
export async function judgeConversation(
  { judge, provider, request }: VerdictItem,
  { choices = YES_NO, seconds = USUAL_SECONDS }: Judging,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<PlanAnswer<Verdict>> {
  const late = new AbortController();
  const done = new AbortController();
  const timer = clock.sleep(seconds * 1000, AbortSignal.any([signal, done.signal])).then(
    () => late.abort(),
    () => {},
  );
  try {
    const asked = await ask(provider, request, { clock, signal: AbortSignal.any([signal, late.signal]) });
    const spent = {
      ...(asked.price !== undefined && { price: asked.price }),
      parts: [costPart(provider, judge.model, asked)],
    };
    if (late.signal.aborted) return { problem: tooLate(seconds), ...spent };
    if (asked.problem) return { problem: asked.problem, ...spent };
    const { value, label, reason, failure } = readChoice(asked.chat.choices[0]?.text ?? '', choices);
    if (label === undefined || value === undefined) return { problem: noVerdict(failure), ...spent };
    const verdict: Verdict = {
      ...{ model: judge.model, label, score: value },
      ...(reason !== undefined && { reason }),
    };
    return { value: verdict, ...spent };
  } catch (error) {
    if (late.signal.aborted && !signal.aborted) return { problem: tooLate(seconds) };
    throw error;
  } finally {
    done.abort();
    await timer;
  }
}

/** The conversation as a judge reads it. */
function transcript({ messages }: Pick<HadConversation, 'messages'>): string {
  return messages
    .map(({ role, content }) => `${role === 'user' ? 'User' : 'Assistant'}: ${content}`)
    .join('\n\n');
}

/** The most tokens that a request lets its answer have; undefined when it sets no limit. */
export function longestAnswer(request: Readonly<Record<string, unknown>>): number | undefined {
  const most = request.max_completion_tokens ?? request.max_tokens;
  return typeof most === 'number' ? most : undefined;
}

/** Who judges a conversation; undefined when all who might took part in it. */
export function judgeOf(
  { id, userModel, responderModel }: Pick<HadConversation, 'id' | 'userModel' | 'responderModel'>,
  { models, choose }: Judging,
  seed: number,
  priceOf: JudgingOptions['priceOf'],
): JudgeModel | undefined {
  const free = models.filter(({ model }) => model !== userModel && model !== responderModel);
  if (choose === 'random') {
    const number = Number(/\d+$/.exec(id)?.[0] ?? 0);
    const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0xc2b2ae35));
    random();
    return free[Math.floor(random() * free.length)];
  }
  const costOf = (judge: JudgeModel) => {
    const price = priceOf(judge);
    return price?.input === undefined
      ? Number.POSITIVE_INFINITY
      : price.input + (price.output ?? price.input);
  };
  return free.reduce<JudgeModel | undefined>(
    (best, one) => (best === undefined || costOf(one) < costOf(best) ? one : best),
    undefined,
  );
}

function tooLate(seconds: number): ProblemData {
  return {
    code: 'timeout',
    message: `The judge gave no verdict within ${seconds} s.`,
    remedy: 'Give it more "seconds", or name a faster model.',
    retryable: false,
  };
}

function noVerdict(failure: string | undefined): ProblemData {
  return {
    code: 'bad-response',
    message: failure ?? 'The judge made none of the choices.',
    remedy: 'Say in its template how to answer.',
    retryable: true,
  };
}
