import { isEnded, type Job, unusedFiles } from '../../core/jobs/job.ts';
import type { Jobs } from '../../core/jobs/service/jobs.ts';
import { jobText } from '../../core/view/jobText.ts';
import { EXIT, type Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';

export interface WatchOptions {
  json: boolean;
  /** When it is far enough; at its end when absent. */
  enough?: (job: Job) => boolean;
}

/**
 * Shows how a job goes on until it has ended, or until the user has seen enough: the job goes on then. A connection
 * that is lost meanwhile is waited for. Returns the exit code.
 */
export async function watchJob(
  jobs: Jobs,
  id: string,
  io: Io,
  { json, enough }: WatchOptions,
): Promise<number> {
  const printer = new JobPrinter(io, json);
  const isOver = (job: Job) =>
    job.told === true || (isEnded(job) && job.settled === true) || enough?.(job) === true;
  let settle: (job: Job | undefined) => void = () => {};
  const settled = new Promise<Job | undefined>(resolve => (settle = resolve));
  const look = () => {
    const now = jobs.job(id);
    if (!now || isOver(now)) settle(now);
    else printer.show(now);
  };
  const watching = jobs.onDidChange(change => {
    if (change.id === id) look();
  });
  io.signal.addEventListener('abort', () => settle(undefined), { once: true });
  if (io.signal.aborted) settle(undefined);
  else look();
  const job = await settled;
  watching.dispose();
  await printer.end();
  if (io.signal.aborted) {
    await io.stderr.write(`${neutral(comeBack(jobs.job(id), id))}\n`);
    return EXIT.cancelled;
  }
  if (!job) return EXIT.failed;
  await printer.final(job, unusedFiles(job, jobs.jobs()));
  if (!isEnded(job)) return EXIT.clean;
  return job.state === 'succeeded' ? EXIT.clean : EXIT.findings;
}

/** How to see the job again after leaving it. */
export function comeBack(job: Job | undefined, id: string): string {
  const goes =
    job && !job.ref
      ? 'The job is not launched yet; its upload goes on'
      : job?.connection.kind === 'sandbox'
        ? 'The sandbox stops with this command; the job goes on'
        : 'The job goes on at the provider. Look at it again';
  const when = goes.endsWith('again') ? '' : ' when you look at it again';
  return `${goes}${when}: tunewright tune watch ${id}`;
}

/** One line that changes on a terminal, a line for each change elsewhere. */
class JobPrinter {
  readonly #io: Io;
  readonly #json: boolean;
  #last = '';
  #writing: Promise<void> = Promise.resolve();

  constructor(io: Io, json: boolean) {
    this.#io = io;
    this.#json = json;
  }

  show(job: Job): void {
    const text = job.unseen ? `${jobText(job)}: ${job.unseen.problem.message}` : jobText(job);
    if (text === this.#last) return;
    this.#last = text;
    const { stdout, stderr } = this.#io;
    if (this.#json) this.#write(stdout.write(`${JSON.stringify(shortJob(job))}\n`));
    else if (stderr.isTTY) this.#write(stderr.write(`\r${neutral(text)}\u001b[K`));
    else this.#write(stderr.write(`${neutral(text)}\n`));
  }

  async end(): Promise<void> {
    await this.#writing;
    if (!this.#json && this.#io.stderr.isTTY && this.#last !== '') await this.#io.stderr.write('\r\u001b[K');
  }

  async final(job: Job, unused: readonly string[]): Promise<void> {
    const { stdout, stderr } = this.#io;
    if (this.#json) {
      await stdout.write(`${JSON.stringify({ ...job, unusedFiles: unused })}\n`);
      return;
    }
    await stderr.write(`${neutral(`${job.name}: ${jobText(job)}`)}\n`);
    if (job.error)
      await stderr.write(`${neutral([job.error.message, job.error.remedy].filter(Boolean).join(' '))}\n`);
    if (unused.length > 0) {
      await stderr.write(
        `${neutral(`No job uses these files on ${job.connection.name}: ${unused.join(', ')}`)}\n`,
      );
    }
    // The only thing on standard output: what a script wants to go on with.
    if (job.tunedModel !== undefined) await stdout.write(`${neutral(job.tunedModel)}\n`);
  }

  #write(writing: Promise<void>): void {
    this.#writing = this.#writing.then(() => writing).catch(() => {});
  }
}

/** A job as a line of JSON while it runs. */
export function shortJob(job: Job) {
  const { id, name, connection, state, rawStatus, ref, model, tunedModel, metrics, unseen, error } = job;
  return {
    id,
    name,
    connection: connection.id,
    state,
    rawStatus,
    jobId: ref?.jobId,
    model,
    tunedModel,
    metrics,
    unseen,
    error,
  };
}
