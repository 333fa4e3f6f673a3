import * as vscode from 'vscode';
import { isEnded, type JobAction } from '../../core/jobs/job.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { deleteModel, deleteUnusedFiles } from './deletions.ts';
import { cloneTune, continueFrom } from './derivedTunes.ts';
import type { JobNode } from './jobNode.ts';
import { jobOf, noModelProblem } from './jobOf.ts';

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
