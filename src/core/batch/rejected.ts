import * as z from 'zod';
import type { RejectedLine } from './answerLines.ts';

const lineType = z.object({
  line: z.string(),
  from: z.string(),
  faults: z.array(z.string()),
});

/** The lines of a file of rejected lines: each with the line as the model wrote it and what is wrong with it. */
export function* rejectedFileLines(rejected: readonly RejectedLine[]): Generator<string> {
  for (const { text, from, faults } of rejected) yield `${JSON.stringify({ line: text, from, faults })}\n`;
}

/** Reads such a file. Other lines are passed over. */
export function parseRejected(text: string): RejectedLine[] {
  return text.split('\n').flatMap(line => {
    const read = lineType.safeParse(jsonOf(line));
    return read.success ? [{ text: read.data.line, from: read.data.from, faults: read.data.faults }] : [];
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
