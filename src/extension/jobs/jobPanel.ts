import type { JobService } from '../../core/jobs/jobService.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import type { ComparedJob, JobPageState, JobPageUpdate } from '../../core/view/jobPage.ts';
import type { ShownJob } from '../../core/view/shownJob.ts';
import type { Channel } from '../../protocol/channel.ts';
import type { JobHostContract, JobPageContract } from '../../protocol/job.ts';
import type { Services } from '../services.ts';
import type { PageOwner, Panel } from '../webviews/panel.ts';
import { jobHandlers } from './jobHandlers.ts';

/** Milliseconds between two updates of a page. */
const PAUSE = 200;

/** Answers for the page of one job, and tells it what changes. */
export class JobPanel implements PageOwner {
  readonly id: string;
  readonly #panel: Panel;
  readonly #jobs: JobService;
  readonly #channel: Channel<JobHostContract, JobPageContract>;
  readonly #store = new DisposableStore();
  /** Events that the page has; undefined until it has asked. */
  #sent: number | undefined;
  #compared: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isDue = { own: false, others: false };

  constructor(services: Services, panel: Panel, id: string) {
    this.id = id;
    this.#panel = panel;
    this.#jobs = services.jobs;
    this.#channel = panel.connect<JobHostContract, JobPageContract>(jobHandlers(this, services));
    this.#store.add(this.#jobs.onDidChange(change => this.#changed(change.id)));
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
    panel.title = 'Job';
    void this.#entitle();
  }

  /** What a page that begins lacks; `have` is the number of events that its document brought. */
  async ready(have: number | undefined): Promise<ShownJob | JobPageUpdate | undefined> {
    const { firstShown } = await import('../../core/view/shownJob.ts');
    await this.#jobs.ready;
    this.#jobs.look(this.id);
    const state = await this.#read();
    this.#sent = state?.events.length;
    if (!state || have === undefined || have > state.events.length) return state && firstShown(state);
    return { ...state, from: have, events: state.events.slice(have) };
  }

  /** What is drawn before the page asks. */
  async first(): Promise<ShownJob | undefined> {
    const { firstShown } = await import('../../core/view/shownJob.ts');
    await this.#jobs.ready;
    const state = await this.#read();
    return state && firstShown(state);
  }

  /** Draws other jobs' curves, too. */
  async compare(ids: readonly string[]): Promise<readonly ComparedJob[]> {
    await this.#jobs.ready;
    this.#compared = [...new Set(ids)].filter(id => id !== this.id);
    const compared = await this.#curves();
    this.#channel.emit('compared', compared);
    return compared;
  }

  get compared(): readonly string[] {
    return this.#compared;
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #entitle(): Promise<void> {
    await this.#jobs.ready;
    const job = this.#jobs.job(this.id);
    if (job) this.#panel.title = `Job ${job.name}`;
  }

  async #read(): Promise<JobPageState | undefined> {
    const { jobHeader } = await import('../../core/view/jobPage.ts');
    const [compared, events] = await Promise.all([this.#curves(), this.#jobs.events(this.id)]);
    const job = this.#jobs.job(this.id);
    if (!job) return undefined;
    const { checkpoints } = job;
    const header = jobHeader(job, Date.now());
    return { header, events, checkpoints, comparable: this.#comparable(), compared };
  }

  #comparable(): JobPageState['comparable'] {
    return this.#jobs.jobs().flatMap(({ id, name }) => (id === this.id ? [] : [{ id, name }]));
  }

  async #curves(): Promise<ComparedJob[]> {
    const { curvesOf } = await import('../../core/view/jobCurves.ts');
    const jobs = this.#compared.flatMap(id => this.#jobs.job(id) ?? []);
    return Promise.all(
      jobs.map(async ({ id, name, checkpoints }) => ({
        id,
        name,
        checkpoints,
        curves: curvesOf(await this.#jobs.events(id)),
      })),
    );
  }

  #changed(id: string): void {
    if (id === this.id) this.#isDue.own = true;
    else if (this.#compared.includes(id)) this.#isDue.others = true;
    else return;
    this.#timer ??= setTimeout(() => void this.#update(), PAUSE);
  }

  async #update(): Promise<void> {
    const { own, others } = this.#isDue;
    this.#timer = undefined;
    this.#isDue = { own: false, others: false };
    // A hidden page hears nothing, and asks for everything when it is shown.
    if (!this.#panel.isVisible || this.#sent === undefined) return;
    if (others) this.#channel.emit('compared', await this.#curves());
    if (!own) return;
    const events = await this.#jobs.events(this.id);
    const job = this.#jobs.job(this.id);
    if (!job) {
      this.#channel.emit('gone', undefined);
      return;
    }
    const from = this.#sent;
    this.#sent = events.length;
    const { checkpoints } = job;
    const { jobHeader } = await import('../../core/view/jobPage.ts');
    const header = jobHeader(job, Date.now());
    const comparable = this.#comparable();
    this.#channel.emit('update', { header, checkpoints, comparable, from, events: events.slice(from) });
  }
}
