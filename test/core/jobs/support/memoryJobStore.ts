import type { Job } from '../../../../src/core/jobs/job.ts';
import type { JobStore } from '../../../../src/core/jobs/jobStore.ts';
import type { JobEvent } from '../../../../src/core/provider/fineTuning.ts';
import type { Clock } from '../../../../src/core/util/clock.ts';

const LEASE = 20_000;

/** What is on the disk of a machine: it outlives the services. Each service gets its own `JobStore` on it. */
export class MemoryDisk {
  readonly jobs = new Map<string, string>();
  readonly logs = new Map<string, JobEvent[]>();
  /** Owners whose process is gone, which others can see. */
  readonly dead = new Set<string>();
  readonly #watchers = new Set<(id: string | undefined) => void>();
  #lease: { owner: string; until: number } | undefined;

  /** The jobs as they are now. */
  all(): Job[] {
    return [...this.jobs.values()].map(text => JSON.parse(text) as Job);
  }

  store(clock: Clock): JobStore {
    const read = (id: string) => {
      const text = this.jobs.get(id);
      return text === undefined ? undefined : (JSON.parse(text) as Job);
    };
    const write = (job: Job) => {
      this.jobs.set(job.id, JSON.stringify(job));
      for (const changed of this.#watchers) queueMicrotask(() => changed(job.id));
    };
    return {
      list: async () => ({ jobs: this.all(), issues: [] }),
      read: async id => read(id),
      create: async job => {
        if (this.jobs.has(job.id)) return false;
        write(job);
        return true;
      },
      update: async (id, change) => {
        const before = read(id);
        const after = before && change(before);
        if (after) write(after);
        return after ?? before;
      },
      appendEvents: async (id, events) => {
        this.logs.set(id, [...(this.logs.get(id) ?? []), ...events]);
      },
      readEvents: async id => [
        ...new Map((this.logs.get(id) ?? []).map(event => [event.id, event])).values(),
      ],
      watch: changed => {
        this.#watchers.add(changed);
        return { dispose: () => void this.#watchers.delete(changed) };
      },
      lease: async owner => {
        const now = clock.now();
        const held = this.#lease;
        if (held && held.owner !== owner && held.until > now && !this.dead.has(held.owner)) return false;
        this.#lease = { owner, until: now + LEASE };
        return true;
      },
      release: async owner => {
        if (this.#lease?.owner === owner) this.#lease = undefined;
      },
    };
  }
}
