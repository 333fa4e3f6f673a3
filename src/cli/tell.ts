import type { ProblemData } from '../core/util/problem.ts';
import { adviceOf } from '../core/util/problemText.ts';
import type { Io } from './io.ts';
import { neutral } from './terminal/neutral.ts';
import { styleFor, wantsColour } from './terminal/style.ts';

/** Tells the user on standard error what could not be done and what to do. */
export async function tell(io: Io, problem: ProblemData): Promise<void> {
  const { code, message, cause } = problem;
  if (code === 'cancelled') {
    await io.stderr.write('Cancelled.\n');
    return;
  }
  const style = styleFor(wantsColour(io.stderr, io.env));
  const isFault = code === 'internal' && cause !== undefined;
  const advice = isFault
    ? 'Try again; if it happens again, report it with what stands below.'
    : neutral(adviceOf(problem));
  await io.stderr.write(`${style.red(neutral(message))}\n  ${advice}\n`);
  if (isFault) await io.stderr.write(`${cause.split('\n').map(neutral).join('\n')}\n`);
}
