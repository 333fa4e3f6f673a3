import type { Wait } from '../../core/provider/waits.ts';

/** A pause that a server asked for. */
export function waitInWords({ problem, milliseconds, until }: Wait): string {
  const time = new Date(until).toLocaleTimeString();
  return `${problem.message} Asking again in ${Math.ceil(milliseconds / 1000)} s, at ${time}.`;
}
