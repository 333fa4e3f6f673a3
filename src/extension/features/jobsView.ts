import * as vscode from 'vscode';
import { registerJobCommands } from '../jobs/jobCommands.ts';
import { JobsTree } from '../jobs/jobsTree.ts';
import { JobsStatus } from '../jobs/jobsStatus.ts';
import { tellEnd } from '../jobs/tellEnd.ts';
import type { Services } from '../services.ts';

/** The Jobs view, its badge, the item in the status bar and what is told when a job ends. */
export function registerJobsView(services: Services): vscode.Disposable {
  const { jobs } = services;
  const tree = new JobsTree(jobs);
  const view = vscode.window.createTreeView('tunewright.jobs', {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const status = new JobsStatus(jobs, view);
  return vscode.Disposable.from(
    tree,
    view,
    status,
    jobs.onDidEnd(job => tellEnd(services, job)),
    registerJobCommands(services),
  );
}
