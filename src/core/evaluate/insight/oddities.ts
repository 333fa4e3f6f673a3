import { wordsOf } from '../../text/words.ts';
import type { Cell } from '../results/cell.ts';

/** A word that a variant is fond of: it begins many answers, or stands in many. Plain data. */
export interface Oddity {
  variant: string;
  kind: 'opening' | 'word';
  word: string;
  /** Answers that begin with it or hold it, of all. */
  count: number;
  answers: number;
  /** The same for the other variants. */
  elsewhere: { variant: string; count: number; answers: number }[];
  /** The same for the answers of its training file; absent where none is named. */
  training?: { count: number; answers: number };
}

/** Fewer answers show no habit. */
const FEWEST_ANSWERS = 8;
/** A habit is what stands in so many of the answers. */
const OFTEN = 0.3;
/** And more than so many times as often as where it is usual. */
const TIMES = 2;
/** Answers of one or two words are labels: that they begin alike says nothing. */
const LEAST_WORDS = 3;
const MOST_WORDS_EACH = 5;

/**
 * Words with which a variant begins, and names and words that it holds, far more often than the other variants and the
 * questions do. `trainingAnswers` are those of each variant's training file.
 */
export function findOddities(
  variants: readonly string[],
  cells: Iterable<Cell>,
  questions: readonly string[],
  trainingAnswers: ReadonlyMap<string, readonly string[]> = new Map(),
): Oddity[] {
  const answers = new Map<string, Habits>(variants.map(variant => [variant, new Habits()]));
  for (const { variant, output, problem, wrongModel } of cells)
    if (!problem && !wrongModel) answers.get(variant)?.add(output);
  const asked = new Habits();
  for (const question of questions) asked.add(question);
  return variants.flatMap(variant => {
    const own = answers.get(variant)!;
    if (own.total < FEWEST_ANSWERS || own.words / own.total < LEAST_WORDS) return [];
    const training = trainingAnswers.get(variant);
    const learnt = training && new Habits();
    for (const answer of training ?? []) learnt!.add(answer);
    const others = variants.filter(other => other !== variant && answers.get(other)!.total > 0);
    const odd = (kind: Oddity['kind']) =>
      own
        .often(kind, OFTEN)
        .filter(({ word, share }) => {
          const usual = Math.max(
            kind === 'word' ? asked.share('word', word) : 0,
            others.length === 0 ? 0 : Math.min(...others.map(one => answers.get(one)!.share(kind, word))),
          );
          return share > TIMES * usual && (kind === 'opening' || !COMMON.has(word));
        })
        .slice(0, MOST_WORDS_EACH)
        .map(
          ({ word, count }): Oddity => ({
            ...{ variant, kind, word: own.spelling(word), count, answers: own.total },
            elsewhere: others.map(other => ({
              ...{ variant: other, count: answers.get(other)!.count(kind, word) },
              answers: answers.get(other)!.total,
            })),
            ...(learnt && { training: { count: learnt.count(kind, word), answers: learnt.total } }),
          }),
        );
    const openings = odd('opening');
    const opened = new Set(openings.map(({ word }) => word));
    return [...openings, ...odd('word').filter(({ word }) => !opened.has(word))];
  });
}

/** How often texts begin with a word and hold a word. */
class Habits {
  total = 0;
  words = 0;
  readonly #counts = { opening: new Map<string, number>(), word: new Map<string, number>() };
  readonly #spellings = new Map<string, string>();

  add(text: string): void {
    const words = wordsOf(text).filter(({ kind }) => kind === 'word');
    this.total += 1;
    this.words += words.length;
    for (const { lower, text: spelt } of words)
      if (!this.#spellings.has(lower)) this.#spellings.set(lower, spelt);
    const [first] = words;
    if (first) add(this.#counts.opening, first.lower);
    for (const word of new Set(words.map(({ lower }) => lower))) add(this.#counts.word, word);
  }

  count(kind: Oddity['kind'], word: string): number {
    return this.#counts[kind].get(word) ?? 0;
  }

  share(kind: Oddity['kind'], word: string): number {
    return this.total === 0 ? 0 : this.count(kind, word) / this.total;
  }

  /** As it was first written. */
  spelling(word: string): string {
    return this.#spellings.get(word) ?? word;
  }

  often(kind: Oddity['kind'], least: number): { word: string; count: number; share: number }[] {
    return [...this.#counts[kind]]
      .map(([word, count]) => ({ word, count, share: count / this.total }))
      .filter(({ share, count }) => share >= least && count > 2)
      .sort((one, other) => other.count - one.count || (one.word < other.word ? -1 : 1));
  }
}

function add(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

/** Words that stand in most English texts. A habit of these is none. */
const COMMON = new Set(
  'a about all also an and any are as at be been but by can could do does for from had has have he her his how i if in into is it its just like more my no not of on one only or our out she so some than that the their them then there these they this to up us was we were what when which who will with would you your'.split(
    ' ',
  ),
);
