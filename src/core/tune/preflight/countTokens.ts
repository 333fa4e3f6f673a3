import type { FileFormat } from '../../formats/fileFormat.ts';
import { formatOf } from '../../formats/registry.ts';
import { countExample } from '../../tokens/countExample.ts';
import type { Tokenizer } from '../../tokens/tokenizer.ts';
import { LineCutter } from '../../text/cutLines.ts';
import { decodeUtf8 } from '../../text/decode.ts';
import { cancelledProblem } from '../../util/problem.ts';

/** What a dataset costs in tokens, each example counted once. */
export interface DatasetTokens {
  /** Lines that hold an object. */
  examples: number;
  total: number;
  /** What carries loss. */
  trained: number;
  /** What is billed for each epoch: an example counts up to the limit at which it is cut. */
  billed: number;
  /** The longest example. */
  longest: number;
  /** Examples that are longer than the limit, and so are cut at their end. */
  cut: number;
  /** Zero-based lines of the first of them. */
  cutLines: number[];
  /** False when the numbers are estimates. */
  exact: boolean;
}

export interface CountOptions {
  format: FileFormat;
  tokenizer: Tokenizer;
  /** The longest example, in tokens; absent when nobody tells. */
  limit?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((bytes: number) => void) | undefined;
}

/** Counts a file of any size without keeping it. Lines that are no JSON count for nothing: the linter speaks of them. */
export async function countTokens(
  chunks: AsyncIterable<Uint8Array>,
  { format, tokenizer, limit, signal, onProgress }: CountOptions,
): Promise<DatasetTokens> {
  const known = formatOf(format as never)?.id;
  const result: DatasetTokens = {
    ...{ examples: 0, total: 0, trained: 0, billed: 0, longest: 0, cut: 0 },
    cutLines: [],
    exact: tokenizer.exact && known !== undefined,
  };
  let line = 0;
  const take = ({ bytes }: { bytes: Uint8Array }) => {
    const value = parsed(decodeUtf8(bytes).text.replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null) {
      const counted = countExample(value, known ?? 'openai-sft', tokenizer);
      result.examples += 1;
      result.total += counted.total;
      result.trained += counted.trained;
      result.billed += Math.min(counted.total, limit ?? counted.total);
      result.longest = Math.max(result.longest, counted.total);
      result.exact &&= counted.exact;
      if (limit !== undefined && counted.total > limit) {
        result.cut += 1;
        if (result.cutLines.length < MOST_LINES) result.cutLines.push(line);
      }
    }
    line += 1;
  };
  const cutter = new LineCutter();
  let bytes = 0;
  for await (const chunk of chunks) {
    if (signal?.aborted) throw cancelledProblem();
    cutter.push(chunk, take);
    bytes += chunk.length;
    onProgress?.(bytes);
  }
  cutter.end(take);
  return result;
}

const MOST_LINES = 10;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
