import { readableEnd, readableText } from '../../../src/core/view/readableText.ts';
import { makeParser } from './parser.ts';

/** A paragraph, a list, a table, a piece of code: what stands at the top level of a text. */
export interface MarkdownBlock {
  /** Where it begins in the readable text, in UTF-16 units. */
  start: number;
  /** Not yet sanitised. */
  html: string;
}

type Token = ReturnType<ReturnType<typeof makeParser>['parse']>[number];

/**
 * Reads a text that grows. What is finished is not read again: a block can change until the second after it has begun,
 * since a list goes on after an empty line and `2` may yet become `2.`.
 */
export class BlockReader {
  readonly #parser = makeParser();
  #source = '';
  #blocks: MarkdownBlock[] = [];

  /** The blocks of the text so far. Links that are defined at the end of a text are known when it is whole. */
  read(text: string, isWhole: boolean): readonly MarkdownBlock[] {
    const source = readableText(isWhole ? text : text.slice(0, readableEnd(text)));
    const isLonger = source.length > this.#source.length && source.startsWith(this.#source);
    if (source === this.#source && !isWhole) return this.#blocks;
    const kept = isLonger && !isWhole ? this.#blocks.slice(0, -OPEN_BLOCKS) : [];
    const from = isLonger && !isWhole ? (this.#blocks.at(-OPEN_BLOCKS)?.start ?? 0) : 0;
    this.#source = source;
    this.#blocks = [...kept, ...this.#readFrom(from)];
    return this.#blocks;
  }

  #readFrom(offset: number): MarkdownBlock[] {
    const source = this.#source.slice(offset);
    const env = {};
    const starts = [0];
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
    const blocks = topLevel(this.#parser.parse(source, env));
    return blocks.map(tokens => ({
      start: offset + (starts[tokens[0]!.map?.[0] ?? 0] ?? 0),
      html: this.#parser.renderer.render(tokens, this.#parser.options, env),
    }));
  }
}

const OPEN_BLOCKS = 2;

function topLevel(tokens: readonly Token[]): Token[][] {
  const blocks: Token[][] = [];
  let block: Token[] = [];
  for (const token of tokens) {
    block.push(token);
    if (token.level === 0 && token.nesting !== 1 && token.type !== 'inline') {
      blocks.push(block);
      block = [];
    }
  }
  return blocks;
}
