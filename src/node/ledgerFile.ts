import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type CapAnswer, judgeCap } from '../core/ledger/cap.ts';
import { type LedgerEntry, ledgerLine } from '../core/ledger/entry.ts';
import type { Ledger } from '../core/ledger/ledger.ts';
import { type LedgerReading, readLedger } from '../core/ledger/readLedger.ts';
import { monthOf, sumsOf } from '../core/ledger/sums.ts';
import type { Clock } from '../core/util/clock.ts';
import type { Disposable } from '../core/util/disposable.ts';
import { Emitter } from '../core/util/event.ts';
import { appendLine } from './appendLine.ts';
import { fileProblem } from './fileProblem.ts';
import { withFileLock } from './fileLock.ts';

export interface LedgerPlace {
  /** Absolute path of the ledger; it and its folder are made by the first entry. */
  file: string;
  clock: Clock;
  /** US dollars a month; undefined when there is no cap. Asked each time, since the user may change it. */
  cap(): number | undefined;
}

/** A ledger in a file. Lines are only ever added, each in a single write, so several processes may use one file. */
export class LedgerFile implements Ledger {
  readonly file: string;
  readonly #clock: Clock;
  readonly #cap: () => number | undefined;
  readonly #held = new Set<{ usd: number }>();
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor({ file, clock, cap }: LedgerPlace) {
    this.file = file;
    this.#clock = clock;
    this.#cap = cap;
  }

  async read(): Promise<LedgerReading> {
    try {
      return readLedger(await readFile(this.file, 'utf8'));
    } catch (error) {
      const problem = fileProblem(error, this.file);
      if (problem.code === 'not-found') return { entries: [], skipped: [] };
      throw problem;
    }
  }

  async record(entry: LedgerEntry): Promise<void> {
    await this.#locked(() => appendLine(this.file, ledgerLine(entry)));
    this.#changed.fire();
  }

  async allows(usd: number | null): Promise<CapAnswer> {
    return this.#judge(usd);
  }

  async reserve(entry: LedgerEntry): Promise<CapAnswer> {
    const answer = await this.#locked(async () => {
      const judged = await this.#judge(entry.usd, entry);
      if (judged.verdict !== 'over') await appendLine(this.file, ledgerLine({ ...entry, reserved: true }));
      return judged;
    });
    this.#changed.fire();
    return answer;
  }

  hold(usd: number): Disposable {
    const held = { usd };
    this.#held.add(held);
    return { dispose: () => void this.#held.delete(held) };
  }

  /** What an entry replaces does not count against it. */
  async #judge(usd: number | null, replacing?: LedgerEntry): Promise<CapAnswer> {
    const { entries, skipped } = await this.read();
    const month = monthOf(this.#clock.now());
    const counted = entries.filter(
      ({ at, kind, id }) => monthOf(at) === month && !(kind === replacing?.kind && id === replacing.id),
    );
    const { total } = sumsOf(counted);
    const held = [...this.#held].reduce((sum, one) => sum + one.usd, 0);
    const answer = judgeCap(usd, total.usd + total.reserved + held, this.#cap());
    return skipped.length > 0 ? { ...answer, unread: skipped.length } : answer;
  }

  async #locked<T>(action: () => Promise<T>): Promise<T> {
    try {
      await mkdir(path.dirname(this.file), { recursive: true });
      return await withFileLock(this.file, action);
    } catch (error) {
      throw fileProblem(error, this.file);
    }
  }
}
