import { textOfTurn } from '../formats/conversation.ts';
import { exampleTitle, oneLine } from '../formats/exampleTitle.ts';
import { partsOf } from '../lint/contentFacts.ts';
import type { Example } from '../lint/example.ts';

/** What an example is called in a list: what is asked, and what is answered. Each is one short line, perhaps empty. */
export interface ExampleName {
  question: string;
  answer: string;
}

/** Characters of each of the two. */
const QUESTION = 60;
const ANSWER = 40;

export function exampleName(example: Example): ExampleName {
  if (!example.object) return { question: oneLine(example.text, QUESTION), answer: '' };
  const { before, answer } = partsOf(example.reading);
  const said = answer[0];
  const question =
    before.length === 0 && said
      ? oneLine(textOfTurn(said), QUESTION)
      : exampleTitle(example.object, QUESTION);
  return { question, answer: before.length === 0 || !said ? '' : oneLine(textOfAnswer(said), ANSWER) };
}

/** The name in one line. `number` counts from 0. */
export function numberedName(number: number, { question, answer }: ExampleName): string {
  const lead = `${(number + 1).toLocaleString('en-US')} · ${question === '' ? '(empty)' : question}`;
  return answer === '' ? lead : `${lead} → ${answer}`;
}

function textOfAnswer(turn: Parameters<typeof textOfTurn>[0]): string {
  const text = textOfTurn(turn);
  if (text.trim() !== '') return text;
  const call = turn.pieces.find(piece => piece.kind === 'call');
  return call ? `${call.name}(${call.arguments})` : '';
}
