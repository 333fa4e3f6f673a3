import * as vscode from 'vscode';
import { isEnded, type Job, type JobAction, unusedFiles } from '../../core/jobs/job.ts';
import { Problem } from '../../core/util/problem.ts';
import { jobRow } from '../../core/view/jobRows.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { cloneTune, continueFrom } from './derivedTunes.ts';
import type { JobNode } from './jobNode.ts';

/** Everything that can be done to a job, a checkpoint or a resulting model. */
export function registerJobCommands(services: Services): vscode.Disposable {
  const { tell, jobs } = services;
  const act = (action: JobAction) => async (node: JobNode | undefined) => {
    const job = await jobOf(services, node, `Which job do you want to ${action}?`);
    if (job) await jobs.act(job.id, action);
  };
  return vscode.Disposable.from(
    registerCommand('tunewright.refreshJobs', tell, () => refreshJobs(services)),
    registerCommand('tunewright.cancelJob', tell, async node => {
      const job = await jobOf(services, node, 'Which job do you want to cancel?');
      if (!job || isEnded(job)) return;
      const answer = await vscode.window.showWarningMessage(
        `Cancel ${job.name} on ${job.connection.name}?`,
        { modal: true, detail: 'What was trained until now may still be charged.' },
        'Cancel the Job',
      );
      if (answer === 'Cancel the Job') await jobs.act(job.id, 'cancel');
    }),
    registerCommand('tunewright.pauseJob', tell, act('pause')),
    registerCommand('tunewright.resumeJob', tell, act('resume')),
    registerCommand('tunewright.copyJobModel', tell, async node => {
      const model = await modelOf(services, node);
      await vscode.env.clipboard.writeText(model);
      vscode.window.setStatusBarMessage(`Copied ${model}`, 3000);
    }),
    registerCommand('tunewright.chatWithJobModel', tell, async node => {
      const job = await jobOf(services, node, 'With which model do you want to chat?');
      if (!job) return;
      const model = await modelOf(services, node ?? { kind: 'job', id: job.id });
      const connection = services.connections.connection(job.connection.id);
      if (!connection) throw noModelProblem(`The connection ${job.connection.name} is not set up any more.`);
      await vscode.commands.executeCommand('tunewright.chat', { connection, model });
    }),
    registerCommand('tunewright.continueFromModel', tell, async node => {
      const job = await jobOf(services, node, 'From which job do you want to go on?');
      if (job)
        await continueFrom(services, job, await modelOf(services, node ?? { kind: 'job', id: job.id }));
    }),
    registerCommand('tunewright.cloneTune', tell, async node => {
      const job = await jobOf(services, node, 'Whose tune do you want to clone?');
      if (job) await cloneTune(job);
    }),
    registerCommand('tunewright.removeJob', tell, async node => {
      const job = await jobOf(services, node, 'Which job do you want to take off the list?');
      if (!job) return;
      const detail = isEnded(job)
        ? 'Its model and its files on the connection stay. It is not found again by Refresh.'
        : 'It goes on at the provider, and nobody here follows it any more.';
      const answer = await vscode.window.showWarningMessage(
        `Take ${job.name} off the list?`,
        { modal: true, detail },
        'Take It Off',
      );
      if (answer === 'Take It Off') await jobs.remove(job.id);
    }),
    registerCommand('tunewright.deleteModel', tell, node => deleteModel(services, node)),
    registerCommand('tunewright.deleteUnusedFiles', tell, node => deleteUnusedFiles(services, node)),
  );
}

/** Asks all connections that can train for their jobs, and says what came of it. */
async function refreshJobs({ jobs, connections, tell }: Services): Promise<void> {
  await jobs.ready;
  const { adopted, problems } = await vscode.window.withProgress(
    { location: { viewId: 'tunewright.jobs' } },
    () => jobs.refresh(),
  );
  if (adopted.length > 0) tell.done(`Found: ${adopted.map(({ name }) => name).join(', ')}.`);
  for (const [id, { message, remedy }] of Object.entries(problems)) {
    tell.warn(`${connections.connection(id)?.name ?? id}: ${message} ${remedy}`);
  }
}

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

/** The model that a row speaks of. Throws a `Problem` when it has none. */
async function modelOf(services: Services, node: JobNode | undefined): Promise<string> {
  if (node?.kind === 'checkpoint') {
    if (node.checkpoint.model !== undefined) return node.checkpoint.model;
    throw noModelProblem('This checkpoint cannot be called as a model.');
  }
  const job = await jobOf(services, node, 'Which model do you want?');
  if (job?.tunedModel !== undefined) return job.tunedModel;
  throw noModelProblem(job ? `${job.name} has made no model yet.` : 'No job was chosen.');
}

async function deleteModel(services: Services, node: JobNode | undefined): Promise<void> {
  const job = await jobOf(services, node, 'Whose model do you want to delete?');
  const model = job?.tunedModel;
  const connection = job && services.connections.connection(job.connection.id);
  if (!job || model === undefined || !connection) return;
  const provider = await services.connections.provider(connection);
  if (!provider.deleteModel) throw noModelProblem(`${connection.name} deletes no models from here.`);
  const answer = await vscode.window.showWarningMessage(
    `Delete ${model} on ${connection.name}?`,
    { modal: true, detail: 'It cannot be brought back, and whoever uses it gets no answer any more.' },
    'Delete the Model',
  );
  if (answer !== 'Delete the Model') return;
  await provider.deleteModel(model);
  services.tell.done(`${model} is deleted.`);
}

/** Files that were uploaded and that no job uses, because an answer was lost or the job never began. */
async function deleteUnusedFiles(services: Services, node: JobNode | undefined): Promise<void> {
  const job = await jobOf(services, node, 'Whose unused files do you want to delete?');
  const connection = job && services.connections.connection(job.connection.id);
  if (!job || !connection) return;
  const ids = unusedFiles(job, services.jobs.jobs());
  if (ids.length === 0) return services.tell.done(`${job.name} left no unused files behind.`);
  const answer = await vscode.window.showWarningMessage(
    `Delete ${ids.length === 1 ? 'the file' : `${ids.length} files`} on ${connection.name} that no job uses?`,
    { modal: true, detail: ids.join('\n') },
    'Delete',
  );
  if (answer !== 'Delete') return;
  const failed: unknown[] = [];
  for (const id of ids) {
    await services.remoteFiles.delete(connection, { id }).catch(thrown => failed.push(thrown));
  }
  if (failed.length > 0) throw failed[0];
}

function noJobsProblem(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'There are no jobs here yet.',
    remedy: 'Launch a tune, or refresh the Jobs view to find jobs that were launched elsewhere.',
  });
}

function noModelProblem(message: string): Problem {
  return new Problem({ code: 'not-found', message, remedy: 'Choose a job that has succeeded.' });
}
