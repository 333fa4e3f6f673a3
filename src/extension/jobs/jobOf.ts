import * as vscode from 'vscode';
import type { Job } from '../../core/jobs/job.ts';
import { Problem } from '../../core/util/problem.ts';
import { jobRow } from '../../core/view/jobRows.ts';
import type { Services } from '../services.ts';
import type { JobNode } from './jobNode.ts';

/** The job of a row, or one that is chosen. Undefined when none was. */
export async function jobOf(
  { jobs }: Pick<Services, 'jobs'>,
  node: JobNode | undefined,
  question: string,
): Promise<Job | undefined> {
  await jobs.ready;
  if (node && 'id' in node) return jobs.job(node.id);
  const now = Date.now();
  const items = jobs.jobs().map(job => {
    const { label, description } = jobRow(job, now);
    return { label, description: description ?? '', detail: job.connection.name, job };
  });
  if (items.length === 0) throw noJobsProblem();
  const picked = await vscode.window.showQuickPick(items, { title: question, matchOnDescription: true });
  return picked?.job;
}

function noJobsProblem(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'There are no jobs here yet.',
    remedy: 'Launch a tune, or refresh the Jobs view to find jobs that were launched elsewhere.',
  });
}

/** Nothing can be done with a model, since there is none. */
export function noModelProblem(message: string): Problem {
  return new Problem({ code: 'not-found', message, remedy: 'Choose a job that has succeeded.' });
}
