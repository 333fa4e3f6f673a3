import type { JobEvent } from '../../provider/fineTuning.ts';
import { DisposableStore } from '../../util/disposable.ts';
import { Emitter } from '../../util/event.ts';
import { Problem, toProblemData } from '../../util/problem.ts';
import { actionsFor, isEnded, type Job, type JobAction } from '../job.ts';
import type { JobChange, JobService, RefreshResult } from '../jobService.ts';
import { adoptedJob, launchedJob } from '../newJob.ts';
import type { LaunchPlan } from '../plan.ts';
import { type JobHappening, reduceJob } from '../reduceJob.ts';
import { finalEntry, reservation } from './account.ts';
import { Attendant, type AttendantHost } from './attendant.ts';
import { Pace } from './pace.ts';
import type { JobParts } from './parts.ts';
import { TIMINGS, type Timings } from './pauses.ts';
import { listJobs, sortListed } from './refresh.ts';

/** The job service over a store that other processes may share. */
export class Jobs implements JobService, AttendantHost {
  readonly parts: JobParts;
  readonly timings: Timings;
  readonly ready: Promise<void>;
  readonly #jobs = new Map<string, Job>();
  readonly #attendants = new Map<string, Attendant>();
  readonly #pace: Pace;
  readonly #stop = new AbortController();
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<JobChange>());
  readonly #ended = this.#disposables.add(new Emitter<Job>());
  #issues: readonly string[] = [];
  #watched = true;
  #leading = false;
  #turning: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;
  readonly onDidEnd = this.#ended.event;

  constructor(parts: JobParts) {
    this.parts = parts;
    this.timings = { ...TIMINGS, ...parts.timings };
    this.#pace = new Pace(parts.clock, this.timings.pace);
    this.ready = this.#open();
  }

  jobs(): readonly Job[] {
    return [...this.#jobs.values()].filter(job => !job.removed).sort((a, b) => b.createdAt - a.createdAt);
  }

  job(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  issues(): readonly string[] {
    return this.#issues;
  }

  isWatched(): boolean {
    return this.#watched;
  }

  async start(plan: LaunchPlan): Promise<Job> {
    const { parts } = this;
    const connection = parts.connections().find(one => one.id === plan.connectionId);
    if (!connection) throw noConnection(plan.connectionId);
    const at = parts.clock.now();
    const job = launchedJob(parts.newId(), plan, connection, at);
    const ledger = parts.ledger(plan.project);
    const answer = await ledger?.reserve(reservation(job.id, plan, at));
    if (answer?.verdict === 'over') throw overCap(answer.cap ?? 0, answer.committed);
    try {
      await parts.store.create(job);
    } catch (thrown) {
      await ledger?.record({ ...reservation(job.id, plan, at), usd: 0, tokens: 0 });
      throw thrown;
    }
    this.#take(job);
    this.#work();
    return job;
  }

  async act(id: string, action: JobAction): Promise<void> {
    const job = this.#jobs.get(id);
    if (!job) throw unknownJob();
    if (!actionsFor(job).includes(action)) return;
    await this.apply(id, [{ kind: 'wanted', action }]);
    this.#work();
    this.#heed(id);
  }

  async refresh(connectionIds?: readonly string[], signal?: AbortSignal): Promise<RefreshResult> {
    const { parts } = this;
    await this.ready;
    const result: RefreshResult = { adopted: [], problems: {} };
    const stop = AbortSignal.any(signal ? [signal, this.#stop.signal] : [this.#stop.signal]);
    const asked = parts.connections().filter(({ id }) => connectionIds?.includes(id) ?? true);
    for (const connection of asked) {
      try {
        const provider = await parts.provider(connection);
        if (!provider.fineTuning) continue;
        if (connection.kind !== 'sandbox') await this.#pace.turn(stop);
        const listed = await listJobs(provider, stop);
        for (const one of sortListed(listed, [...this.#jobs.values()], connection)) {
          const { snapshot } = one;
          const { capabilities } = provider;
          if (one.kind === 'known') {
            // How it ended is told with its log, by the one that looks after it.
            if (!one.job.ref) await this.apply(one.job.id, [{ kind: 'snapshot', snapshot, capabilities }]);
            else if (snapshot.state !== one.job.state || one.job.unseen) this.look(one.job.id);
            continue;
          }
          const job = adoptedJob(snapshot, connection, capabilities, parts.clock.now());
          if (!(await parts.store.create(job))) continue;
          this.#take(job);
          result.adopted.push(job);
        }
      } catch (thrown) {
        stop.throwIfAborted();
        result.problems[connection.id] = toProblemData(thrown);
      }
    }
    this.#work();
    return result;
  }

  look(id?: string): void {
    this.#work();
    for (const [own, attendant] of this.#attendants) if (id === undefined || own === id) attendant.wake();
    const job = id === undefined ? undefined : this.#jobs.get(id);
    // The log of one that had ended before it was found is only read when somebody wants to see it.
    if (job && isEnded(job) && !job.settled && !this.#attendants.has(job.id)) this.#attend(job.id);
  }

  async remove(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    // What was not launched yet must not be launched unseen.
    const wish: JobHappening[] =
      job && !job.ref && !isEnded(job) ? [{ kind: 'wanted', action: 'cancel' }] : [];
    await this.apply(id, [...wish, { kind: 'removed' }]);
    this.#heed(id);
  }

  async forget(connectionId: string, id: string): Promise<void> {
    const jobs = [...this.#jobs.values()].filter(({ connection }) => connection.id === connectionId);
    for (const job of jobs) {
      const happening = { kind: 'deleted', id } as const;
      if (reduceJob(job, happening, 0) !== job) await this.apply(job.id, [happening]);
    }
  }

  async events(id: string): Promise<readonly JobEvent[]> {
    const job = this.#jobs.get(id);
    if (job && isEnded(job) && !job.settled) this.look(id);
    return this.parts.store.readEvents(id);
  }

  setWatched(watched: boolean): void {
    if (watched && !this.#watched) this.look();
    this.#watched = watched;
  }

  dispose(): void {
    this.#stop.abort();
    for (const attendant of this.#attendants.values()) attendant.stop();
    this.#disposables.dispose();
  }

  /** Resolves when nothing of this service runs any more and another may go on at once. */
  async close(): Promise<void> {
    this.dispose();
    await Promise.all([...this.#attendants.values()].map(({ ended }) => ended));
    await this.#turning;
    await this.parts.store.release(this.parts.owner).catch(() => {});
  }

  async apply(id: string, happenings: readonly JobHappening[]): Promise<Job> {
    const at = this.parts.clock.now();
    const after = await this.parts.store.update(id, job => {
      const next = happenings.reduce((one, happening) => reduceJob(one, happening, at), job);
      return next === job ? undefined : next;
    });
    if (!after) throw unknownJob();
    return this.#take(after);
  }

  async assertLeading(): Promise<void> {
    this.#leading = await this.parts.store.lease(this.parts.owner);
    if (this.#leading) return;
    this.#standBack();
    throw new DOMException('Another window works on the jobs.', 'AbortError');
  }

  async turn(job: Job, signal: AbortSignal): Promise<void> {
    // Questions to the sandbox cross no network.
    if (job.connection.kind !== 'sandbox') await this.#pace.turn(signal);
  }

  async finish(job: Job): Promise<void> {
    const { parts } = this;
    const entry = finalEntry(job);
    if (entry && !job.told) {
      await parts
        .ledger(job.plan!.project)
        ?.record(entry)
        .catch(thrown => parts.log(`Job ${job.id} is not in the ledger: ${toProblemData(thrown).message}`));
    }
    let isNews = false;
    const at = parts.clock.now();
    const after = await parts.store.update(job.id, one => {
      isNews = !one.told;
      const next = reduceJob(reduceJob(one, { kind: 'settled' }, at), { kind: 'told' }, at);
      return next === one ? undefined : next;
    });
    if (after) this.#take(after);
    if (after && isNews && !after.removed) this.#ended.fire(after);
  }

  async #open(): Promise<void> {
    this.#disposables.add(this.parts.store.watch(id => void this.#reload(id)));
    await this.#reload(undefined);
  }

  /** Reads what another process may have written. */
  async #reload(id: string | undefined): Promise<void> {
    try {
      if (id !== undefined) {
        const job = await this.parts.store.read(id);
        if (job) this.#take(job);
      } else {
        await this.#readAll();
      }
      this.#work();
    } catch (thrown) {
      this.parts.log(`Jobs could not be read: ${toProblemData(thrown).message}`);
    }
  }

  async #readAll(): Promise<void> {
    const { jobs, issues } = await this.parts.store.list();
    this.#issues = issues;
    for (const job of jobs) this.#take(job);
  }

  /** Remembers a job as it is on disk, unless something newer is known. Returns what is known then. */
  #take(job: Job): Job {
    const known = this.#jobs.get(job.id);
    if (known && known.revision >= job.revision) return known;
    this.#jobs.set(job.id, job);
    this.#changed.fire(job.removed ? { id: job.id } : { id: job.id, job });
    if (job.wanted && job.wanted !== known?.wanted) this.#heed(job.id);
    return job;
  }

  /** A wish must not wait until an upload or a pause is over. */
  #heed(id: string): void {
    const job = this.#jobs.get(id);
    const attendant = this.#attendants.get(id);
    if (job?.wanted === 'cancel' && !job.ref) attendant?.interrupt();
    else attendant?.wake();
  }

  #unfinished(): Job[] {
    return [...this.#jobs.values()].filter(job => !(isEnded(job) && job.told));
  }

  /** Begins to look after jobs, when there are any and no other process does. */
  #work(): void {
    if (this.#stop.signal.aborted) return;
    if (this.#leading) this.#attendAll();
    if (this.#turning || this.#unfinished().length === 0) return;
    this.#turning = this.#lead().finally(() => {
      this.#turning = undefined;
    });
  }

  async #lead(): Promise<void> {
    const { clock, store, owner } = this.parts;
    const { signal } = this.#stop;
    while (!signal.aborted && this.#unfinished().length > 0) {
      try {
        const leads = await store.lease(owner);
        // What the one before us wrote last may not have been seen.
        if (leads && !this.#leading) await this.#readAll();
        this.#leading = leads;
      } catch (thrown) {
        this.#leading = false;
        this.parts.log(`Jobs wait: ${toProblemData(thrown).message}`);
      }
      if (this.#leading) this.#attendAll();
      else this.#standBack();
      const before = clock.now();
      await clock.sleep(this.timings.lease, signal).catch(() => {});
      if (clock.now() - before > this.timings.lease + ASLEEP) this.#wokeUp();
    }
    if (this.#leading) await store.release(owner).catch(() => {});
    this.#leading = false;
  }

  #attendAll(): void {
    for (const { id } of this.#unfinished()) {
      if (!this.#attendants.has(id)) this.#attend(id);
    }
  }

  #attend(id: string): void {
    const attendant = new Attendant(id, this);
    this.#attendants.set(id, attendant);
    void attendant.ended.finally(() => {
      if (this.#attendants.get(id) === attendant) this.#attendants.delete(id);
    });
  }

  /**
   * The machine has slept. Timers have stood still meanwhile, so that pauses would still be sat out, and nobody answers
   * any more on the connections from before. A question is asked anew; what creates or uploads ends by its own limits,
   * since it is not known how far it came.
   */
  #wokeUp(): void {
    this.parts.log('The machine has slept: all jobs are looked at.');
    for (const [id, attendant] of this.#attendants) {
      const job = this.#jobs.get(id);
      if (job?.ref && !job.wanted) attendant.interrupt();
      else attendant.wake();
    }
  }

  #standBack(): void {
    this.#leading = false;
    for (const attendant of this.#attendants.values()) attendant.stop();
  }
}

/** In milliseconds: a timer that is later by more was not late because of a busy machine. */
const ASLEEP = 30_000;

function noConnection(id: string): Problem {
  return new Problem({
    code: 'not-found',
    message: `There is no connection "${id}".`,
    remedy: 'Name one that is set up.',
  });
}

function overCap(cap: number, committed: number): Problem {
  return new Problem({
    code: 'quota',
    message: `The job would cross the spending cap: $${committed.toFixed(2)} of $${cap.toFixed(2)} are spent or reserved this month.`,
    remedy: 'Raise the cap, or wait for the next month.',
    details: { cap, committed },
  });
}

function unknownJob(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'This job is not in the list any more.',
    remedy: 'Refresh the list.',
  });
}
