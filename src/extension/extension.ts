import type * as vscode from 'vscode';
import { FEATURES } from './features.ts';
import { createServices } from './services.ts';

/** Called by VS Code when the first dataset or chat template is opened or the first command of ours is run. */
export function activate(context: vscode.ExtensionContext): void {
  const services = createServices(context);
  for (const register of FEATURES) context.subscriptions.push(register(services));
}
