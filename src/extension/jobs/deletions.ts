import * as vscode from 'vscode';
import { unusedFiles } from '../../core/jobs/job.ts';
import type { Connection } from '../../core/provider/connection.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';
import type { JobNode } from './jobNode.ts';
import { jobOf, noModelProblem } from './jobOf.ts';

/** Deletes the model that a job made, after asking. */
export async function deleteModel(services: Services, node: JobNode | undefined): Promise<void> {
  const job = await jobOf(services, node, 'Whose model do you want to delete?');
  if (!job) return;
  const model = job.tunedModel;
  if (model === undefined) throw noModelProblem(`${job.name} has no model.`);
  const connection = connectionOf(services, job.connection);
  const provider = await services.connections.provider(connection);
  if (!provider.deleteModel) throw noModelProblem(`${connection.name} deletes no models from here.`);
  const answer = await vscode.window.showWarningMessage(
    `Delete ${model} on ${connection.name}?`,
    { modal: true, detail: 'It cannot be brought back, and whoever uses it gets no answer any more.' },
    'Delete the Model',
  );
  if (answer !== 'Delete the Model') return;
  // What is not there any more needs no deleting.
  await provider.deleteModel(model).catch(thrown => {
    if (!(thrown instanceof Problem && thrown.code === 'not-found')) throw thrown;
  });
  await services.jobs.forget(connection.id, model);
  services.tell.done(`${model} is deleted.`);
}

/** Deletes the files that were uploaded and that no job uses, because an answer was lost or the job never began. */
export async function deleteUnusedFiles(services: Services, node: JobNode | undefined): Promise<void> {
  const job = await jobOf(services, node, 'Whose unused files do you want to delete?');
  if (!job) return;
  const ids = unusedFiles(job, services.jobs.jobs());
  if (ids.length === 0) return services.tell.done(`${job.name} left no unused files behind.`);
  const connection = connectionOf(services, job.connection);
  const answer = await vscode.window.showWarningMessage(
    `Delete ${ids.length === 1 ? 'the file' : `${ids.length} files`} on ${connection.name} that no job uses?`,
    { modal: true, detail: ids.join('\n') },
    'Delete',
  );
  if (answer !== 'Delete') return;
  const failed: unknown[] = [];
  for (const id of ids) {
    await deleteRemoteFile(services, connection, id).catch(thrown => failed.push(thrown));
  }
  if (failed.length > 0) throw failed[0];
  services.tell.done(ids.length === 1 ? `${ids[0]} is deleted.` : `${ids.length} files are deleted.`);
}

/** Deletes a file on its connection, and no job names it any more. Throws a `Problem`. */
export async function deleteRemoteFile(
  { remoteFiles, jobs }: Pick<Services, 'remoteFiles' | 'jobs'>,
  connection: Connection,
  id: string,
): Promise<void> {
  await remoteFiles.delete(connection, { id });
  await jobs.forget(connection.id, id);
}

function connectionOf(
  { connections }: Pick<Services, 'connections'>,
  { id, name }: { id: string; name: string },
) {
  const connection = connections.connection(id);
  if (connection) return connection;
  throw new Problem({
    code: 'not-found',
    message: `The connection ${name} is not set up any more.`,
    remedy: 'Add it again, or use the web page of the provider.',
  });
}
