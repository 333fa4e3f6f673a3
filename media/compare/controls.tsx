import { GRID_FILTERS, GRID_SORTS, type CompareView } from '../../src/core/view/compare/compareView.ts';
import { Choice } from '../shared/choice.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import { type CompareActions, type DiffWith, type Layout, MODES } from './actions.ts';

interface ControlsProps {
  view: CompareView;
  layout: Layout;
  total: number;
  actions: CompareActions;
}

const HEIGHTS = { Compact: 130, Normal: 230, Tall: 460 } as const;

/** Which cases are shown, in which order, and how. */
export function Controls({ view, layout, total, actions }: ControlsProps) {
  const { query, mode, diffWith, rowHeight } = layout;
  const ask = (change: Partial<Layout['query']>) =>
    actions.arrange({ query: { ...query, ...change }, row: 0 });
  return (
    <Toolbar label="Which cases, and how they are shown">
      <Choice
        label="Show"
        value={query.filter}
        options={Object.entries(GRID_FILTERS)}
        onChoose={filter => ask({ filter: filter as Layout['query']['filter'] })}
      />
      <Choice
        label="Order"
        value={query.sort}
        options={Object.entries(GRID_SORTS)}
        onChoose={sort => ask({ sort: sort as Layout['query']['sort'] })}
      />
      {query.sort !== 'order' && view.graders.length > 1 && (
        <Choice
          label="by"
          value={query.grader ?? ''}
          options={[['', 'all graders'], ...view.graders.map(name => [name, name] as [string, string])]}
          onChoose={grader => actions.arrange({ query: withGrader(query, grader) })}
        />
      )}
      <Choice
        label="Answers as"
        value={mode}
        options={Object.entries(MODES)}
        onChoose={next => actions.arrange({ mode: next as Layout['mode'] })}
      />
      <Choice
        label="Compare with"
        value={String(diffWith)}
        options={[
          ['nothing', 'nothing'],
          ['reference', 'the wanted answer'],
          ...view.columns.map(({ title }, slot) => [String(slot), title] as [string, string]),
        ]}
        onChoose={next => actions.arrange({ diffWith: diffOf(next) })}
      />
      <Choice
        label="Rows"
        value={String(rowHeight)}
        options={Object.entries(HEIGHTS).map(([name, height]) => [String(height), name])}
        onChoose={next => actions.arrange({ rowHeight: Number(next) })}
      />
      <label class="search">
        <span class="unseen">Search cases and answers</span>
        <input
          type="search"
          placeholder="Search cases and answers"
          value={query.text}
          onInput={event => ask({ text: event.currentTarget.value })}
        />
      </label>
      <span class="quiet" role="status">
        {total === view.cases ? `${total} cases` : `${total} of ${view.cases} cases`}
      </span>
    </Toolbar>
  );
}

function diffOf(value: string): DiffWith {
  return value === 'nothing' || value === 'reference' ? value : Number(value);
}

function withGrader(query: Layout['query'], grader: string): Layout['query'] {
  const { grader: _, ...rest } = query;
  return grader === '' ? rest : { ...rest, grader };
}
