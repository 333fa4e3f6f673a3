import type { CompareHost } from '../../core/evaluate/compare/compareHost.ts';
import { openPrompt } from '../../core/evaluate/compare/openPrompt.ts';
import type { ModelPrice, Provider } from '../../core/provider/provider.ts';
import { priceFromTable } from '../../core/run/ask.ts';
import type { PlanProgress, PlanResult } from '../../core/run/plan.ts';
import { runPlan } from '../../core/run/runPlan.ts';
import type { ProjectLedger } from '../../core/run/spendRun.ts';
import { estimateTokens } from '../../core/tokens/estimate.ts';
import { hadConversations, type JudgedConversation } from '../../core/users/conversationFiles.ts';
import { type Conversation, converse } from '../../core/users/converse.ts';
import {
  type ConversationsEstimate,
  estimateConversation,
  estimateConversations,
} from '../../core/users/estimateConversations.ts';
import {
  judgeConversation,
  planVerdicts,
  type Verdict,
  type VerdictItem,
} from '../../core/users/judgeConversations.ts';
import { type ConversationItem, planConversations } from '../../core/users/planConversations.ts';
import type { Speaker, UsersFile } from '../../core/users/usersFile.ts';
import { systemClock } from '../systemClock.ts';
import { reservePlan } from '../planSpending.ts';
import type { UsersJournals } from './usersJournals.ts';

export type UsersHost = Pick<CompareHost, 'read' | 'renderPrompt' | 'provider'>;

/** Conversations that are to be had, with what they will need. */
export interface PlannedUsers {
  file: UsersFile;
  items: ConversationItem[];
  /** One request more for each conversation where a judge is wanted; its tokens and price are not in it. */
  estimate: ConversationsEstimate;
  providers: ReadonlyMap<string, Provider>;
}

export interface UsersTerms {
  concurrency: number;
  /** US dollars for all conversations; absent: no limit of its own. */
  maxPrice?: number;
}

export interface UsersOutcome {
  result: PlanResult;
  /** Absent when nothing was to be judged. */
  judged?: PlanResult;
  conversations: JudgedConversation[];
  /** Conversations in which every judge took part. */
  unjudged: number;
  /** Whether going on would have or judge more of them. */
  isOpen: boolean;
}

/** Draws the conversations and opens the connections of those who speak. Throws a `Problem` when one is not there. */
export async function planUsers(file: UsersFile, host: UsersHost, limit?: number): Promise<PlannedUsers> {
  const providers = new Map<string, Provider>();
  for (const { connection } of [file.user, ...file.responders, ...(file.judge?.models ?? [])]) {
    const name = laneName(connection);
    if (!providers.has(name)) providers.set(name, await host.provider(connection));
  }
  const priceOf = pricesOf(providers);
  const drawn = (await planConversations(file)).slice(0, limit);
  const items = drawn.map(item => {
    const { price } = estimateConversation(item, priceOf, estimateTokens);
    return { ...item, ...(price !== undefined && { price }) };
  });
  return { file, items, providers, estimate: estimateConversations(items, priceOf, estimateTokens) };
}

/** Has what is missing of the conversations, then lets judges judge what is not judged yet. */
export async function runUsers(
  { file, items, providers }: PlannedUsers,
  journals: UsersJournals,
  { concurrency, maxPrice }: UsersTerms,
  host: UsersHost & {
    /** Absent: what it costs is written nowhere. */
    spending?: ProjectLedger | undefined;
    /** Where the users file is, as `read` knows it. */
    path: string;
    onProgress(stage: 'conversations' | 'verdicts', progress: PlanProgress): void;
  },
  signal: AbortSignal,
): Promise<UsersOutcome> {
  const { talks, verdicts } = journals;
  const clock = systemClock;
  const options = { concurrency, ...(maxPrice !== undefined && { maxPrice }) };
  const reserve = async (
    id: string,
    { connection, model }: Pick<Speaker, 'connection' | 'model'>,
    some: typeof items,
  ) => {
    const isFree = some.every(({ price }) => price === 0);
    if (!host.spending || isFree) return undefined;
    const planned = { id, connection: laneName(connection), model, items: some, maxPrice };
    return reservePlan<Conversation | Verdict>(planned, host.spending, clock, ({ tokens = 0 }) => tokens);
  };
  const spent = await reserve(talks.name, file.responders[0]!, items);
  let result: PlanResult;
  try {
    result = await runPlan<ConversationItem, Conversation>(
      items,
      options,
      {
        ask: (item, abort) =>
          converse(item, ({ connection }) => providers.get(laneName(connection))!, { clock, signal: abort }),
        journal: talks,
        clock,
        onProgress: progress => host.onProgress('conversations', progress),
      },
      signal,
    );
  } finally {
    await spent?.end(await talks.read());
  }
  const byId = new Map(hadConversations(await talks.read()).map(one => [one.id, one]));
  const had = items.flatMap(({ id }) => byId.get(id) ?? []);
  const isWhole = result.outcome === 'finished' && result.progress.failed === 0;
  const { judge } = file;
  if (!judge || had.length === 0 || signal.aborted) {
    return { result, conversations: had, unjudged: 0, isOpen: !isWhole };
  }
  const planned = await planVerdicts(had, {
    judging: judge,
    file: await openPrompt(judge.template, host.path, host),
    seed: file.seed ?? 1,
    priceOf: pricesOf(providers),
    host,
    signal,
  });
  const judged = await runPlan<VerdictItem, Verdict>(
    planned.items,
    options,
    {
      ask: (item, abort) => judgeConversation(item, judge, { clock, signal: abort }),
      journal: verdicts,
      clock,
      onProgress: progress => host.onProgress('verdicts', progress),
    },
    signal,
  );
  const hashes = new Map(planned.items.map(({ id, hash }) => [id, hash]));
  const said = new Map<string, Verdict>();
  for (const { id, hash, value, problem } of await verdicts.read()) {
    if (value && !problem && hashes.get(id) === hash) said.set(id, value);
  }
  const conversations = had.map(one => {
    const verdict = said.get(one.id);
    return verdict ? { ...one, verdict } : one;
  });
  const isJudged = judged.outcome === 'finished' && judged.progress.failed === 0;
  return { result, judged, conversations, unjudged: planned.unjudged.length, isOpen: !isWhole || !isJudged };
}

function pricesOf(providers: ReadonlyMap<string, Provider>) {
  return ({ model, connection }: Pick<Speaker, 'model' | 'connection'>): ModelPrice | undefined =>
    priceFromTable(providers.get(laneName(connection))?.connection.kind ?? '', model, systemClock);
}

function laneName(connection = 'sandbox'): string {
  return connection;
}
