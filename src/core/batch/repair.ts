import type { LintSettings } from '../lint/settings.ts';
import type { ChatMessage } from '../provider/chat.ts';
import { linesOfAnswer, type RejectedLine, sortLines } from './answerLines.ts';

/** Sound lines that show a model what the others look like. */
const SAMPLES = 3;

/** What a model is asked so that it repairs a line. `good` are lines of the dataset that it is meant for. */
export function repairMessages({ text, faults }: RejectedLine, good: readonly string[]): ChatMessage[] {
  const samples = good.slice(0, SAMPLES).map(sample => [
    { role: 'user', content: `Line:\n${sample.slice(0, -1)}\n\nFaults:\nThe last brace is missing.` },
    { role: 'assistant', content: sample },
  ]);
  return [
    { role: 'system', content: INSTRUCTION },
    ...samples.flat(),
    { role: 'user', content: `Line:\n${text}\n\nFaults:\n${faults.join('\n')}` },
  ];
}

const INSTRUCTION = [
  'You repair single lines of a JSONL file with training examples for a language model.',
  'Answer with the repaired line alone: one JSON object on one line, without a code fence and without a comment.',
  'Keep what the line says, word for word where you can. Never invent facts.',
].join(' ');

/** A repaired line, and what is still wrong with it. */
export interface Repair {
  line: string;
  faults: string[];
}

/** Reads a model's repair. It must be one line that can stand in the dataset beside the good ones. */
export function readRepair(answer: string, good: readonly string[], settings: LintSettings): Repair {
  const lines = linesOfAnswer(answer);
  const [line = ''] = lines;
  if (lines.length !== 1)
    return { line: lines.join('\n'), faults: ['The model did not answer with one line.'] };
  return { line, faults: faultsBeside(line, good, settings) };
}

/** What is wrong with a line that is to stand beside good ones; empty when nothing is. */
export function faultsBeside(line: string, good: readonly string[], settings: LintSettings): string[] {
  const all = [...good.map(text => ({ text, from: 'the dataset' })), { text: line, from: REPAIRED }];
  const { rejected } = sortLines(all, settings);
  return rejected.find(({ from }) => from === REPAIRED)?.faults ?? [];
}

const REPAIRED = 'the repair';
