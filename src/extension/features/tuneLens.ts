import * as vscode from 'vscode';
import { TUNE_SELECTOR } from '../tune/tuneDocuments.ts';
import { commandCall } from '../typed.ts';

/** *Check | Estimate | Launch | Move* over a tune. */
export function registerTuneLens(): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(TUNE_SELECTOR, {
    provideCodeLenses({ uri }) {
      const top = new vscode.Range(0, 0, 0, 0);
      return [
        commandCall('tunewright.checkTune', '$(checklist) Check', uri),
        commandCall('tunewright.estimateTune', '$(dashboard) Estimate', uri),
        commandCall('tunewright.launchTune', '$(rocket) Launch', uri),
        commandCall('tunewright.moveTune', '$(export) Move…', uri),
      ].map(call => new vscode.CodeLens(top, call));
    },
  });
}
