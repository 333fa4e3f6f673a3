import * as vscode from 'vscode';
import type { ProblemData } from '../core/util/problem.ts';
import { problemText } from '../core/util/problemText.ts';

/**
 * The output channel Tunewright, made when the first line is written. It never holds the contents of files: rule
 * messages quote them, so only ids, paths, counts and problems are logged.
 */
export class Log implements vscode.Disposable {
  #channel: vscode.LogOutputChannel | undefined;

  info(line: string): void {
    this.#open().info(line);
  }

  problem(problem: ProblemData): void {
    const { code, cause } = problem;
    this.#open().error(`${code}: ${problemText(problem)}${cause === undefined ? '' : `\n${cause}`}`);
  }

  show(): void {
    this.#open().show();
  }

  dispose(): void {
    this.#channel?.dispose();
  }

  #open(): vscode.LogOutputChannel {
    this.#channel ??= vscode.window.createOutputChannel('Tunewright', { log: true });
    return this.#channel;
  }
}
