import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** `rule@line:start-end` of our diagnostics, lines from 1 and columns from 0, in the order of the text. */
export function findingsOf(uri: vscode.Uri): string[] {
  return ours(uri).map(({ code, range: { start, end } }) => {
    const place = start.line === end.line ? `${end.character}` : `${end.line + 1}:${end.character}`;
    return `${(code as { value: string }).value}@${start.line + 1}:${start.character}-${place}`;
  });
}

/** The diagnostics of the linter, in the order of the text. */
export function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source, code }) => source === 'tunewright' && typeof code === 'object')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** Waits until a file has exactly these findings. */
export function untilFindings(uri: vscode.Uri, expected: readonly string[]): Promise<void> {
  return until(
    () => findingsOf(uri).join('\n') === expected.join('\n'),
    vscode.languages.onDidChangeDiagnostics,
    () => assert.deepEqual(findingsOf(uri), expected),
  );
}

/** Waits until VS Code tells that a file was made or changed. */
export function untilWatched(pattern: string): Promise<void> {
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${pattern}`);
  let seen = false;
  const event = (listener: () => void) => {
    const hear = () => {
      seen = true;
      listener();
    };
    return vscode.Disposable.from(watcher, watcher.onDidCreate(hear), watcher.onDidChange(hear));
  };
  return until(() => seen, event);
}

/** Waits until something holds, looking again after each event. `explain` fails with what was seen last. */
export function until(
  holds: () => boolean,
  event: (listener: () => void) => vscode.Disposable,
  explain: () => void = () => assert.fail('It never came to hold.'),
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      subscription.dispose();
      clearTimeout(timer);
      settle();
    };
    const look = () => {
      if (holds()) end(resolve);
    };
    const subscription = event(look);
    const timer = setTimeout(
      () =>
        end(() => {
          try {
            explain();
            resolve();
          } catch (error) {
            reject(error);
          }
        }),
      60_000,
    );
    look();
  });
}
