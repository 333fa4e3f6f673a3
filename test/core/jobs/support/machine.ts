import { Jobs } from '../../../../src/core/jobs/service/jobs.ts';
import type { JobParts } from '../../../../src/core/jobs/service/parts.ts';
import type { Connection } from '../../../../src/core/provider/connection.ts';
import type { LedgerEntry } from '../../../../src/core/ledger/entry.ts';
import type { Ledger } from '../../../../src/core/ledger/ledger.ts';
import { seededRandom } from '../../../../src/core/util/seededRandom.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { FakeService } from './fakeService.ts';
import { MemoryDisk } from './memoryJobStore.ts';

export const connection: Connection = { id: 'c', kind: 'openai', name: 'OpenAI' };

/** A window with a job service in it. */
export interface Window {
  jobs: Jobs;
  /** Ids of the jobs whose end it told. */
  told: string[];
  /** Ends it as a killed process ends: whatever it was about to do or to hear never happens. */
  kill(): void;
}

/** A machine with a disk, a clock and a provider at the other end of the line. */
export class Machine {
  readonly clock = new FakeClock({ auto: true });
  readonly disk = new MemoryDisk();
  readonly service = new FakeService(this.clock);
  readonly ledger: LedgerEntry[] = [];
  readonly log: string[] = [];
  connections: readonly Connection[] = [connection];
  #windows = 0;
  #ids = 0;

  open(changes: Partial<JobParts> = {}): Window {
    const owner = `window-${++this.#windows}`;
    let dead = false;
    const gate = <T extends object>(target: T): T => gated(target, () => dead);
    const clock = gate({ now: () => this.clock.now(), sleep: this.clock.sleep.bind(this.clock) });
    const jobs = new Jobs({
      store: gate(this.disk.store(this.clock)),
      ...{ clock, owner, random: seededRandom(this.#windows) },
      newId: () => `job-${++this.#ids}`,
      connections: () => this.connections,
      provider: async one => {
        const provider = this.service.provider(one);
        return { ...provider, files: gate(provider.files!), fineTuning: gate(provider.fineTuning!) };
      },
      open: async ({ name, bytes }) => ({
        ...{ name, size: bytes, slice: () => new Uint8Array() },
        stream: () => new Blob([]).stream() as ReadableStream<Uint8Array>,
      }),
      ledger: () => gate(this.#ledgerOf()),
      log: line => void this.log.push(line),
      ...changes,
    });
    const told: string[] = [];
    jobs.onDidEnd(job => {
      if (!dead) told.push(job.id);
    });
    return {
      jobs,
      told,
      kill: () => {
        dead = true;
        this.disk.dead.add(owner);
        jobs.dispose();
      },
    };
  }

  #ledgerOf(): Ledger {
    const record = async (entry: LedgerEntry) => void this.ledger.push(entry);
    const within = { verdict: 'within', committed: 0 } as const;
    return {
      onDidChange: () => ({ dispose() {} }),
      read: async () => ({ entries: this.ledger, skipped: [] }),
      record,
      allows: async () => within,
      reserve: async entry => {
        await record({ ...entry, reserved: true });
        return within;
      },
      hold: () => ({ dispose() {} }),
    };
  }
}

/** Everything that the methods of an object return never comes once the process is dead, and no call goes out. */
function gated<T extends object>(target: T, isDead: () => boolean): T {
  const never = () => new Promise<never>(() => {});
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (isDead())
          return key === 'watch' || key === 'now' || key === 'hold' ? value.apply(object, args) : never();
        const answer: unknown = value.apply(object, args);
        if (!(answer instanceof Promise)) return answer;
        return answer.then(
          result => (isDead() ? never() : result),
          error => (isDead() ? never() : Promise.reject(error)),
        );
      };
    },
  });
}
