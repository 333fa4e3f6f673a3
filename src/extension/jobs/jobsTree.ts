import * as vscode from 'vscode';
import { type Job, unusedFiles } from '../../core/jobs/job.ts';
import type { JobService } from '../../core/jobs/jobService.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import {
  checkpointRow,
  groupOf,
  JOB_GROUPS,
  jobGroupRow,
  jobRow,
  resultRow,
} from '../../core/view/jobRows.ts';
import { treeItem } from '../treeItem.ts';
import { commandCall, setContext } from '../typed.ts';
import type { JobNode } from './jobNode.ts';

/** Milliseconds between two drawings: progress comes often. */
const PAUSE = 200;

/** Draws the job service. It keeps no job: every look is a new question. */
export class JobsTree implements vscode.TreeDataProvider<JobNode>, vscode.Disposable {
  readonly #jobs: JobService;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<JobNode[] | undefined>());
  /** Rows of jobs, which stay the same objects, with what decides where they stand. */
  readonly #drawn = new Map<string, { node: JobNode; place: string }>();
  #due: Set<string> | undefined = new Set();
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(jobs: JobService) {
    this.#jobs = jobs;
    this.#store.add(jobs.onDidChange(({ id }) => this.#jobChanged(id)));
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
  }

  async getChildren(parent?: JobNode): Promise<JobNode[]> {
    await this.#jobs.ready;
    if (!parent) {
      const present = new Set(this.#jobs.jobs().map(groupOf));
      setContext('tunewright.hasNoJobs', present.size === 0);
      return JOB_GROUPS.filter(({ id }) => present.has(id)).map(({ id }) => ({ kind: 'group', group: id }));
    }
    if (parent.kind === 'group') {
      return this.#jobs
        .jobs()
        .filter(job => groupOf(job) === parent.group)
        .map(job => this.#node(job));
    }
    const job = parent.kind === 'job' ? this.#jobs.job(parent.id) : undefined;
    if (!job) return [];
    const { id, checkpoints } = job;
    const newestFirst = [...checkpoints].sort((a, b) => b.step - a.step);
    return [
      ...(job.tunedModel === undefined ? [] : [{ kind: 'result', id } as const]),
      ...newestFirst.map(checkpoint => ({ kind: 'checkpoint', id, checkpoint }) as const),
    ];
  }

  getParent(node: JobNode): JobNode | undefined {
    if (node.kind === 'group') return undefined;
    const job = this.#jobs.job(node.id);
    if (!job) return undefined;
    return node.kind === 'job' ? { kind: 'group', group: groupOf(job) } : this.#node(job);
  }

  getTreeItem(node: JobNode): vscode.TreeItem {
    if (node.kind === 'group') {
      const jobs = this.#jobs.jobs().filter(job => groupOf(job) === node.group);
      return treeItem(jobGroupRow(node.group, jobs));
    }
    const job = this.#jobs.job(node.id);
    // It may have been removed between two drawings.
    if (!job) return new vscode.TreeItem('');
    if (node.kind === 'result') return treeItem(resultRow(job));
    if (node.kind === 'checkpoint') return treeItem(checkpointRow(job, node.checkpoint));
    const item = treeItem(jobRow(job, Date.now(), unusedFiles(job, this.#jobs.jobs())));
    item.command = commandCall('tunewright.openJob', 'Open', node);
    return item;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #node(job: Job): JobNode {
    const node = this.#drawn.get(job.id)?.node ?? { kind: 'job', id: job.id };
    this.#drawn.set(job.id, { node, place: placeOf(job) });
    return node;
  }

  /** A job that stands where it stood is drawn alone. */
  #jobChanged(id: string): void {
    const drawn = this.#drawn.get(id);
    const job = this.#jobs.job(id);
    if (drawn && job && drawn.place === placeOf(job)) this.#due?.add(id);
    else this.#due = undefined;
    this.#timer ??= setTimeout(() => this.#draw(), PAUSE);
  }

  #draw(): void {
    const due = this.#due;
    this.#timer = undefined;
    this.#due = new Set();
    if (!due) this.#changed.fire(undefined);
    else this.#changed.fire([...due].flatMap(id => this.#drawn.get(id)?.node ?? []));
  }
}

function placeOf(job: Job): string {
  return groupOf(job);
}
