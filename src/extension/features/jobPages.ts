import * as vscode from 'vscode';
import { jobOf } from '../jobs/jobOf.ts';
import { JobPanel } from '../jobs/jobPanel.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { Panels } from '../webviews/panel.ts';

/** The pages of jobs: one for each job, there again after a reload. */
export function registerJobPages(services: Services): vscode.Disposable {
  const { context, tell, jobs } = services;
  const pages = new Panels(context.extensionUri, tell, {
    page: 'job',
    place: { viewColumn: vscode.ViewColumn.Active },
    fill: (panel, key) => new JobPanel(services, panel, key),
  });
  return vscode.Disposable.from(
    pages,
    registerCommand('tunewright.openJob', tell, async node => {
      const job = await jobOf(services, node, 'Which job do you want to see?');
      if (job) pages.show(job.id);
    }),
    registerCommand('tunewright.compareCurves', tell, async node => {
      const job = await jobOf(services, node, 'Which job do you want to compare?');
      if (!job) return;
      const before = pages.get(job.id)?.compared ?? [];
      const items = jobs
        .jobs()
        .filter(({ id }) => id !== job.id)
        .map(({ id, name, connection }) => ({
          label: name,
          description: connection.name,
          picked: before.includes(id),
          id,
        }));
      const picked = await vscode.window.showQuickPick(items, {
        title: `Draw the curves of ${job.name} with those of`,
        placeHolder: items.length > 0 ? 'One or several jobs' : 'There is no other job yet.',
        canPickMany: true,
      });
      if (picked) await pages.show(job.id).compare(picked.map(({ id }) => id));
    }),
  );
}
