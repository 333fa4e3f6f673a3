// biome-ignore-all lint/a11y/useSemanticElements: no select has a million options.
// biome-ignore-all lint/a11y/useFocusableInteractive: the list box has the focus and names the chosen option.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys of the list box do the same.
import type { DatasetRow } from '../../src/core/view/dataset/datasetView.ts';
import { VirtualList } from '../shared/virtualList.tsx';
import type { DatasetActions } from './actions.ts';

/** Pixels; two lines of text. */
const ROW_HEIGHT = 48;

interface ListProps {
  total: number;
  /** Place of the chosen example in the list; undefined when it is not in it. */
  place: number | undefined;
  rowAt: (place: number) => DatasetRow | undefined;
  onRange: (from: number, to: number) => void;
  /** Enter: on to the messages of the chosen example. */
  onEnter: () => void;
  actions: DatasetActions;
}

/** The examples that were asked for. Only the rows that are seen are there. */
export function ExampleList({ total, place, rowAt, onRange, onEnter, actions }: ListProps) {
  const press = (event: KeyboardEvent) => {
    const box = event.currentTarget as HTMLElement;
    const page = Math.max(1, Math.floor(box.clientHeight / ROW_HEIGHT) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -total,
      End: total,
    };
    const step = steps[event.key];
    if (event.key === 'Enter') onEnter();
    else if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    else actions.choosePlace(Math.max(0, Math.min(total - 1, (place ?? -1) + step)));
    event.preventDefault();
  };
  return (
    <VirtualList
      label="Examples"
      role="listbox"
      total={total}
      rowHeight={ROW_HEIGHT}
      activeId={place === undefined ? undefined : `row-${place}`}
      {...(place !== undefined && { shown: place })}
      onRange={onRange}
      onKeyDown={press}
      row={at => {
        const row = rowAt(at);
        return (
          <div
            class={row ? 'row' : 'row waiting'}
            id={`row-${at}`}
            role="option"
            aria-selected={at === place}
            aria-posinset={at + 1}
            aria-setsize={total}
            onClick={() => actions.choosePlace(at)}
          >
            {row ? <Row row={row} /> : '…'}
          </div>
        );
      }}
    />
  );
}

function Row({ row: { index, question, answer, findings } }: { row: DatasetRow }) {
  return (
    <>
      <span class="number">{(index + 1).toLocaleString('en-US')}</span>
      <span class="question">{question === '' ? '(empty)' : question}</span>
      <span class="marks">
        {SEVERITIES.map(([severity, word]) => {
          const number = findings[severity];
          return number === 0 ? null : (
            <span key={severity} class={`mark ${severity}`}>
              {number}
              <span class="unseen">
                {' '}
                {word}
                {number === 1 ? '' : 's'}
              </span>
            </span>
          );
        })}
      </span>
      <span class="answer">{answer === '' ? '' : `→ ${answer}`}</span>
    </>
  );
}

const SEVERITIES = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'note'],
] as const;
