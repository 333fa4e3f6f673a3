import { createReadStream } from 'node:fs';
import { fileProblem } from './fileProblem.ts';

/** What a text file's lines are like. */
export interface LineSurvey {
  /** A last line without its break counts too. */
  lines: number;
  /** The break of the first line; `\n` when there is none. */
  eol: '\n' | '\r\n';
}

/** Counts the lines of a file of any size; one that is missing has none. Throws a `Problem`. */
export async function surveyLines(file: string): Promise<LineSurvey> {
  let breaks = 0;
  let last = NEWLINE;
  let eol: LineSurvey['eol'] = '\n';
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) {
        const before = at > 0 ? chunk[at - 1] : last;
        if (breaks === 0 && before === RETURN) eol = '\r\n';
        breaks++;
      }
      last = chunk.at(-1) ?? last;
    }
  } catch (error) {
    const problem = fileProblem(error, file);
    if (problem.code !== 'not-found') throw problem;
  }
  return { lines: breaks + (last === NEWLINE ? 0 : 1), eol };
}

const NEWLINE = 10;
const RETURN = 13;
