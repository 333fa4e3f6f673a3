/** Lets others wait for the next time that something happens. */
export class Turnstile {
  #waiting: (() => void)[] = [];

  /** Resolves the next time that `open` is called. */
  next(): Promise<void> {
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  /** Lets everybody go on who waits now. */
  open(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
