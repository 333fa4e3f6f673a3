import { isObject, own } from '../jsonl/shape.ts';
import type { ChatMessage } from '../provider/chat.ts';

/** What a dataset of questions and answers asks, as far as it takes to invent questions that it does not answer. */
export interface AskedQuestions {
  /** Each once, in the order of the lines. */
  questions: string[];
  /** The system message that its first example has; absent when that has none. */
  system?: string;
}

/** What people would say; the user may say it otherwise. */
export const USUAL_UNKNOWN = 'I don’t know: I have no information about that.';

/** Questions shown to the model that invents others. */
const SHOWN = 20;
/** In UTF-16 units. What is longer is no question to learn the style from. */
const LONGEST = 300;

/** Reads the last question of each chat. Lines that are none are passed over. */
export function askedQuestions(lines: Iterable<string>): AskedQuestions {
  const questions = new Set<string>();
  let system: string | undefined;
  let isFirst = true;
  for (const line of lines) {
    const messages = messagesOf(line);
    if (!messages) continue;
    if (isFirst) system = textOf(messages.find(message => own(message, 'role') === 'system'));
    isFirst = false;
    const question = textOf(messages.findLast(message => own(message, 'role') === 'user'))?.trim();
    if (question?.endsWith('?') && question.length <= LONGEST) questions.add(question);
  }
  return { questions: [...questions], ...(system !== undefined && { system }) };
}

/** Asks a model for `count` questions of the same kind that the data does not answer, one a line. */
export function unknownPrompt({ questions }: AskedQuestions, count: number): ChatMessage[] {
  const every = Math.max(1, Math.floor(questions.length / SHOWN));
  const shown = questions.filter((_, index) => index % every === 0).slice(0, SHOWN);
  return [
    {
      role: 'system',
      content:
        'You are given questions that a dataset answers. Write questions that the same people could ask, about the same subjects, but that the dataset is unlikely to answer. Write one question a line, and nothing else.',
    },
    {
      role: 'user',
      content: 'Write 3 questions.\n\nWhen does the bakery open?\nDoes the bakery sell rye bread?',
    },
    {
      role: 'assistant',
      content:
        'Who owned the bakery before the war?\nHow many loaves did the bakery sell last week?\nWhat does the baker think of the new bridge?',
    },
    { role: 'user', content: `Write ${count} questions.\n\n${shown.join('\n')}` },
  ];
}

/** The questions of an answer, without numbers and marks of lists, each once, and none that the dataset has. */
export function readQuestions(answer: string, { questions }: AskedQuestions, count: number): string[] {
  const known = new Set(questions.map(folded));
  const found: string[] = [];
  for (const line of answer.split(/\r?\n/)) {
    const question = line.replace(/^\s*(?:[-*•]|\d+[.)])\s*/, '').trim();
    if (!question.endsWith('?') || known.has(folded(question))) continue;
    known.add(folded(question));
    found.push(question);
  }
  return found.slice(0, count);
}

/** A line that teaches not to know. */
export function unknownExample({ system }: AskedQuestions, question: string, answer: string): string {
  return JSON.stringify({
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
  });
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function messagesOf(line: string): Readonly<Record<string, unknown>>[] | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const messages = isObject(value) ? own(value, 'messages') : undefined;
    return Array.isArray(messages) ? messages.filter(isObject) : undefined;
  } catch {
    return undefined;
  }
}

function textOf(message: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const content = message && own(message, 'content');
  return typeof content === 'string' ? content : undefined;
}
