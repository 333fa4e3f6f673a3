import type { Signal } from '@preact/signals';

/** Says how a call ended: what was done, or what went wrong. Nothing is said of what the user left: its answer is `false`. */
export function telling(said: Signal<string>): (call: Promise<unknown>, done?: string) => Promise<void> {
  return (call, done = '') =>
    call.then(
      answer => {
        said.value = answer === false ? '' : done;
      },
      (problem: Error) => {
        said.value = problem.message;
      },
    );
}
