import type { Port } from '../../src/protocol/channel.ts';

/** Two ends of a wire that copies messages as threads do, and delivers them in order and later. */
export function wire(): [Port, Port] {
  const [one, other] = [new End(), new End()];
  one.other = other;
  other.other = one;
  return [one, other];
}

class End implements Port {
  other: End | undefined;
  readonly #listeners = new Set<(message: unknown) => void>();

  post(message: unknown): void {
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => {
      for (const listener of [...(this.other?.listeners ?? [])]) listener(copy);
    });
  }

  onMessage(listener: (message: unknown) => void) {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  get listeners(): ReadonlySet<(message: unknown) => void> {
    return this.#listeners;
  }
}
