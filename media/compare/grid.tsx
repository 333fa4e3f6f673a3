// biome-ignore-all lint/a11y/useSemanticElements: a table has no rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: the selected cell has the focus, as in any ARIA grid.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys of the page do the same.
import type { CompareView, GridRow } from '../../src/core/view/compare/compareView.ts';
import { VirtualList } from '../shared/virtualList.tsx';
import type { CompareActions, Layout } from './actions.ts';
import { Cell } from './cell.tsx';

interface GridProps {
  view: CompareView;
  layout: Layout;
  total: number;
  rowAt: (index: number) => GridRow | undefined;
  onRange: (from: number, to: number) => void;
  actions: CompareActions;
}

/** Cases down, variants across. Only the rows that are seen are there. */
export function Grid({ view, layout, total, rowAt, onRange, actions }: GridProps) {
  const columns = view.columns.length * view.repetitions;
  const template = { '--columns': String(columns) };
  return (
    <div class="grid" role="grid" aria-rowcount={total + 1} aria-colcount={columns + 1} style={template}>
      <div class="grid-row head" role="row" aria-rowindex={1}>
        <div class="case" role="columnheader">
          Case
        </div>
        {view.columns.map((column, slot) => (
          <div
            key={slot}
            class="column"
            role="columnheader"
            style={{ 'grid-column': `span ${view.repetitions}` }}
          >
            <strong>{column.title}</strong>
            {column.detail !== undefined && <span class="quiet">{column.detail}</span>}
          </div>
        ))}
      </div>
      <VirtualList
        label="Cases"
        role="rowgroup"
        total={total}
        rowHeight={layout.rowHeight}
        shown={layout.row}
        onRange={onRange}
        row={index => (
          <Row
            row={rowAt(index)}
            index={index}
            isCurrent={index === layout.row}
            {...{ view, layout, actions }}
          />
        )}
      />
    </div>
  );
}

interface RowProps {
  row: GridRow | undefined;
  index: number;
  isCurrent: boolean;
  view: CompareView;
  layout: Layout;
  actions: CompareActions;
}

function Row({ row, index, isCurrent, view, layout, actions }: RowProps) {
  if (!row) {
    return (
      <div class="grid-row" role="row" aria-rowindex={index + 2}>
        <div class="case quiet" role="rowheader">
          …
        </div>
      </div>
    );
  }
  const select = (event: Event) => {
    const cell = (event.target as Element).closest('[data-cell]')?.getAttribute('data-cell')?.split('-');
    if (cell) actions.arrange({ row: index, slot: Number(cell[1]), repetition: Number(cell[2]) });
  };
  return (
    <div class="grid-row" role="row" aria-rowindex={index + 2} onClick={select}>
      <CaseHead row={row} actions={actions} />
      {row.cells.map(cell => (
        <Cell
          key={`${cell.slot}-${cell.repetition}`}
          column={view.columns[cell.slot]?.title ?? ''}
          isSelected={isCurrent && cell.slot === layout.slot && cell.repetition === layout.repetition}
          {...{ row, cell, layout, actions }}
        />
      ))}
    </div>
  );
}

function CaseHead({ row, actions }: { row: GridRow; actions: CompareActions }) {
  const place = { caseId: row.id, slot: 0, repetition: 0 };
  return (
    <div class="case" role="rowheader">
      <p class="case-number">
        {row.number}
        {row.seen && (
          <span class="badge flaky" title="A model that was trained on a case may just remember it.">
            {row.seen === 'exact' ? 'seen in training' : 'nearly seen in training'}
          </span>
        )}
      </p>
      <p class="question">{row.question}</p>
      {row.reference !== undefined && (
        <p class="reference">
          <span class="quiet">Wanted: </span>
          {row.reference}
        </p>
      )}
      {row.ideal !== undefined && (
        <p class="reference">
          <span class="quiet">Your ideal: </span>
          {row.ideal}
        </p>
      )}
      <p class="case-actions">
        <button
          type="button"
          class="link"
          onClick={() => actions.write({ kind: 'ideal', place, text: row.ideal ?? row.reference ?? '' })}
        >
          Write the ideal answer
        </button>
        {row.hasOrigin && (
          <button type="button" class="link" onClick={() => actions.openCase(row.id)}>
            Open
          </button>
        )}
      </p>
    </div>
  );
}
