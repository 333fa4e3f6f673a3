import { estimateTokens } from '../tokens/estimate.ts';
import type { Path } from '../jsonl/node.ts';
import { comparedPieces } from './chat/pieces.ts';
import type { Example } from './example.ts';

/** Where an example crosses a limit of tokens. */
export interface TokenCut {
  /** Tokens of the whole example, estimated. */
  tokens: number;
  /** The text in which the limit falls, and how many units of it are within. */
  path: Path;
  from: number;
  /** Its place among the texts of the example. */
  index: number;
}

/** What each message costs beside its text. */
const PER_MESSAGE = 4;

/** Where an example crosses a limit; undefined when it does not. Cheap for all lines that are short enough. */
export function tokenCut(example: Example, limit: number): TokenCut | undefined {
  // No tokenizer makes more tokens than there are bytes, and few lines have characters of more than one.
  if (example.text.length * (example.isPlain ? 1 : 3) <= limit) return undefined;
  const pieces = comparedPieces(example);
  let tokens = 0;
  let cut: Omit<TokenCut, 'tokens'> | undefined;
  pieces.forEach(({ text, path, from }, index) => {
    const before = tokens;
    tokens += PER_MESSAGE + estimateTokens(text);
    if (cut || tokens <= limit) return;
    const share = Math.max(0, limit - before) / Math.max(1, tokens - before);
    cut = { path, from: from + Math.floor(text.length * share), index };
  });
  return cut && { ...cut, tokens };
}
