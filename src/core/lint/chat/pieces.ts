import type { Speaker } from '../../formats/conversation.ts';
import type { Path } from '../../jsonl/node.ts';
import type { Example } from '../example.ts';

/** A text of an example with its turn. */
export interface PlacedPiece {
  text: string;
  path: Path;
  from: number;
  speaker: Speaker | undefined;
  /** Whether it is learnt. */
  trained: boolean;
}

/** Everything that a model reads of an example as text, calls of tools included, in order. */
export function comparedPieces(example: Example): PlacedPiece[] {
  return example.reading.parts.flatMap(({ part, turns }) =>
    turns.flatMap(({ speaker, weight, pieces }) =>
      pieces.flatMap(piece => {
        const text =
          'text' in piece ? piece.text : piece.kind === 'call' ? piece.name + piece.arguments : undefined;
        if (text === undefined) return [];
        const trained =
          weight !== 0 &&
          (part === 'chat' ? speaker === 'assistant' : part !== 'prompt' && part !== 'rejected');
        const from = piece.kind === 'text' ? (piece.from ?? 0) : 0;
        return [{ text, path: piece.path, from, speaker, trained }];
      }),
    ),
  );
}
