import { diffLines, diffWordsWithSpace } from 'diff';
import { readableText } from '../../src/core/view/readableText.ts';

/** Milliseconds after which a comparison by words is given up for one by lines. */
const PATIENCE = 100;
/** UTF-16 units of each text that are compared: nobody reads the differences of more. */
const MOST = 20_000;

interface WordDiffProps {
  /** What it is compared with. */
  before: string;
  after: string;
}

/** A text with what it has more and less than another, by words, or by lines where that takes too long. */
export function WordDiff({ before, after }: WordDiffProps) {
  const [one, other] = [readableText(before.slice(0, MOST)), readableText(after.slice(0, MOST))];
  const parts = diffWordsWithSpace(one, other, { timeout: PATIENCE }) ??
    diffLines(one, other, { timeout: PATIENCE }) ?? [
      { value: one, removed: true, added: false },
      { value: other, added: true, removed: false },
    ];
  const isCut = before.length > MOST || after.length > MOST;
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
      {isCut && <p class="quiet">The first {MOST.toLocaleString('en')} characters are compared.</p>}
    </div>
  );
}
