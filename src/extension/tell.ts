import * as vscode from 'vscode';
import { toProblemData } from '../core/util/problem.ts';
import { problemText } from '../core/util/problemText.ts';
import type { Log } from './log.ts';
import { RESTRICTED } from './refuseRestricted.ts';

/** Something that a notification offers to do. */
export interface Offer {
  title: string;
  run(): unknown;
}

/** Tells people how something ended. */
export class Teller {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Shows what failed and what to do about it. What was cancelled on purpose is not mentioned. */
  failed(thrown: unknown, ...offers: Offer[]): void {
    const problem = toProblemData(thrown);
    if (problem.code === 'cancelled') return;
    this.#log.problem(problem);
    const log: Offer = { title: 'Show Log', run: () => this.#log.show() };
    const all = [...offers];
    if (problem.code === 'internal') all.push(log);
    if (problem.reason === RESTRICTED) all.push(MANAGE_TRUST);
    void offer(vscode.window.showErrorMessage(problemText(problem), ...titles(all)), all);
  }

  done(message: string, ...offers: Offer[]): void {
    void offer(vscode.window.showInformationMessage(message, ...titles(offers)), offers);
  }

  warn(message: string, ...offers: Offer[]): void {
    void offer(vscode.window.showWarningMessage(message, ...titles(offers)), offers);
  }
}

const MANAGE_TRUST: Offer = {
  title: 'Manage Workspace Trust',
  run: () => vscode.commands.executeCommand('workbench.trust.manage'),
};

function titles(offers: readonly Offer[]): string[] {
  return offers.map(one => one.title);
}

async function offer(answer: Thenable<string | undefined>, offers: readonly Offer[]): Promise<void> {
  const chosen = await answer;
  await offers.find(one => one.title === chosen)?.run();
}
