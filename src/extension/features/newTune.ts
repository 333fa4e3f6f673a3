import type * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** *New Tune*: a tune file, step by step. */
export function registerNewTune(services: Services): vscode.Disposable {
  return registerCommand('tunewright.newTune', services.tell, async given => {
    const { askNewTune } = await import('../tune/askNewTune.ts');
    await askNewTune(services, given);
  });
}
