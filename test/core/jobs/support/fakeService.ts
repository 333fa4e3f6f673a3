import type { Connection } from '../../../../src/core/provider/connection.ts';
import type {
  FineTuning,
  JobSnapshot,
  JobState,
  RemoteFile,
  StartRequest,
  UploadSource,
} from '../../../../src/core/provider/fineTuning.ts';
import { noTraining, type Provider } from '../../../../src/core/provider/provider.ts';
import { startOnce } from '../../../../src/core/provider/startOnce.ts';
import type { Clock } from '../../../../src/core/util/clock.ts';
import { Problem, type ProblemCode } from '../../../../src/core/util/problem.ts';

interface RemoteJob {
  id: string;
  request: StartRequest;
  state: JobState;
  createdAt: number;
  step: number;
}

/** What may go wrong with one call: nothing, the call is lost on the way there, or its answer on the way back. */
export type Fate = 'well' | 'call-lost' | 'answer-lost';

/** A fine-tuning service that remembers everything, for tests of those who use it. It takes no time by itself. */
export class FakeService {
  readonly files: RemoteFile[] = [];
  readonly jobs: RemoteJob[] = [];
  /** When each call was made, and what it was. */
  readonly calls: { at: number; name: string }[] = [];
  /** Steps that a job makes with each look at it; at ten it has succeeded. */
  speed = 3;
  /** Decides over each call. */
  fate: (name: string) => Fate = () => 'well';
  /** Milliseconds that a call is under way before the service acts on it. */
  delay: (name: string) => number = () => 50;
  /** When set, every call is refused with this code. */
  refusing: ProblemCode | undefined;
  readonly #clock: Clock;
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A job that somebody else began. */
  begin(id: string, state: JobState, metadata?: Record<string, string>): void {
    const request = { clientId: metadata?.tunewright_job ?? '', model: 'base', trainingFile: 'theirs' };
    this.jobs.push({ id, request, state, createdAt: this.#clock.now(), step: 0 });
  }

  provider(connection: Connection): Provider {
    const capabilities = {
      ...{ ...noTraining, fineTuning: true, cancel: true, pause: true, resume: true },
      ...{ events: true, checkpoints: true, files: true },
    };
    const never = async () => [];
    return {
      ...{ connection, capabilities, listModels: never },
      async *chat() {},
      files: {
        list: () => this.#call('list-files', () => [...this.files]),
        delete: async () => {},
      },
      fineTuning: this.#tuning(connection.id),
    };
  }

  #tuning(connectionId: string): FineTuning {
    const snapshotOf = ({ id, request, state, createdAt, step }: RemoteJob): JobSnapshot => ({
      ref: { connectionId, jobId: id },
      ...{ state, rawStatus: state, recognised: true, createdAt, baseModel: request.model },
      metadata: { tunewright_job: request.clientId },
      ...(state === 'succeeded' && { tunedModel: `ft:${id}`, trainedTokens: step * 100 }),
    });
    const jobOf = (jobId: string) => {
      const job = this.jobs.find(one => one.id === jobId);
      if (!job) throw problem('not-found');
      return job;
    };
    const find = (request: StartRequest) =>
      this.#call('find', () => {
        const job = this.jobs.find(one => one.request.clientId === request.clientId);
        return job && snapshotOf(job);
      });
    const act = (name: string, state: JobState) => (ref: { jobId: string }) =>
      this.#call(name, () => {
        const job = jobOf(ref.jobId);
        if (!isOver(job.state)) job.state = state;
        return snapshotOf(job);
      });
    return {
      upload: async (source: UploadSource) =>
        this.#call('upload', () => {
          const file = { id: `file-${++this.#count}`, name: source.name, bytes: source.size };
          this.files.push({ ...file, createdAt: this.#clock.now(), purpose: 'fine-tune' });
          return file;
        }),
      start: request =>
        startOnce(request, {
          create: () =>
            this.#call('create', () => {
              const id = `remote-${++this.#count}`;
              const job: RemoteJob = { id, request, state: 'queued', createdAt: this.#clock.now(), step: 0 };
              this.jobs.push(job);
              return snapshotOf(job);
            }),
          find: () => find(request),
        }),
      find,
      list: () => this.#call('list', () => this.jobs.map(snapshotOf)),
      read: (ref, signal) =>
        this.#call(
          'read',
          () => {
            const job = jobOf(ref.jobId);
            this.#advance(job);
            return snapshotOf(job);
          },
          signal,
        ),
      events: (ref, cursor) =>
        this.#call('events', () => {
          const { step } = jobOf(ref.jobId);
          const seen = Number(cursor ?? 0);
          const events = Array.from({ length: step - seen }, (_, index) => ({
            id: `${ref.jobId}-${seen + index + 1}`,
            level: 'info' as const,
            message: `Step ${seen + index + 1}`,
            metrics: {
              step: seen + index + 1,
              totalSteps: 10,
              values: { train_loss: 1 / (seen + index + 1) },
            },
          }));
          return { events, cursor: String(step) };
        }),
      checkpoints: ref =>
        this.#call('checkpoints', () => [{ id: 'c', step: jobOf(ref.jobId).step, values: {} }]),
      cancel: act('cancel', 'cancelled'),
      pause: act('pause', 'paused'),
      resume: act('resume', 'running'),
    };
  }

  #advance(job: RemoteJob): void {
    if (isOver(job.state) || job.state === 'paused') return;
    job.state = 'running';
    job.step = Math.min(10, job.step + this.speed);
    if (job.step === 10) job.state = 'succeeded';
  }

  async #call<T>(name: string, act: () => T, signal?: AbortSignal): Promise<T> {
    this.calls.push({ at: this.#clock.now(), name });
    await this.#clock.sleep(this.delay(name), signal);
    if (this.refusing) throw problem(this.refusing);
    const fate = this.fate(name);
    // That a connection broke says nothing about which side of the work it broke on.
    if (fate === 'call-lost') throw problem('timeout');
    const answer = act();
    await this.#clock.sleep(50);
    if (fate === 'answer-lost') throw problem('timeout');
    return structuredClone(answer);
  }
}

function isOver(state: JobState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

export function problem(code: ProblemCode): Problem {
  return new Problem({ code, message: code, remedy: 'r', retryable: code === 'timeout' });
}
