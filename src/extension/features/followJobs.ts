import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** Looks after the jobs that were launched, from the moment that something of ours is open, and faster while the window is in front. */
export function registerFollowJobs({ jobs, connections }: Services): vscode.Disposable {
  // Who never launched a job has no folder of jobs, and nothing is loaded.
  if (jobs.hasFolder) void jobs.ready;
  const watch = () => jobs.setWatched(vscode.window.state.focused);
  watch();
  return vscode.Disposable.from(
    vscode.window.onDidChangeWindowState(watch),
    // A key that was entered, or a connection that was mended, may be what a job waits for.
    connections.onDidChange(() => jobs.look()),
  );
}
