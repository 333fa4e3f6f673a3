import * as vscode from 'vscode';
import type { PlanProgress } from '../../../core/run/plan.ts';
import { progressLine } from '../../../core/view/batchProgress.ts';
import { systemClock } from '../../../node/systemClock.ts';
import { withCancellableProgress } from '../../withCancellableProgress.ts';

interface Running {
  title: string;
  progress: PlanProgress | undefined;
  abort: AbortController;
}

/** Milliseconds between two looks at the clock while a server asks to wait. */
const TICK = 1000;

/** The runs over many rows that are under way: a notification with Cancel for each, and one item in the status bar. */
export class RunningBatches implements vscode.Disposable {
  readonly #running = new Set<Running>();
  readonly #item: vscode.StatusBarItem;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    this.#item = vscode.window.createStatusBarItem('tunewright.batches', vscode.StatusBarAlignment.Left, 5);
    this.#item.name = 'Tunewright Runs';
    this.#item.command = 'tunewright.showRunningBatches';
  }

  /** Runs something with its progress shown. The signal aborts when the user cancels, wherever they do. */
  async track<T>(
    title: string,
    run: (signal: AbortSignal, onProgress: (progress: PlanProgress) => void) => Promise<T>,
  ): Promise<T> {
    const running: Running = { title, progress: undefined, abort: new AbortController() };
    this.#running.add(running);
    this.#draw();
    try {
      return await withCancellableProgress(title, (signal, report) => {
        const both = AbortSignal.any([signal, running.abort.signal]);
        let told = 0;
        return run(both, progress => {
          running.progress = progress;
          const percent = Math.floor(((progress.done + progress.failed) * 100) / Math.max(1, progress.total));
          report(progressLine(progress, systemClock.now()), percent - told);
          told = percent;
          this.#draw();
        });
      });
    } finally {
      this.#running.delete(running);
      this.#draw();
    }
  }

  dispose(): void {
    for (const { abort } of this.#running) abort.abort();
    clearInterval(this.#timer);
    this.#item.dispose();
  }

  #draw(): void {
    const all = [...this.#running];
    const isPaused = all.some(({ progress }) => (progress?.pauses.length ?? 0) > 0);
    if (isPaused) this.#timer ??= setInterval(() => this.#draw(), TICK);
    else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    if (all.length === 0) {
      this.#item.hide();
      return;
    }
    const sum = (of: (progress: PlanProgress) => number) =>
      all.reduce((total, { progress }) => total + (progress ? of(progress) : 0), 0);
    const failed = sum(one => one.failed);
    const counts = `${sum(one => one.done)}/${sum(one => one.total)}${failed > 0 ? `, ${failed} failed` : ''}`;
    this.#item.text = `$(${isPaused ? 'watch' : 'sync~spin'}) ${counts}`;
    this.#item.tooltip = all.map(each => `${each.title}: ${lineOf(each)}`).join('\n');
    this.#item.accessibilityInformation = { label: `Tunewright runs: ${counts} answered` };
    this.#item.show();
  }

  /** Lists what is under way, so that it can be cancelled when its notification was closed. */
  async show(): Promise<void> {
    const items = [...this.#running].map(running => ({
      label: `$(stop-circle) Cancel ${running.title}`,
      detail: `${lineOf(running)}. What is answered is kept; Resume Run goes on.`,
      running,
    }));
    const chosen = await vscode.window.showQuickPick(items, { title: 'Runs under Way' });
    chosen?.running.abort.abort();
  }
}

function lineOf({ progress }: Running): string {
  return progress ? progressLine(progress, systemClock.now()) : 'begins';
}
