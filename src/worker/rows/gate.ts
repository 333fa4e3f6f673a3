/** Lets work pass while it is open, and holds it back while it is closed. */
export class Gate {
  #closed: Promise<void> | undefined;
  #open = () => {};

  close(): void {
    this.#closed ??= new Promise(resolve => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#open();
    this.#closed = undefined;
  }

  /** Settles as soon as it is open. */
  async passed(): Promise<void> {
    while (this.#closed) await this.#closed;
  }
}
