// biome-ignore-all lint/a11y/useSemanticElements: a table has no rows that are not there.
import type { GridCell, GridRow, GridScore } from '../../src/core/view/compare/compareView.ts';
import type { CellPlace } from '../../src/protocol/compare.ts';
import type { CompareActions, Layout } from './actions.ts';
import { AnswerBody } from './answerBody.tsx';

interface CellProps {
  row: GridRow;
  cell: GridCell;
  column: string;
  layout: Layout;
  isSelected: boolean;
  actions: CompareActions;
}

/** One answer with all that is known and said of it. */
export function Cell({ row, cell, column, layout, isSelected, actions }: CellProps) {
  const place: CellPlace = { caseId: row.id, slot: cell.slot, repetition: cell.repetition };
  const against = textAgainst(row, cell, layout.diffWith);
  const isBetter = betterText(row, cell.slot);
  return (
    <div
      class={isSelected ? 'cell selected' : 'cell'}
      role="gridcell"
      aria-selected={isSelected}
      data-cell={`${row.number}-${cell.slot}-${cell.repetition}`}
      tabIndex={isSelected ? 0 : -1}
    >
      <span class="unseen">
        {column}, case {row.number}:
      </span>
      {cell.wrongModel && (
        <p class="loud">
          Another model answered: {cell.wrongModel.answered} instead of {cell.wrongModel.asked}. This answer
          counts for nothing.
        </p>
      )}
      {cell.problem && (
        <p class="loud">
          {cell.problem.message} {cell.problem.remedy}
        </p>
      )}
      {cell.truncated && !cell.problem && <p class="loud">The answer was cut.</p>}
      {cell.state === 'missing' ? (
        <p class={cell.refused === undefined ? 'quiet' : 'waiting'}>
          {cell.refused === undefined ? 'Not asked yet.' : `Not answered yet: ${cell.refused}`}
        </p>
      ) : (
        <AnswerBody cell={cell} mode={layout.mode} against={against} actions={actions} />
      )}
      {cell.comment !== undefined && <p class="comment">“{cell.comment}”</p>}
      <footer>
        <span class="scores">
          {isBetter && <span class="badge passed">{isBetter}</span>}
          {cell.scores.map(score => (
            <Score key={score.grader} score={score} />
          ))}
          {cell.flaky && (
            <span class="badge flaky">{cell.flaky === 'passes' ? 'flaky: passes at times' : 'flaky'}</span>
          )}
        </span>
        <span class="facts quiet">
          {cell.state === 'running' ? 'Answering…' : cell.facts.join(' · ')}
          {layout.repetition > 0 || cell.repetition > 0 ? ` · no. ${cell.repetition + 1}` : ''}
        </span>
        {cell.state === 'done' && (
          <span class="judging">
            <Thumb thumb="up" cell={cell} onPress={() => actions.thumb(place, 'up')} />
            <Thumb thumb="down" cell={cell} onPress={() => actions.thumb(place, 'down')} />
            <button
              type="button"
              title="Comment (c)"
              aria-label="Comment"
              onClick={() =>
                actions.write({ kind: 'comment', place, text: cell.comment ?? '', output: cell.output })
              }
            >
              ✎
            </button>
            <button
              type="button"
              title="Why did it say that? (y)"
              aria-label="Why did it say that?"
              onClick={() => actions.why(place)}
            >
              ?
            </button>
          </span>
        )}
      </footer>
    </div>
  );
}

function Thumb({ thumb, cell, onPress }: { thumb: 'up' | 'down'; cell: GridCell; onPress: () => void }) {
  const isUp = thumb === 'up';
  return (
    <button
      type="button"
      aria-pressed={cell.thumb === thumb}
      aria-label={isUp ? 'Good answer' : 'Bad answer'}
      title={isUp ? 'Good answer (u)' : 'Bad answer (d)'}
      onClick={onPress}
    >
      {isUp ? '▲' : '▼'}
    </button>
  );
}

function Score({ score: { grader, text, passed, reason, doubtful } }: { score: GridScore }) {
  const look = doubtful ? 'doubtful' : passed === undefined ? '' : passed ? 'passed' : 'failed';
  const says = [doubtful && `${grader} is not known to agree with you yet.`, reason].filter(Boolean);
  const verdict = `${passed === undefined ? '' : passed ? ', passes' : ', fails'}${doubtful ? ', not trusted yet' : ''}`;
  return (
    <span class={`badge ${look}`} title={says.join(' ')}>
      <span aria-hidden="true">{passed === undefined ? '' : passed ? '✓ ' : '✗ '}</span>
      {grader}: {text}
      <span class="unseen">{verdict}</span>
    </span>
  );
}

/** What a cell is compared with; undefined where there is nothing, or it is that very column. */
function textAgainst(row: GridRow, cell: GridCell, diffWith: Layout['diffWith']): string | undefined {
  if (diffWith === 'nothing' || cell.state !== 'done') return undefined;
  if (diffWith === 'reference') return row.ideal ?? row.reference;
  if (diffWith === cell.slot) return undefined;
  return row.cells.find(one => one.slot === diffWith && one.repetition === cell.repetition)?.output;
}

function betterText({ better }: GridRow, slot: number): string | undefined {
  if (!better || (better.left !== slot && better.right !== slot)) return undefined;
  if (better.better === 'both') return 'both good';
  if (better.better === 'neither') return 'both bad';
  return (better.better === 'left') === (better.left === slot) ? 'better' : undefined;
}
