import { diffLines, diffWordsWithSpace } from 'diff';

/** Milliseconds after which a comparison by words is given up for one by lines. */
const PATIENCE = 100;

interface WordDiffProps {
  /** What it is compared with. */
  before: string;
  after: string;
}

/** A text with what it has more and less than another, by words, or by lines where that takes too long. */
export function WordDiff({ before, after }: WordDiffProps) {
  const parts = diffWordsWithSpace(before, after, { timeout: PATIENCE }) ??
    diffLines(before, after, { timeout: PATIENCE }) ?? [
      { value: before, removed: true, added: false },
      { value: after, added: true, removed: false },
    ];
  return (
    <div class="text word-diff">
      {parts.map(({ value, added, removed }, index) =>
        added ? (
          <ins key={index}>{value}</ins>
        ) : removed ? (
          <del key={index}>{value}</del>
        ) : (
          <span key={index}>{value}</span>
        ),
      )}
    </div>
  );
}
