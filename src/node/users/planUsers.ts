import type { CompareHost } from '../../core/evaluate/compare/compareHost.ts';
import { openPrompt, renderRequest } from '../../core/evaluate/compare/openPrompt.ts';
import type { ModelPrice, Provider } from '../../core/provider/provider.ts';
import { knownPrice } from '../../core/run/knownPrice.ts';
import type { PromptFile } from '../../core/template/promptFile/promptFile.ts';
import { countRequest } from '../../core/tokens/countRequest.ts';
import { estimateTokens } from '../../core/tokens/estimate.ts';
import { ESTIMATE } from '../../core/tokens/tokenizer.ts';
import {
  estimateConversation,
  estimateVerdict,
  sumEstimates,
  type UsersEstimate,
} from '../../core/users/estimateConversations.ts';
import { judgeOf, longestAnswer } from '../../core/users/judgeConversations.ts';
import { type ConversationItem, laneOf, planConversations } from '../../core/users/planConversations.ts';
import type { Speaker, UsersFile } from '../../core/users/usersFile.ts';
import { systemClock } from '../systemClock.ts';
import type { UsersNeed } from './usersSpending.ts';

export type UsersHost = Pick<CompareHost, 'read' | 'renderPrompt' | 'provider'>;

/** Conversations that are to be had, with what they will need. */
export interface PlannedUsers {
  file: UsersFile;
  items: ConversationItem[];
  /** What each model will need for each conversation, judges included. */
  needs: UsersNeed[];
  /** Of all together. */
  estimate: UsersEstimate;
  /** How many conversations will be judged. */
  verdicts: number;
  /** The judge's template; absent when nobody judges. */
  judge?: PromptFile;
  providers: ReadonlyMap<string, Provider>;
}

/**
 * Draws the conversations and opens the connections and the template of those who speak and judge. `path` is where the
 * file is, as `read` knows it. Throws a `Problem` when one is not there.
 */
export async function planUsers(
  file: UsersFile,
  host: UsersHost & { path: string },
  limit: number | undefined,
  signal: AbortSignal,
): Promise<PlannedUsers> {
  const providers = new Map<string, Provider>();
  for (const { connection } of [file.user, ...file.responders, ...(file.judge?.models ?? [])]) {
    const name = laneOf({ connection });
    if (!providers.has(name)) providers.set(name, await host.provider(connection));
  }
  const judge = file.judge && (await openPrompt(file.judge.template, host.path, host));
  const verdictNeed = await verdictNeeds(file, judge, providers, host, signal);
  const priceOf = pricesOf(providers);
  const needs: UsersNeed[] = [];
  const items = (await planConversations(file)).slice(0, limit).map(item => {
    const { user, responder } = item;
    const prices = { user: priceOf(user), responder: priceOf(responder) };
    const sides = estimateConversation(item, prices, estimateTokens);
    const spoken = [
      needOf('run', user, sides.user, providers),
      needOf('run', responder, sides.responder, providers),
    ];
    needs.push(...spoken, ...verdictNeed(item));
    const { price } = sumEstimates([sides.user, sides.responder]);
    return { ...item, ...(price !== undefined && { price }) };
  });
  const estimate = sumEstimates(needs.map(need => need.estimate));
  const verdicts = needs.filter(({ kind }) => kind === 'judge').length;
  return { file, items, needs, estimate, verdicts, providers, ...(judge && { judge }) };
}

/** What judging will need of each judge, by the request that it makes of an empty conversation. */
async function verdictNeeds(
  { judge: judging, seed = 1 }: UsersFile,
  judge: PromptFile | undefined,
  providers: ReadonlyMap<string, Provider>,
  host: UsersHost,
  signal: AbortSignal,
): Promise<(item: ConversationItem) => UsersNeed[]> {
  if (!judging || !judge) return () => [];
  const priceOf = pricesOf(providers);
  const empty = await renderRequest(judge, { conversation: '', persona: '', topic: '' }, host, signal);
  const size = { template: countRequest(empty, ESTIMATE).total, most: longestAnswer(empty) };
  return item => {
    const models = { userModel: item.user.model, responderModel: item.responder.model };
    const one = judgeOf({ id: item.id, ...models }, judging, seed, priceOf);
    return one ? [needOf('judge', one, estimateVerdict(item, size, priceOf(one)), providers)] : [];
  };
}

function needOf(
  kind: UsersNeed['kind'],
  speaker: Pick<Speaker, 'model' | 'connection'>,
  estimate: UsersEstimate,
  providers: ReadonlyMap<string, Provider>,
): UsersNeed {
  const { connection } = providers.get(laneOf(speaker))!;
  return { kind, connection: connection.id, model: speaker.model, estimate };
}

/** What a million tokens of a speaker cost, as far as it is known. */
export function pricesOf(providers: ReadonlyMap<string, Provider>) {
  return (speaker: Pick<Speaker, 'model' | 'connection'>): ModelPrice | undefined => {
    const provider = providers.get(laneOf(speaker));
    return provider && knownPrice(provider.connection, speaker.model, systemClock);
  };
}
