import { createContext, Script } from 'node:vm';
import { SlowPattern } from '../core/evaluate/graders/gradeInput.ts';

/** Milliseconds after which a pattern is given up. An honest one takes none. */
const LIMIT_MS = 200;

// The pattern and the text are values and never code; the context exists for its time limit alone.
const SCRIPT = new Script('new RegExp(pattern, flags).exec(text)');

/**
 * Finds patterns within a time limit, so that one that would try for years ends the grader and not the program. A pattern
 * that was too slow once is not tried again.
 */
export function patternMatcher(): (
  pattern: string,
  flags: string,
  text: string,
) => (string | undefined)[] | undefined {
  const context = createContext(Object.create(null) as object, {
    codeGeneration: { strings: false, wasm: false },
  });
  const slow = new Set<string>();
  return (pattern, flags, text) => {
    const key = `${flags}/${pattern}`;
    if (slow.has(key)) throw new SlowPattern('The pattern takes too long.');
    Object.assign(context, { pattern, flags, text });
    try {
      const found = SCRIPT.runInContext(context, { timeout: LIMIT_MS }) as RegExpExecArray | null;
      return found === null ? undefined : Array.from(found);
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
        slow.add(key);
        throw new SlowPattern('The pattern takes too long.');
      }
      throw new SlowPattern(`The pattern cannot be read: ${(error as Error).message}`);
    } finally {
      Object.assign(context, { text: '' });
    }
  };
}
