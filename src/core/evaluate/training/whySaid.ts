import { RowIndex, sharedWords } from '../../similar/rowIndex.ts';
import { textOfMessages } from '../compare/textOfMessages.ts';
import type { Case } from '../case.ts';
import type { TrainingRow } from './trainingRows.ts';

/** A training example that may be why a model said what it said. */
export interface LikelyReason {
  /** Zero-based line of the training file. */
  line: number;
  similarity: number;
  prompt: string;
  answer: string;
  /** Words of the prompt and of the answer that stand in the question and in the model's answer too. */
  promptShared: { start: number; end: number }[];
  answerShared: { start: number; end: number }[];
}

/** The examples of a training file that are most like a question and the answer that a model gave. */
export class WhySaid {
  readonly #rows: readonly TrainingRow[];
  readonly #index: RowIndex;

  constructor(rows: readonly TrainingRow[]) {
    this.#rows = rows;
    this.#index = new RowIndex(rows);
  }

  reasons(
    { messages, values }: Pick<Case, 'messages' | 'values'>,
    output: string,
    limit = 5,
  ): LikelyReason[] {
    const texts = Object.values(values).filter(value => typeof value === 'string');
    const question = messages ? textOfMessages(messages, 'user') : texts.join('\n');
    return this.#index.nearest({ prompt: question, answer: output }, limit).map(({ row, similarity }) => {
      const { line, prompt, answer } = this.#rows[row]!;
      const [promptShared, answerShared] = [sharedWords(prompt, question), sharedWords(answer, output)];
      return { line, similarity, prompt, answer, promptShared, answerShared };
    });
  }
}
