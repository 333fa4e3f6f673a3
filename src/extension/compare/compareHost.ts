import path from 'node:path';
import type * as vscode from 'vscode';
import { SANDBOX } from '../../core/connections/connectionList.ts';
import type { CompareHost } from '../../core/evaluate/compare/compareHost.ts';
import { nearestNames } from '../../core/provider/nearest.ts';
import { Problem } from '../../core/util/problem.ts';
import { patternMatcher } from '../../node/matchPattern.ts';
import { RenderClient } from '../../node/renderClient.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { ConnectionService } from '../connections/connectionService.ts';
import { PromptFolder } from '../templates/promptFolder.ts';

/** Datasets beyond this many bytes are no cases of a comparison: nobody asks a million questions. */
const LARGEST_FILE = 200_000_000;

/** What comparing needs of VS Code, for the comparisons of one folder. */
export class FolderCompareHost implements CompareHost, vscode.Disposable {
  readonly folder: PromptFolder;
  readonly clock = systemClock;
  readonly match = patternMatcher();
  readonly #connections: ConnectionService;
  #renderer: RenderClient | undefined;

  /** `file` is a comparison, whose folder is meant. */
  constructor(file: vscode.Uri, connections: ConnectionService) {
    this.folder = new PromptFolder(file);
    this.#connections = connections;
  }

  read = (file: string): Promise<string | undefined> => this.folder.read(file, LARGEST_FILE);

  renderPrompt: CompareHost['renderPrompt'] = (job, signal) => {
    this.#renderer ??= new RenderClient(path.join(import.meta.dirname, 'renderWorker.cjs'), systemClock);
    return this.#renderer.renderPrompt(job, signal);
  };

  /** The sandbox when none is named: it is always there and costs nothing. */
  provider: CompareHost['provider'] = async (named = SANDBOX.id) => {
    const all = this.#connections.connections();
    const found = all.find(({ id }) => id === named) ?? all.find(({ name }) => name === named);
    if (found) return this.#connections.provider(found);
    throw new Problem({
      code: 'not-found',
      message: `There is no connection "${named}".`,
      remedy: `Add it in the Connections view, or name one that is there: ${nearestNames(
        named,
        all.map(({ name }) => name),
      ).join(', ')}.`,
    });
  };

  dispose(): void {
    this.#renderer?.dispose();
  }
}
