import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { RunningBatches } from '../templates/batch/runningBatches.ts';
import type { BatchParts } from '../templates/batch/openBatch.ts';
import { commandCall, registerCommand } from '../typed.ts';

/** *Run over Dataset*, *Run over Folder*, *Resume Run*, *Generate Conversations* and the review of what their answers held in bad lines. */
export function registerRunOver(services: Services): vscode.Disposable {
  const { tell } = services;
  const running = new RunningBatches();
  const parts: BatchParts = { services, running };
  const start = async (kind: 'dataset' | 'folder', clicked: vscode.Uri | undefined) => {
    const { startBatch } = await import('../templates/batch/startBatch.ts');
    await startBatch(kind, clicked, parts);
  };
  return vscode.Disposable.from(
    running,
    registerCommand('tunewright.showRunningBatches', tell, () => running.show()),
    registerCommand('tunewright.runOverDataset', tell, clicked => start('dataset', clicked)),
    registerCommand('tunewright.runOverFolder', tell, clicked => start('folder', clicked)),
    registerCommand('tunewright.resumeRun', tell, async () => {
      const { resumeBatch } = await import('../templates/batch/resumeBatch.ts');
      await resumeBatch(parts);
    }),
    registerCommand('tunewright.generateConversations', tell, async clicked => {
      const { generateConversations } = await import('../users/generateConversations.ts');
      await generateConversations(clicked, services, running);
    }),
    vscode.languages.registerCodeLensProvider(
      { pattern: '**/*.users.{json,jsonc}' },
      {
        provideCodeLenses({ uri }) {
          const top = new vscode.Range(0, 0, 0, 0);
          const call = commandCall('tunewright.generateConversations', '$(play) Generate Conversations', uri);
          return [new vscode.CodeLens(top, call)];
        },
      },
    ),
    registerCommand('tunewright.reviewRejected', tell, async clicked => {
      const { reviewRejected } = await import('../templates/batch/reviewRejected.ts');
      await reviewRejected(clicked, parts);
    }),
  );
}
