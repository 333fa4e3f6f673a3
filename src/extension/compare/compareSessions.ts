import path from 'node:path';
import type * as vscode from 'vscode';
import { JudgeClient } from '../../node/judgeClient.ts';
import type { Services } from '../services.ts';
import { CompareRun } from './compareRun.ts';
import { CompareSession } from './compareSession.ts';

/** The comparisons that somebody looks at, one session for each file, whoever asks. */
export class CompareSessions implements vscode.Disposable {
  readonly #services: Pick<Services, 'connections' | 'jobs' | 'ledgers'>;
  readonly #judge = new JudgeClient(path.join(import.meta.dirname, 'judgeWorker.cjs'));
  readonly #open = new Map<string, { session: CompareSession; run: CompareRun }>();

  constructor(services: Pick<Services, 'connections' | 'jobs' | 'ledgers'>) {
    this.#services = services;
  }

  of(uri: vscode.Uri): { session: CompareSession; run: CompareRun } {
    const key = uri.toString();
    const known = this.#open.get(key);
    if (known) return known;
    const session = new CompareSession(this.#services, uri, this.#judge);
    const made = { session, run: new CompareRun(session, this.#services.ledgers) };
    this.#open.set(key, made);
    return made;
  }

  dispose(): void {
    for (const { session, run } of this.#open.values()) {
      run.stop();
      session.dispose();
    }
    this.#open.clear();
    this.#judge.dispose();
  }
}
