import type { Graded } from './gradeInput.ts';
import { choiceIn, type JudgeJson, lastJsonObject, numberIn, reasonIn } from './judgeJson.ts';
import { choiceInText, type Said, scoreInText } from './judgeProse.ts';

/** What a judge said of one answer, read out of its text. */
export function readScore(text: string, [lowest, highest]: readonly [number, number]): Graded {
  const { said: number, reason } = read(text, numberIn, scoreInText);
  if (number === undefined) return { failure: 'The judge gave no score.', ...reasoned(reason) };
  if (number < lowest || number > highest) {
    return {
      failure: `The judge gave ${number}, which is not from ${lowest} to ${highest}.`,
      ...reasoned(reason),
    };
  }
  const value = highest === lowest ? 1 : (number - lowest) / (highest - lowest);
  return { value, measured: number, ...reasoned(reason) };
}

/** The same for a choice. `worth` says what each choice is worth, 0 to 1. */
export function readChoice(text: string, worth: Readonly<Record<string, number>>): Graded {
  const names = Object.keys(worth);
  const { said: label, reason } = read(
    text,
    json => choiceIn(json, names),
    prose => choiceInText(prose, names),
  );
  if (label === undefined) return { failure: 'The judge made none of the choices.', ...reasoned(reason) };
  return { value: worth[label]!, label, ...reasoned(reason) };
}

/** Which of two answers a judge prefers. */
export function readWinner(text: string): { winner?: 'a' | 'b' | 'tie'; reason?: string } {
  const names = ['A', 'B', ...TIES];
  const { said: label, reason } = read(
    text,
    json => choiceIn(json, names),
    prose => choiceInText(prose, names),
  );
  if (label === undefined) return reasoned(reason);
  return { winner: label === 'A' ? 'a' : label === 'B' ? 'b' : 'tie', ...reasoned(reason) };
}

const TIES = ['tie', 'both', 'neither', 'equal', 'draw'];

/**
 * What is said in the last object of the text, or plainly after it: a judge may quote the answer that it judges, and
 * that answer may hold a verdict of its own.
 */
function read<T>(
  text: string,
  inJson: (json: JudgeJson) => T | undefined,
  inProse: (prose: string) => Said<T> | undefined,
): { said?: T; reason?: string } {
  const spoken = text.replace(THOUGHTS, '').trim();
  const found = lastJsonObject(spoken);
  const after = found && inProse(spoken.slice(found.end));
  if (found && after?.isPlain !== true) {
    const reason = reasonIn(found.value);
    const said = inJson(found.value) ?? inProse(spoken.slice(0, found.start))?.value;
    return { ...(said !== undefined && { said }), ...(reason !== undefined && { reason }) };
  }
  const said = (after ?? inProse(spoken))?.value;
  return { ...(said !== undefined && { said }), reason: spoken };
}

/** Models that think aloud weigh every verdict before they give theirs. */
const THOUGHTS = /^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/i;

function reasoned(reason: string | undefined): { reason?: string } {
  return reason === undefined || reason === ''
    ? {}
    : { reason: reason.length > 2000 ? `${reason.slice(0, 1999)}…` : reason };
}
