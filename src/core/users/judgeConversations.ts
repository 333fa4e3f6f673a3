import { chatRequest, modelFor, renderRequest } from '../evaluate/compare/openPrompt.ts';
import type { CompareHost } from '../evaluate/compare/compareHost.ts';
import { readChoice } from '../evaluate/graders/judgement.ts';
import type { ChatRequest } from '../provider/chat.ts';
import type { ModelPrice, Provider } from '../provider/provider.ts';
import { ask } from '../run/ask.ts';
import type { PlanAnswer, PlanItem } from '../run/plan.ts';
import { requestHash } from '../run/requestHash.ts';
import type { PromptFile } from '../template/promptFile/promptFile.ts';
import type { Clock } from '../util/clock.ts';
import type { ProblemData } from '../util/problem.ts';
import { seededRandom } from '../util/seededRandom.ts';
import type { HadConversation } from './conversationFiles.ts';
import type { Judging } from './usersFile.ts';

type JudgeModel = Judging['models'][number];

/** What a judge says of a conversation. */
export interface Verdict {
  /** The model that judged, as the file names it. */
  model: string;
  label: string;
  /** What the label is worth, 0 to 1. */
  score: number;
  reason?: string;
  /** Of question and answer together; absent when the server does not tell. */
  tokens?: number;
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
    items.push({ id: conversation.id, hash, lane, judge, provider, request });
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
    const spent = asked.price === undefined ? {} : { price: asked.price };
    if (late.signal.aborted) return { problem: tooLate(seconds), ...spent };
    if (asked.problem) return { problem: asked.problem, ...spent };
    const { value, label, reason, failure } = readChoice(asked.chat.choices[0]?.text ?? '', choices);
    if (label === undefined || value === undefined) return { problem: noVerdict(failure), ...spent };
    const { promptTokens, completionTokens } = asked.chat.usage ?? {};
    const tokens =
      promptTokens === undefined || completionTokens === undefined
        ? undefined
        : promptTokens + completionTokens;
    const verdict: Verdict = {
      ...{ model: judge.model, label, score: value },
      ...(reason !== undefined && { reason }),
      ...(tokens !== undefined && { tokens }),
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

function judgeOf(
  { id, userModel, responderModel }: HadConversation,
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
