import * as vscode from 'vscode';

/** Milliseconds before the notification comes: what is done sooner would only make it flicker. */
export const PATIENCE = 300;

/** Runs something long behind a notification with a Cancel button, which aborts the signal. */
export async function withCancellableProgress<T>(
  title: string,
  run: (signal: AbortSignal, report: (message: string, increment?: number) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const reports = new Reports();
  const running = run(controller.signal, (message, increment) => reports.add(message, increment));
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    vscode.window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => controller.abort());
      reports.sendTo(progress);
      // How it ended is told to whoever waits for `running`.
      await running.catch(() => {});
    });
  }, PATIENCE);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
  }
}

interface Report {
  message: string;
  increment?: number;
}

/** What is reported before there is a notification is kept for it, as one report. */
class Reports {
  #progress: vscode.Progress<Report> | undefined;
  #kept: Report | undefined;

  add(message: string, increment?: number): void {
    const report = { message, ...(increment === undefined ? {} : { increment }) };
    if (this.#progress) this.#progress.report(report);
    else this.#kept = { ...report, ...sum(this.#kept?.increment, increment) };
  }

  sendTo(progress: vscode.Progress<Report>): void {
    this.#progress = progress;
    if (this.#kept) progress.report(this.#kept);
  }
}

function sum(one: number | undefined, other: number | undefined): { increment?: number } {
  return one === undefined && other === undefined ? {} : { increment: (one ?? 0) + (other ?? 0) };
}
