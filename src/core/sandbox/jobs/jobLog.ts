import type { Clock } from '../../util/clock.ts';
import type { RandomSource } from '../../util/seededRandom.ts';
import { newId } from '../ids.ts';
import type { TrainMetrics } from '../learner/train.ts';
import { appendedLines, parsedLines, type Records } from '../records.ts';
import type { SandboxStore } from '../store.ts';
import type { JobEvent, JobRecord } from './jobRecord.ts';

/** The events of jobs: they are only ever added to, oldest first. */
export class JobLog {
  readonly #store: SandboxStore;
  readonly #jobs: Records<JobRecord>;
  readonly #clock: Clock;
  readonly #random: RandomSource;

  constructor(store: SandboxStore, jobs: Records<JobRecord>, clock: Clock, random: RandomSource) {
    this.#store = store;
    this.#jobs = jobs;
    this.#clock = clock;
    this.#random = random;
  }

  async message(job: string, message: string, level: JobEvent['level'] = 'info'): Promise<void> {
    await this.#add(job, { level, type: 'message', message, data: {} });
  }

  async metrics(job: string, totalSteps: number, metrics: TrainMetrics): Promise<void> {
    const loss = `training loss=${metrics.train_loss.toFixed(2)}`;
    const valid =
      metrics.valid_loss === undefined ? '' : `, validation loss=${metrics.valid_loss.toFixed(2)}`;
    const message = `Step ${metrics.step}/${totalSteps}: ${loss}${valid}`;
    const data = { ...metrics, total_steps: totalSteps, ...rewardScores(metrics) };
    await this.#add(job, { level: 'info', type: 'metrics', message, data });
  }

  /** All events, oldest first. */
  async events(job: string): Promise<JobEvent[]> {
    return parsedLines<JobEvent>(await this.#store.read(this.#key(job)));
  }

  /** The numbers that were reported, by rising step. */
  async reported(job: string): Promise<TrainMetrics[]> {
    const events = await this.events(job);
    return events
      .filter(event => event.type === 'metrics')
      .map(event => event.data as unknown as TrainMetrics)
      .sort((left, right) => left.step - right.step);
  }

  async #add(job: string, event: Pick<JobEvent, 'level' | 'type' | 'message' | 'data'>): Promise<void> {
    const whole: JobEvent = {
      id: newId('ftevent-', this.#random),
      object: 'fine_tuning.job.event',
      created_at: Math.floor(this.#clock.now() / 1000),
      ...event,
    };
    await this.#store.append(this.#key(job), appendedLines([whole]));
  }

  #key(job: string): string {
    return this.#jobs.key(job, 'events');
  }
}

/** The form in which OpenAI reports rewards, beside the flat names. */
function rewardScores(metrics: TrainMetrics): object {
  if (metrics.train_mean_reward === undefined) return {};
  return {
    scores: {
      train_reward_mean: metrics.train_mean_reward,
      ...(metrics.valid_mean_reward === undefined ? {} : { valid_reward_mean: metrics.valid_mean_reward }),
    },
  };
}
