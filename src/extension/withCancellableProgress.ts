import * as vscode from 'vscode';

/** Runs something long behind a notification with a Cancel button, which aborts the signal. */
export function withCancellableProgress<T>(
  title: string,
  run: (signal: AbortSignal, report: (message: string, increment?: number) => void) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, async (progress, token) => {
      const controller = new AbortController();
      const subscription = token.onCancellationRequested(() => controller.abort());
      try {
        return await run(controller.signal, (message, increment) =>
          progress.report({ message, ...(increment === undefined ? {} : { increment }) }),
        );
      } finally {
        subscription.dispose();
      }
    }),
  );
}
