import { actionsFor, isEnded, type Job, type JobAction } from '../jobs/job.ts';
import type { LaunchPlan, PlannedFile } from '../jobs/plan.ts';
import type { JobCheckpoint, JobEvent } from '../provider/fineTuning.ts';
import { count } from '../text/count.ts';
import type { JobCurves } from './jobCurves.ts';
import { jobProgress } from './jobProgress.ts';
import { type JobGroup, groupOf, stateText, statusText } from './jobRows.ts';
import { sizeText } from './sizeText.ts';
import { money } from './spending.ts';
import { durationText } from './timeText.ts';

/** What a button of the page asks for. */
export type JobButton = JobAction;

/** An event as the log shows it. */
export type LoggedEvent = JobEvent;

/** A checkpoint as the table shows it. */
export type ListedCheckpoint = JobCheckpoint;

/** One thing that is known of a job. */
export interface JobFact {
  label: string;
  value: string;
  /** What a click on it opens; absent for a plain text. */
  opens?: 'tune' | 'training' | 'validation';
}

/** What stands above the curves. */
export interface JobHeader {
  id: string;
  name: string;
  /** Such as `running`. */
  state: string;
  group: JobGroup;
  status: string;
  /** 0 to 1; absent while nothing is known, and when it has ended. */
  fraction?: number;
  /** What is wrong, as sentences. */
  notes: { severity: 'error' | 'warning'; message: string; remedy: string }[];
  facts: JobFact[];
  actions: JobAction[];
  /** The resulting model. */
  model?: string;
  isEnded: boolean;
  hasTune: boolean;
}

/** All that the page of a job shows. */
export interface JobPageState {
  header: JobHeader;
  /** Oldest first. */
  events: readonly JobEvent[];
  checkpoints: readonly JobCheckpoint[];
  /** Jobs whose curves can be drawn, too. */
  comparable: readonly { id: string; name: string }[];
  compared: readonly ComparedJob[];
}

/** Another job whose curves are drawn in the same plots. */
export interface ComparedJob {
  id: string;
  name: string;
  curves: JobCurves;
  checkpoints: readonly Pick<JobCheckpoint, 'step' | 'model'>[];
}

/** What changed since the page was told. `from` is the number of events that the page must have already. */
export interface JobPageUpdate extends Pick<JobPageState, 'header' | 'checkpoints' | 'comparable'> {
  /** Absent when those are told by themselves. */
  compared?: readonly ComparedJob[];
  from: number;
  events: readonly JobEvent[];
}

/** `now` in milliseconds since 1970. */
export function jobHeader(job: Job, now: number): JobHeader {
  const { id, name, tunedModel, plan } = job;
  const { fraction } = jobProgress(job, now);
  return {
    id,
    name,
    state: stateText(job),
    group: groupOf(job),
    status: statusText(job, now),
    notes: notesOf(job),
    facts: factsOf(job, plan, now),
    actions: actionsFor(job),
    isEnded: isEnded(job),
    hasTune: plan?.tune !== undefined,
    ...(fraction !== undefined && !isEnded(job) && { fraction }),
    ...(tunedModel !== undefined && { model: tunedModel }),
  };
}

function notesOf({ error, unseen, refusal, state }: Job): JobHeader['notes'] {
  const notes: JobHeader['notes'] = [];
  if (state === 'failed') {
    const message = error?.message ?? 'The job failed, and the provider does not say why.';
    notes.push({ severity: 'error', message, remedy: error?.remedy ?? '' });
  }
  if (unseen) {
    const { message, remedy } = unseen.problem;
    notes.push({ severity: 'warning', message: `The job cannot be seen at the moment. ${message}`, remedy });
  }
  if (refusal) {
    const { message, remedy } = refusal.problem;
    notes.push({ severity: 'warning', message: `To ${refusal.action} it was refused. ${message}`, remedy });
  }
  return notes;
}

function factsOf(job: Job, plan: LaunchPlan | undefined, now: number): JobFact[] {
  const { connection, model, method, hyperparameters, submittedAt, createdAt, finishedAt } = job;
  const begun = submittedAt ?? createdAt;
  const facts: (JobFact | false | undefined)[] = [
    { label: 'Connection', value: connection.name },
    { label: 'Base model', value: model || 'not told' },
    { label: 'Method', value: method ?? 'supervised' },
    { label: 'Launched', value: momentText(begun) + (job.origin === 'adopted' ? ', elsewhere' : '') },
    finishedAt !== undefined && { label: 'Ended', value: momentText(finishedAt) },
    { label: 'Took', value: durationText((finishedAt ?? now) - begun) },
    plan?.tune && { label: 'Tune', value: fileName(plan.tune.path), opens: 'tune' },
    plan
      ? { label: 'Training file', value: fileText(plan.training), opens: 'training' }
      : job.trainingFile !== undefined && { label: 'Training file', value: job.trainingFile },
    plan?.validation
      ? { label: 'Validation file', value: fileText(plan.validation), opens: 'validation' }
      : job.validationFile !== undefined && { label: 'Validation file', value: job.validationFile },
    ...Object.entries(hyperparameters ?? {}).map(([name, value]) => ({
      label: name.replaceAll('_', ' '),
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
    job.deletedModel !== undefined && { label: 'Deleted model', value: job.deletedModel },
    job.suffix !== undefined && { label: 'Suffix', value: job.suffix },
    plan?.seed !== undefined && { label: 'Seed', value: String(plan.seed) },
    job.trainedTokens !== undefined && {
      label: 'Trained tokens',
      value: job.trainedTokens.toLocaleString('en'),
    },
    job.cost !== undefined
      ? { label: 'Cost', value: money(job.cost) }
      : plan?.expected.likelyUsd !== undefined && {
          label: 'Expected cost',
          value: money(plan.expected.likelyUsd),
        },
    job.ref && { label: 'Id', value: job.ref.jobId },
  ];
  return facts.filter(fact => fact !== false && fact !== undefined);
}

/** The hash names the content: the same one means the same file, whatever it is called. */
function fileText({ name, bytes, sha256, examples }: PlannedFile): string {
  const parts = [
    examples !== undefined && count(examples, 'example'),
    sizeText(bytes),
    `sha256 ${sha256.slice(0, 12)}`,
  ];
  return `${name} (${parts.filter(Boolean).join(', ')})`;
}

function momentText(at: number): string {
  return new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
}

function fileName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
