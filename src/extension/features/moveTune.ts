import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { jobOf } from '../jobs/jobOf.ts';
import type { MoveFrom } from '../move/moveTune.ts';
import { PlanPreview } from '../move/planPreview.ts';
import { chosenTune } from '../tune/tuneDocuments.ts';
import { registerCommand } from '../typed.ts';

/** Moves a tune, or that of a job, to another connection or to a trainer of one's own, after a look at the plan. */
export function registerMoveTune(services: Services): vscode.Disposable {
  const preview = new PlanPreview();
  const run = async (from: MoveFrom) => {
    const { moveTune } = await import('../move/moveTune.ts');
    await moveTune(services, preview, from);
  };
  return vscode.Disposable.from(
    preview,
    registerCommand('tunewright.moveTune', services.tell, async given => {
      const document = await chosenTune(given);
      if (!document || (document.isDirty && !(await document.save()))) return;
      await run({ tune: { path: document.uri.fsPath, text: document.getText() } });
    }),
    registerCommand('tunewright.moveJob', services.tell, async node => {
      const job = await jobOf(services, node, 'The tune of which job do you want to move?');
      if (!job) return;
      const { launchedTune } = await import('../../core/move/moveSource.ts');
      await run({ tune: launchedTune(job), job });
    }),
  );
}
