import * as vscode from 'vscode';
import { activeFile } from '../files.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** *Make Dataset from Table*, *from Dialogue* and *from Feedback*. Nothing is sent anywhere. */
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
    registerCommand('tunewright.makeDatasetFromFeedback', tell, async given => {
      const { makeFromFeedback } = await import('../feedback/makeFromFeedback.ts');
      const uri = given ?? activeFile();
      if (!uri || !/\.compare\.jsonc?$/i.test(uri.path)) return makeFromFeedback(undefined, services);
      const { session } = (await services.comparisons()).of(uri);
      await session.open();
      return makeFromFeedback(session, services);
    }),
  );
}
