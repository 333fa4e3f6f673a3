import { existsSync } from 'node:fs';
import type * as vscode from 'vscode';
import type { Job, JobAction } from '../../core/jobs/job.ts';
import type { JobChange, JobService, RefreshResult } from '../../core/jobs/jobService.ts';
import type { LaunchPlan } from '../../core/jobs/plan.ts';
import type { Jobs } from '../../core/jobs/service/jobs.ts';
import type { JobEvent } from '../../core/provider/fineTuning.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { Emitter } from '../../core/util/event.ts';
import type { OpenJobs } from '../../node/jobs/openJobs.ts';
import { LAUNCH, refuseRestricted } from '../refuseRestricted.ts';

/**
 * The job service, whose code is loaded when somebody first asks for jobs. Until then the list is empty, and `ready`
 * says when it is not.
 */
export class JobHost implements JobService, vscode.Disposable {
  readonly #parts: OpenJobs;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<JobChange>());
  readonly #ended = this.#disposables.add(new Emitter<Job>());
  #opening: Promise<Jobs> | undefined;
  #jobs: Jobs | undefined;
  #watched = true;

  readonly onDidChange = this.#changed.event;
  readonly onDidEnd = this.#ended.event;

  constructor(parts: OpenJobs) {
    this.#parts = parts;
  }

  /** Opens the service and resolves when it has read what is on disk. */
  get ready(): Promise<void> {
    return this.#open().then(jobs => jobs.ready);
  }

  /** Whether there may be jobs, as far as can be told without opening anything. */
  get hasFolder(): boolean {
    return existsSync(this.#parts.folder);
  }

  jobs(): readonly Job[] {
    return this.#jobs?.jobs() ?? [];
  }

  /** Undefined also for one that was taken off the list, which is still kept on disk. */
  job(id: string): Job | undefined {
    const job = this.#jobs?.job(id);
    return job?.removed ? undefined : job;
  }

  issues(): readonly string[] {
    return this.#jobs?.issues() ?? [];
  }

  async start(plan: LaunchPlan): Promise<Job> {
    refuseRestricted(LAUNCH);
    return (await this.#open()).start(plan);
  }

  async act(id: string, action: JobAction): Promise<void> {
    await (await this.#open()).act(id, action);
  }

  async refresh(connectionIds?: readonly string[], signal?: AbortSignal): Promise<RefreshResult> {
    return (await this.#open()).refresh(connectionIds, signal);
  }

  look(id?: string): void {
    this.#jobs?.look(id);
  }

  async remove(id: string): Promise<void> {
    await (await this.#open()).remove(id);
  }

  async forget(connectionId: string, id: string): Promise<void> {
    if (this.hasFolder) await (await this.#open()).forget(connectionId, id);
  }

  async events(id: string): Promise<readonly JobEvent[]> {
    return (await this.#open()).events(id);
  }

  setWatched(watched: boolean): void {
    this.#watched = watched;
    this.#jobs?.setWatched(watched);
  }

  /** Resolves when another window may go on at once. */
  async close(): Promise<void> {
    this.dispose();
    await this.#jobs?.close();
  }

  dispose(): void {
    this.#jobs?.dispose();
    this.#disposables.dispose();
  }

  #open(): Promise<Jobs> {
    this.#opening ??= this.#load();
    return this.#opening;
  }

  async #load(): Promise<Jobs> {
    const { openJobs } = await import('../../node/jobs/openJobs.ts');
    const jobs = openJobs(this.#parts);
    jobs.setWatched(this.#watched);
    jobs.onDidChange(change => this.#changed.fire(change));
    jobs.onDidEnd(job => this.#ended.fire(job));
    this.#jobs = jobs;
    return jobs;
  }
}
