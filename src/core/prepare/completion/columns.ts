import { hash53 } from '../../util/hash53.ts';
import { CommonAffix } from './affix.ts';
import { isLonger, lettersOf } from './letters.ts';
import type { Pair } from './pair.ts';

/** What is true of all prompts and completions of a file together. Pairs without a completion do not count. */
export interface ColumnFacts {
  pairs: number;
  /** Pairs whose completion is empty. */
  empty: number;
  task: Task;
  prompt: AffixFacts;
  completion: AffixFacts;
  /** The first separator that no prompt contains. */
  separator: string;
  /** The first ending that no completion contains. */
  ending: string;
  /** Pairs with more than 10,000 characters. */
  long: number;
  /** Completions that do not begin with a space. */
  withoutSpace: number;
  /** Distinct completions. */
  classes: number;
}

export interface AffixFacts {
  prefix: string;
  suffix: string;
  allEqual: boolean;
  /** More than a third of the letters are upper-case. */
  shouting: boolean;
}

/** `open-ended`: no prompts at all. `classification`: the answers repeat. Source: FORMATS f. */
export type Task = 'open-ended' | 'classification' | 'generation';

/** Longer pairs did not fit the 2,048 tokens of the models of their time. */
const LONG_CHARACTERS = 10_000;

const SEPARATORS = [' ->', '\n\n###\n\n', '\n\n===\n\n', '\n\n---\n\n', '\n\n===>\n\n', '\n\n--->\n\n'];
const LAST_SEPARATOR = '\n\n### =>\n\n';
const ENDINGS = ['\n', '.', ' END', '***', '+++', '&&&', '$$$', '@@@', '%%%'];
const LAST_ENDING = ' [END]';

/** Gathers the facts pair by pair, keeping none. */
export class ColumnReader {
  readonly #prompt = new Column();
  readonly #completion = new Column();
  readonly #answers = new Set<number>();
  #separators = SEPARATORS;
  #endings = ENDINGS;
  #pairs = 0;
  #empty = 0;
  #promptUnits = 0;
  #long = 0;
  #withoutSpace = 0;

  add({ prompt, completion }: Pair): void {
    if (completion === '') {
      this.#empty += 1;
      return;
    }
    this.#pairs += 1;
    this.#promptUnits += prompt.length;
    this.#prompt.add(prompt);
    this.#completion.add(completion);
    this.#answers.add(hash53(completion));
    this.#separators = this.#separators.filter(
      one => !prompt.includes(one) && !(one === ' ->' && prompt.includes('\n')),
    );
    this.#endings = this.#endings.filter(one => !completion.includes(one));
    if (isLong(prompt, completion)) this.#long += 1;
    if (!completion.startsWith(' ')) this.#withoutSpace += 1;
  }

  facts(): ColumnFacts {
    return {
      pairs: this.#pairs,
      empty: this.#empty,
      task: this.#task(),
      prompt: this.#prompt.facts(),
      completion: this.#completion.facts(),
      separator: this.#separators[0] ?? LAST_SEPARATOR,
      ending: this.#endings[0] ?? LAST_ENDING,
      long: this.#long,
      withoutSpace: this.#withoutSpace,
      classes: this.#answers.size,
    };
  }

  #task(): Task {
    if (this.#promptUnits === 0) return 'open-ended';
    return this.#answers.size < this.#pairs / 3 ? 'classification' : 'generation';
  }
}

/** True for a pair that the legacy tool calls very long. */
export function isLong(prompt: string, completion: string): boolean {
  const isFar = Math.max(prompt.length, completion.length) > LONG_CHARACTERS * 2;
  return isFar || isLonger(prompt + completion, LONG_CHARACTERS);
}

class Column {
  readonly #prefix = new CommonAffix('start');
  readonly #suffix = new CommonAffix('end');
  #upper = 0;
  #lower = 0;

  add(text: string): void {
    this.#prefix.add(text);
    this.#suffix.add(text);
    const { upper, lower } = lettersOf(text);
    this.#upper += upper;
    this.#lower += lower;
  }

  facts(): AffixFacts {
    return {
      prefix: this.#prefix.common,
      suffix: this.#suffix.common,
      allEqual: this.#prefix.allEqual,
      shouting: this.#upper * 2 > this.#lower,
    };
  }
}
