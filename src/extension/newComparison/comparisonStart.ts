import * as vscode from 'vscode';
import type { NewVariant } from '../../core/evaluate/newComparison/newComparisonText.ts';
import type { Job } from '../../core/jobs/job.ts';
import { Problem } from '../../core/util/problem.ts';
import type { ConnectionNode } from '../connections/connectionsTree.ts';
import type { DatasetNode } from '../datasets/datasetNode.ts';
import { activeFile, fileName } from '../files.ts';
import type { JobNode } from '../jobs/jobNode.ts';
import type { Services } from '../services.ts';

/** What a new comparison is known to be about. What is absent is asked for. */
export interface ComparisonStart {
  template?: vscode.Uri;
  /** A dataset, a table or a file of example values. */
  dataset?: vscode.Uri;
  models?: readonly { connection: string; model: string }[];
  /** Id of a job: its model beside the one that it began with, over its validation file. */
  job?: string;
}

/** Everything that New Comparison can be called with: a start, a file, a row of a view. */
export type ComparisonOrigin = ComparisonStart | vscode.Uri | string | JobNode | ConnectionNode | DatasetNode;

/** A column, and what its model was trained on; absent for a base model and where it is not known. */
export type KnownVariant = Omit<NewVariant, 'trainingFile'> & { training?: vscode.Uri };

/** A start with its job looked up. */
export interface KnownStart {
  template?: vscode.Uri;
  dataset?: vscode.Uri;
  variants?: KnownVariant[];
  /** Where the comparison is best put; beside the template or dataset when absent. */
  folder?: vscode.Uri;
}

const TEMPLATE = /\.prompt\.json$|\.prompty$/i;
const CASES = /\.(jsonl|ndjson|csv|tsv)$|\.inputs\.json$/i;

/** What is known from a click. Throws a `Problem` for a job without a model. */
export async function knownStart(
  origin: ComparisonOrigin | undefined,
  services: Pick<Services, 'jobs'>,
): Promise<KnownStart> {
  if (typeof origin === 'string') return ofFile(vscode.Uri.parse(origin));
  if (origin instanceof vscode.Uri) return ofFile(origin);
  if (!origin) {
    const active = activeFile();
    return active ? ofFile(active) : {};
  }
  if ('kind' in origin) return ofRow(origin, services);
  if ('row' in origin) {
    const { connection, model } = origin;
    return { variants: [{ connection: connection.id, ...(model !== undefined && { model }) }] };
  }
  const { template, dataset, models, job } = origin;
  const ofTheJob = job === undefined ? {} : await ofJob(job, services);
  return {
    ...ofTheJob,
    ...(template && { template }),
    ...(dataset && { dataset }),
    ...(models && { variants: [...models] }),
  };
}

function ofFile(uri: vscode.Uri): KnownStart {
  if (TEMPLATE.test(fileName(uri))) return { template: uri };
  return CASES.test(fileName(uri)) ? { dataset: uri } : {};
}

async function ofRow(row: JobNode | DatasetNode, services: Pick<Services, 'jobs'>): Promise<KnownStart> {
  if (row.kind === 'job' || row.kind === 'result') return ofJob(row.id, services);
  if (row.kind === 'checkpoint') return ofJob(row.id, services, row.checkpoint.model);
  return 'uri' in row ? { dataset: row.uri } : {};
}

async function ofJob(id: string, { jobs }: Pick<Services, 'jobs'>, checkpoint?: string): Promise<KnownStart> {
  await jobs.ready;
  const job = jobs.job(id);
  const model = checkpoint ?? job?.tunedModel;
  if (!job || model === undefined) throw noModel(job);
  const { training, validation, tune } = job.plan ?? {};
  const connection = job.connection.id;
  const tuned: KnownVariant = {
    ...{ name: checkpoint === undefined ? job.name : model, connection, model },
    ...(training && { training: vscode.Uri.file(training.path) }),
  };
  return {
    variants: [{ name: 'base', connection, model: job.model }, tuned],
    ...(validation && { dataset: vscode.Uri.file(validation.path) }),
    ...(tune && { folder: vscode.Uri.joinPath(vscode.Uri.file(tune.path), '..') }),
  };
}

function noModel(job: Job | undefined): Problem {
  return new Problem({
    code: 'not-found',
    message: job ? `${job.name} has made no model yet.` : 'This job is not on the list any more.',
    remedy: 'Choose a job that has succeeded.',
  });
}
