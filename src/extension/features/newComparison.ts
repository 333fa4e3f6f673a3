import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { commandCall, registerCommand } from '../typed.ts';

/** *New Comparison*, from whatever was clicked, and *Open | Run* over a comparison. */
export function registerNewComparison(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand('tunewright.newComparison', services.tell, async origin => {
      const { knownStart } = await import('../newComparison/comparisonStart.ts');
      const { newComparison } = await import('../newComparison/newComparison.ts');
      return newComparison(await knownStart(origin, services), services);
    }),
    vscode.languages.registerCodeLensProvider(
      { pattern: '**/*.compare.{json,jsonc}' },
      {
        provideCodeLenses({ uri }) {
          const top = new vscode.Range(0, 0, 0, 0);
          return [
            commandCall('tunewright.openComparison', '$(split-horizontal) Open', uri),
            commandCall('tunewright.runComparison', '$(play) Run', uri),
          ].map(call => new vscode.CodeLens(top, call));
        },
      },
    ),
  );
}
