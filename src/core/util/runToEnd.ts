/** Runs a generator through at once and returns its result. For small work, where nobody waits in between. */
export function runToEnd<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}
