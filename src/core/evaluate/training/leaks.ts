import { MinHashIndex } from '../../similar/minHash.ts';
import { RowIndex } from '../../similar/rowIndex.ts';
import { plainWordsOf } from '../../similar/shingles.ts';
import type { Case } from '../case.ts';
import type { TrainingRow } from './trainingRows.ts';

/** A case that stands in a training file. */
export interface Leak {
  /** Zero-based line of the training file. */
  line: number;
  kind: 'exact' | 'near';
  /** 1 when exact. */
  similarity: number;
}

/** Fewer letters than this are found everywhere. */
const LEAST_LETTERS = 12;

/** Which cases stand in a training file, exactly or nearly, by the ids of the cases. */
export function findLeaks(cases: readonly Case[], rows: readonly TrainingRow[]): Map<string, Leak> {
  const index = new RowIndex(rows);
  const near = new MinHashIndex();
  const prompts = rows.map(({ prompt }) => ` ${plainWordsOf(prompt).join(' ')} `);
  for (const [number, { prompt }] of rows.entries()) near.add(number, prompt);
  const leaks = new Map<string, Leak>();
  for (const one of cases) {
    const texts = askedTexts(one);
    const exact = exactRow(texts, index, prompts);
    const [similar] = exact === undefined ? near.near(texts.join('\n')) : [];
    if (exact !== undefined) leaks.set(one.id, { line: rows[exact]!.line, kind: 'exact', similarity: 1 });
    else if (similar)
      leaks.set(one.id, { line: rows[similar.id]!.line, kind: 'near', similarity: similar.similarity });
  }
  return leaks;
}

/** What a case asks: the user's turns, or the values that fill the template. */
function askedTexts({ messages, values, reference }: Case): string[] {
  if (messages) {
    return messages.flatMap(({ role, content }) =>
      role === 'user' && typeof content === 'string' ? [content] : [],
    );
  }
  return Object.values(values).flatMap(value =>
    typeof value === 'string' && value !== reference ? [value] : [],
  );
}

/** A row whose prompt holds every text, word for word. The prompt's template may stand around them. */
function exactRow(texts: readonly string[], index: RowIndex, prompts: readonly string[]): number | undefined {
  const wanted = texts.map(text => plainWordsOf(text)).filter(words => words.length > 0);
  const letters = wanted.flat().join('').length;
  if (letters < LEAST_LETTERS) {
    // A short question counts when it is all that the row asks.
    const whole = ` ${wanted.map(words => words.join(' ')).join(' ')} `;
    return letters === 0 ? undefined : index.withWords(wanted.flat()).find(row => prompts[row] === whole);
  }
  const phrases = wanted.map(words => ` ${words.join(' ')} `);
  return index.withWords(wanted.flat()).find(row => phrases.every(phrase => prompts[row]!.includes(phrase)));
}
