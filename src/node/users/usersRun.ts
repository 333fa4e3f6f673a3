import type { PlanOptions, PlanProgress, PlanResult } from '../../core/run/plan.ts';
import { runPlan } from '../../core/run/runPlan.ts';
import type { ProjectLedger } from '../../core/run/spendRun.ts';
import { hadConversations, type JudgedConversation } from '../../core/users/conversationFiles.ts';
import { type Conversation, converse } from '../../core/users/converse.ts';
import {
  judgeConversation,
  planVerdicts,
  type Verdict,
  type VerdictItem,
} from '../../core/users/judgeConversations.ts';
import { type ConversationItem, laneOf } from '../../core/users/planConversations.ts';
import { systemClock } from '../systemClock.ts';
import { type PlannedUsers, pricesOf, type UsersHost } from './planUsers.ts';
import type { UsersJournals } from './usersJournals.ts';
import { priceOf, reserveUsers, type UsersNeed } from './usersSpending.ts';

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

export type UsersRunHost = UsersHost & {
  /** Absent: what it costs is written nowhere. */
  spending?: ProjectLedger | undefined;
  onProgress(stage: 'conversations' | 'verdicts', progress: PlanProgress): void;
};

/** Has what is missing of the conversations, then lets judges judge what is not judged yet. */
export async function runUsers(
  planned: PlannedUsers,
  journals: UsersJournals,
  terms: UsersTerms,
  host: UsersRunHost,
  signal: AbortSignal,
): Promise<UsersOutcome> {
  const { spending } = host;
  const reserved = spending && (await reserveUsers(planned.needs, journals, terms.maxPrice, spending));
  try {
    return await converseAndJudge(planned, journals, terms, host, signal);
  } finally {
    await reserved?.end();
  }
}

async function converseAndJudge(
  { file, items, needs, judge, providers }: PlannedUsers,
  { talks, verdicts }: UsersJournals,
  { concurrency, maxPrice }: UsersTerms,
  host: UsersRunHost,
  signal: AbortSignal,
): Promise<UsersOutcome> {
  const clock = systemClock;
  const result = await runPlan<ConversationItem, Conversation>(
    items,
    { concurrency, ...limited(maxPrice === undefined ? undefined : maxPrice * shareOfTalks(needs)) },
    {
      ask: (item, abort) =>
        converse(item, speaker => providers.get(laneOf(speaker))!, { clock, signal: abort }),
      journal: talks,
      clock,
      onProgress: progress => host.onProgress('conversations', progress),
    },
    signal,
  );
  const byId = new Map(hadConversations(await talks.read()).map(one => [one.id, one]));
  const had = items.flatMap(({ id }) => byId.get(id) ?? []);
  const isWhole = result.outcome === 'finished' && result.progress.failed === 0;
  if (!file.judge || !judge || had.length === 0 || signal.aborted) {
    return { result, conversations: had, unjudged: 0, isOpen: !isWhole };
  }
  const judging = file.judge;
  const { items: asked, unjudged } = await planVerdicts(had, {
    ...{ judging, file: judge, seed: file.seed ?? 1, priceOf: pricesOf(providers), host, signal },
  });
  const judged = await runPlan<VerdictItem, Verdict>(
    asked,
    { concurrency, ...limited(maxPrice === undefined ? undefined : maxPrice - result.progress.spent) },
    {
      ask: (item, abort) => judgeConversation(item, judging, { clock, signal: abort }),
      journal: verdicts,
      clock,
      onProgress: progress => host.onProgress('verdicts', progress),
    },
    signal,
  );
  const hashes = new Map(asked.map(({ id, hash }) => [id, hash]));
  const said = new Map<string, Verdict>();
  for (const { id, hash, value, problem } of await verdicts.read()) {
    if (value && !problem && hashes.get(id) === hash) said.set(id, value);
  }
  const conversations = had.map(one => {
    const verdict = said.get(one.id);
    return verdict ? { ...one, verdict } : one;
  });
  const isJudged = judged.outcome === 'finished' && judged.progress.failed === 0;
  return { result, judged, conversations, unjudged: unjudged.length, isOpen: !isWhole || !isJudged };
}

/** Of what may be spent, the part that conversations may have, so that something is left to judge them. */
function shareOfTalks(needs: readonly UsersNeed[]): number {
  const talks = priceOf(needs.filter(({ kind }) => kind === 'run'));
  const all = priceOf(needs);
  return talks === undefined || !all ? 1 : talks / all;
}

function limited(maxPrice: number | undefined): Pick<PlanOptions, 'maxPrice'> {
  return maxPrice === undefined ? {} : { maxPrice: Math.max(0, maxPrice) };
}
