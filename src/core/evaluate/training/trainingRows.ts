import { detectFormat } from '../../formats/detect.ts';
import { type ReadExample, textOfTurn } from '../../formats/conversation.ts';
import { formatOf } from '../../formats/registry.ts';
import { isObject } from '../../jsonl/shape.ts';
import type { RowTexts } from '../../similar/rowIndex.ts';
import { splitLines } from '../../text/cutLines.ts';

/** A training example as far as likeness goes. */
export interface TrainingRow extends RowTexts {
  /** Zero-based. */
  line: number;
}

/** What the examples of a dataset ask and answer, whatever their format. Lines that say nothing are left out. */
export function trainingRows(text: string): TrainingRow[] {
  return splitLines(text).flatMap((line, number) => {
    const value = jsonOf(line);
    if (!isObject(value)) return [];
    const format = detectFormat(value);
    const example = format && formatOf(format)?.read(value);
    const texts = example ? textsOf(example) : undefined;
    return texts && texts.prompt + texts.answer !== '' ? [{ ...texts, line: number }] : [];
  });
}

/** System prompts are the same for many examples and say nothing of any. */
function textsOf({ parts }: ReadExample): RowTexts {
  const asked: string[] = [];
  const answered: string[] = [];
  for (const { part, turns } of parts) {
    if (part === 'rejected') continue;
    for (const turn of turns) {
      if (turn.speaker === 'system' || turn.speaker === 'developer') continue;
      const isAnswer = turn.speaker === 'assistant' || part === 'answer' || part === 'preferred';
      (isAnswer ? answered : asked).push(textOfTurn(turn));
    }
  }
  return { prompt: asked.join('\n'), answer: answered.join('\n') };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
