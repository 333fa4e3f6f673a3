import path from 'node:path';
import type * as vscode from 'vscode';
import { DatasetSettings } from './lint/datasetSettings.ts';
import { LintService } from './lint/lintService.ts';
import { Pins } from './lint/pins.ts';
import { Log } from './log.ts';
import { Teller } from './tell.ts';

/** The parts that features share. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly tell: Teller;
  readonly pins: Pins;
  readonly settings: DatasetSettings;
  readonly lint: LintService;
}

/** Makes the parts. Nothing here may be slow: worker threads start at their first request. */
export function createServices(context: vscode.ExtensionContext): Services {
  const log = new Log();
  const tell = new Teller(log);
  const pins = new Pins(context.globalState);
  const settings = new DatasetSettings(pins, log);
  const lint = new LintService(path.join(import.meta.dirname, 'lintWorker.cjs'), settings, log);
  context.subscriptions.push(log, settings, lint);
  return { context, log, tell, pins, settings, lint };
}
