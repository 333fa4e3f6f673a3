import * as vscode from 'vscode';
import { isEnded, type Job } from '../../core/jobs/job.ts';
import type { JobService } from '../../core/jobs/jobService.ts';
import { count } from '../../core/text/count.ts';
import { jobProgress } from '../../core/view/jobProgress.ts';
import { statusText } from '../../core/view/jobRows.ts';
import { commandCall } from '../typed.ts';

/** The badge of the Jobs view, and an item in the status bar while something runs. */
export class JobsStatus implements vscode.Disposable {
  readonly #jobs: JobService;
  readonly #view: vscode.TreeView<unknown>;
  readonly #item = vscode.window.createStatusBarItem('tunewright.jobs', vscode.StatusBarAlignment.Left, 10);
  readonly #subscription: { dispose(): void };

  constructor(jobs: JobService, view: vscode.TreeView<unknown>) {
    this.#jobs = jobs;
    this.#view = view;
    this.#item.name = 'Tunewright Jobs';
    this.#subscription = jobs.onDidChange(() => this.#show());
    this.#show();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const active = this.#jobs.jobs().filter(job => !isEnded(job));
    this.#view.badge =
      active.length > 0
        ? { value: active.length, tooltip: `${count(active.length, 'job')} not done yet` }
        : undefined;
    const issues = this.#jobs.issues();
    this.#view.message = issues.length > 0 ? issues.join(' ') : undefined;
    const [first] = active;
    if (!first) {
      this.#item.hide();
      return;
    }
    const now = Date.now();
    this.#item.text = `$(${iconFor(first)}) ${active.length === 1 ? shortText(first, now) : count(active.length, 'job')}`;
    this.#item.tooltip = active.map(job => `${job.name}: ${statusText(job, now)}`).join('\n');
    this.#item.accessibilityInformation = { label: `Tunewright: ${this.#item.tooltip}` };
    this.#item.command =
      active.length === 1
        ? commandCall('tunewright.openJob', 'Open Job', { kind: 'job', id: first.id })
        : { command: 'tunewright.jobs.focus', title: 'Show Jobs' };
    this.#item.show();
  }
}

function iconFor(job: Job): string {
  if (job.unseen) return 'debug-disconnect';
  return job.state === 'paused' ? 'debug-pause' : 'sync~spin';
}

function shortText(job: Job, now: number): string {
  const { fraction } = jobProgress(job, now);
  return fraction === undefined ? job.name : `${job.name} ${Math.floor(fraction * 100)} %`;
}
