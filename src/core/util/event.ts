import type { Disposable } from './disposable.ts';

export type Listener<T> = (value: T) => void;

/** Subscribes a listener until the returned disposable is disposed. */
export type Event<T> = (listener: Listener<T>) => Disposable;

/** The owner's end of an event. A listener that throws does not keep the others from hearing. */
export class Emitter<T> implements Disposable {
  #listeners = new Set<Listener<T>>();

  readonly event: Event<T> = listener => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
