import type { DatasetState, RowQuery, RowRole } from '../../src/core/view/dataset/datasetView.ts';
import { Button } from '../shared/button.tsx';
import { Choice } from '../shared/choice.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import type { DatasetActions } from './actions.ts';

interface FiltersProps {
  state: DatasetState;
  query: RowQuery;
  isFiltered: boolean;
  actions: DatasetActions;
}

const FINDINGS: [RowQuery['finding'], string][] = [
  ['', 'all'],
  ['any', 'with problems'],
  ['error', 'with errors'],
  ['warning', 'with warnings'],
  ['info', 'with notes'],
  ['none', 'without problems'],
];

const ROLES: Readonly<Record<RowRole, string>> = {
  system: 'system message',
  user: 'user',
  assistant: 'assistant',
  tool: 'answer of a tool',
  call: 'call of a tool',
  image: 'image',
};

/** Which examples are listed. */
export function Filters({ state, query, isFiltered, actions }: FiltersProps) {
  const { rules, formats } = state.summary;
  const ask = (change: Partial<RowQuery>) => actions.ask(change);
  return (
    <Toolbar label="Which examples are listed">
      <label class="search">
        <span class="unseen">Search in examples</span>
        <input
          id="search"
          type="search"
          placeholder="Search in examples ( / )"
          value={query.text}
          onInput={event => ask({ text: event.currentTarget.value })}
        />
      </label>
      <Choice
        label="Show"
        value={query.finding}
        options={FINDINGS}
        onChoose={finding => ask({ finding: finding as RowQuery['finding'] })}
      />
      <Choice
        label="Rule"
        value={query.rule}
        options={[
          ['', 'any'],
          ...withChosen(
            rules.map(({ id, count }): [string, string] => [id, `${id} (${count.toLocaleString('en-US')})`]),
            query.rule,
          ),
        ]}
        onChoose={rule => ask({ rule })}
      />
      <Choice
        label="With"
        value={query.role}
        options={[['', 'anything'], ...Object.entries(ROLES)]}
        onChoose={role => ask({ role: role as RowQuery['role'] })}
      />
      {(formats.length > 1 || query.format !== '') && (
        <Choice
          label="Format"
          value={query.format}
          options={[
            ['', 'any'],
            ...withChosen(
              formats.map(({ id, title, count }): [string, string] => [
                id,
                `${title} (${count.toLocaleString('en-US')})`,
              ]),
              query.format,
            ),
          ]}
          onChoose={format => ask({ format })}
        />
      )}
      <span class="lengths">
        <Length
          label="Shortest, in characters"
          placeholder="from"
          value={query.least}
          name="least"
          ask={ask}
        />
        <span aria-hidden="true">–</span>
        <Length label="Longest, in characters" placeholder="to" value={query.most} name="most" ask={ask} />
        <span aria-hidden="true">characters</span>
      </span>
      {isFiltered && <Button onClick={() => actions.showAll()}>Show All</Button>}
    </Toolbar>
  );
}

/** What is chosen stays in the list when nothing is found of it any more. */
function withChosen(options: [string, string][], chosen: string): [string, string][] {
  return chosen === '' || options.some(([id]) => id === chosen)
    ? options
    : [...options, [chosen, `${chosen} (0)`]];
}

interface LengthProps {
  label: string;
  placeholder: string;
  value: number | undefined;
  name: 'least' | 'most';
  ask: DatasetActions['ask'];
}

function Length({ label, placeholder, value, name, ask }: LengthProps) {
  const set = (typed: string) => {
    const number = typed === '' ? undefined : Number(typed);
    ask({ [name]: number !== undefined && number >= 0 ? number : undefined });
  };
  return (
    <input
      type="number"
      min="0"
      aria-label={label}
      placeholder={placeholder}
      value={value ?? ''}
      onInput={event => set(event.currentTarget.value)}
    />
  );
}
