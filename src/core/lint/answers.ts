import type { Path } from '../jsonl/node.ts';
import { partsOf } from './contentFacts.ts';
import type { DatasetFacts } from './datasetFacts.ts';

/** The text of an example's last answer, and where it stands; undefined when there is none. */
export function answerAt(facts: DatasetFacts, line: number): { text: string; path: Path } | undefined {
  const example = facts.exampleAt(line);
  if (!example) return undefined;
  const turn = partsOf(example.reading).answer.at(-1);
  const piece = turn?.pieces.find(one => one.kind === 'text' || one.kind === 'refusal');
  if (!turn) return undefined;
  return piece && 'text' in piece ? { text: piece.text, path: piece.path } : { text: '', path: turn.path };
}

/** The text that an example gives as instructions, and where it stands; undefined when there is none. */
export function systemAt(facts: DatasetFacts, line: number): { text: string; path: Path } | undefined {
  const example = facts.exampleAt(line);
  const turn = example?.reading.parts
    .flatMap(({ turns }) => turns)
    .find(({ speaker }) => speaker === 'system' || speaker === 'developer');
  const piece = turn?.pieces.find(one => one.kind === 'text');
  return piece && 'text' in piece ? { text: piece.text, path: piece.path } : undefined;
}
