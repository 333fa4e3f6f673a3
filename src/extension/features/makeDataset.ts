import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** *Make Dataset from Table* and *Make Dataset from Dialogue*. Nothing is sent anywhere. */
export function registerMakeDataset(services: Services): vscode.Disposable {
  const { tell } = services;
  return vscode.Disposable.from(
    registerCommand('tunewright.makeDatasetFromTable', tell, async clicked => {
      const { makeFromTable } = await import('../templates/build/makeFromTable.ts');
      await makeFromTable(clicked, services);
    }),
    registerCommand('tunewright.makeDatasetFromDialogue', tell, async clicked => {
      const { makeFromDialogue } = await import('../templates/build/makeFromDialogue.ts');
      await makeFromDialogue(clicked, services);
    }),
  );
}
