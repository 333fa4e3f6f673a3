import type { LedgerEntry } from '../../ledger/entry.ts';
import type { Job } from '../job.ts';
import type { LaunchPlan } from '../plan.ts';

/** What a launch sets aside in the ledger. */
export function reservation(id: string, plan: LaunchPlan, at: number): LedgerEntry {
  const { expected } = plan;
  return {
    at,
    kind: 'job',
    id,
    connection: plan.connectionId,
    model: plan.model,
    project: plan.project.name,
    tokens: expected.billedTokens ?? null,
    usd: expected.highUsd ?? expected.likelyUsd ?? null,
  };
}

/** What a job that has ended cost, as far as anybody knows; undefined for one that we did not launch. */
export function finalEntry(job: Job): LedgerEntry | undefined {
  const { plan, id, createdAt } = job;
  if (!plan) return undefined;
  const { usd, tokens } = costOf(job, plan);
  return { ...reservation(id, plan, createdAt), usd, tokens };
}

/** The provider's word counts most, then its tokens at the price of the table, then how far the job came. */
function costOf(job: Job, { expected }: LaunchPlan): { usd: number | null; tokens: number | null } {
  if (!job.ref) return { usd: 0, tokens: 0 };
  const tokens = job.trainedTokens ?? tokensSoFar(job, expected.billedTokens);
  if (job.cost !== undefined) return { usd: job.cost, tokens };
  // A table that says that training is free says so for any number of tokens.
  if (expected.usdPerMillion === 0) return { usd: 0, tokens };
  if (tokens === null || expected.usdPerMillion === undefined) {
    return { usd: job.state === 'succeeded' ? (expected.likelyUsd ?? null) : null, tokens };
  }
  return { usd: (tokens * expected.usdPerMillion) / 1_000_000, tokens };
}

/** Failed and cancelled jobs are charged for the steps that they made; without any step there was no training. */
function tokensSoFar(job: Job, billed: number | undefined): number | null {
  if (job.state === 'succeeded') return billed ?? null;
  if (!job.metrics) return 0;
  const { step, totalSteps } = job.metrics;
  if (billed === undefined || !totalSteps) return null;
  return Math.round(billed * Math.min(1, step / totalSteps));
}
