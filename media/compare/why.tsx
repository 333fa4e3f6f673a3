import { useEffect, useRef } from 'preact/hooks';
import type { CellPlace, WhyRow } from '../../src/protocol/compare.ts';
import { Button } from '../shared/button.tsx';
import type { CompareActions } from './actions.ts';

export interface WhyShown {
  place: CellPlace;
  rows: WhyRow[];
  note?: string;
}

/** The training examples that are most like an answer and its question, shared words marked. */
export function Why({
  why,
  actions,
  onClose,
}: {
  why: WhyShown;
  actions: CompareActions;
  onClose: () => void;
}) {
  const title = useRef<HTMLHeadingElement>(null);
  // Who works by keyboard goes on in the box.
  useEffect(() => title.current?.focus(), []);
  return (
    <section class="why" role="dialog" aria-label="Why did it say that?">
      <h2 ref={title} tabIndex={-1}>
        Why did it say that?
      </h2>
      {why.note === undefined && why.rows.length > 0 && (
        <p class="quiet">
          The training examples that are most like this answer and its question. Words that they share are
          marked.
        </p>
      )}
      {why.note !== undefined && <p class="quiet">{why.note}</p>}
      {why.note === undefined && why.rows.length === 0 && (
        <p class="quiet">No training example is like this answer or its question.</p>
      )}
      <ol>
        {why.rows.map(row => (
          <li key={row.line} class={row.excluded ? 'excluded' : undefined}>
            <p>
              <button type="button" class="link" onClick={() => actions.openTraining(row.line)}>
                {row.file}:{row.line}
              </button>{' '}
              <span class="quiet">
                {Math.round(row.similarity * 100)} % alike
                {row.excluded && ', taken out'}
              </span>
            </p>
            <p class="text">
              <Marked text={row.prompt} marks={row.promptShared} />
            </p>
            <p class="text">
              → <Marked text={row.answer} marks={row.answerShared} />
            </p>
            <p class="case-actions">
              <button
                type="button"
                class="link"
                title="Opens its line, to be changed there"
                aria-label={`Fix line ${row.line}`}
                onClick={() => actions.openTraining(row.line)}
              >
                Fix
              </button>
              <button
                type="button"
                class="link"
                title={
                  row.excluded
                    ? 'Puts the line back into the file'
                    : 'Takes the line out of the file in the editor; it can be undone there'
                }
                aria-label={`${row.excluded ? 'Put back' : 'Exclude'} line ${row.line}`}
                onClick={() => actions.exclude(row.line, row.excluded === true)}
              >
                {row.excluded ? 'Put back' : 'Exclude'}
              </button>
            </p>
          </li>
        ))}
      </ol>
      <Button onClick={onClose}>Close</Button>
    </section>
  );
}

function Marked({ text, marks }: { text: string; marks: readonly { start: number; end: number }[] }) {
  const pieces = [];
  let from = 0;
  for (const { start, end } of marks) {
    pieces.push(text.slice(from, start), <mark key={start}>{text.slice(start, end)}</mark>);
    from = end;
  }
  return (
    <>
      {pieces}
      {text.slice(from)}
    </>
  );
}
