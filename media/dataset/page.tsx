import type {
  DatasetExample,
  DatasetRow,
  DatasetState,
  RowQuery,
  ShownFinding,
} from '../../src/core/view/dataset/datasetView.ts';
import { Button } from '../shared/button.tsx';
import { Status } from '../shared/status.tsx';
import type { DatasetActions, Editing } from './actions.ts';
import type { Search } from './browser.ts';
import { Detail } from './detail.tsx';
import { Filters } from './filters.tsx';
import { ExampleList } from './list.tsx';
import { isPartial, listed, percent } from './listed.ts';

export interface PageProps {
  state: DatasetState | undefined;
  query: RowQuery;
  isFiltered: boolean;
  total: number;
  /** The search for another list; undefined when none is going on. */
  search: Search | undefined;
  place: number | undefined;
  rowAt: (place: number) => DatasetRow | undefined;
  onRange: (from: number, to: number) => void;
  onEnter: () => void;
  example: DatasetExample | undefined;
  editing: Editing | undefined;
  draft: ShownFinding[] | undefined;
  said: string;
  actions: DatasetActions;
}

export function DatasetPage(props: PageProps) {
  const { state, query, isFiltered, total, example, said, actions } = props;
  if (!state) return <main aria-busy="true" />;
  const { summary, notice, busy } = state;
  return (
    <main>
      <header>
        <h1>{state.name}</h1>
        <p class="quiet">{aboutFile(state)}</p>
        {notice !== '' && <p class="notice">{notice}</p>}
      </header>
      {summary.count === 0 && !busy ? (
        <Teaching actions={actions} />
      ) : (
        <>
          <Filters {...{ state, query, isFiltered, actions }} />
          <p class="listed">
            <span role="status">{listed(props)}</span>
            <Check state={state} actions={actions} />
          </p>
          <div class="panes">
            <div
              class={props.search ? 'pane list searching' : 'pane list'}
              aria-busy={props.search !== undefined}
            >
              {total === 0 && !props.search ? (
                <NoMatch isPartial={busy !== undefined || isPartial(props)} actions={actions} />
              ) : (
                <ExampleList {...props} />
              )}
            </div>
            <section class="pane detail" aria-label="The chosen example" tabIndex={-1}>
              {example ? (
                <Detail
                  example={example}
                  isEditable={state.isEditable}
                  editing={props.editing?.index === example.index ? props.editing : undefined}
                  draft={props.draft}
                  actions={actions}
                />
              ) : (
                <p class="quiet">
                  Choose an example. Arrow keys, Page Up, Page Down, Home and End move through the list, Enter
                  goes on to its messages and to editing, Escape goes back, / searches.
                </p>
              )}
            </section>
          </div>
        </>
      )}
      <Status text={said} />
    </main>
  );
}

function aboutFile({ summary, targets, busy }: DatasetState): string {
  const { count, totals, checked } = summary;
  const parts = [`${count.toLocaleString('en-US')} ${count === 1 ? 'example' : 'examples'}`];
  if (checked) {
    const [format] = summary.formats;
    if (format)
      parts.unshift(summary.formats.length === 1 ? format.title : `${summary.formats.length} formats`);
    const found = [
      [totals.error, 'error'],
      [totals.warning, 'warning'],
      [totals.info, 'note'],
    ] as const;
    const said = found.flatMap(([number, word]) =>
      number > 0 ? [`${number.toLocaleString('en-US')} ${word}${number === 1 ? '' : 's'}`] : [],
    );
    parts.push(said.length > 0 ? said.join(', ') : 'no problems');
    parts.push(`judged for ${targets.join(', ')}`);
  }
  if (busy) parts.push(`${busy.what === 'reading' ? 'reading' : 'checking'}: ${percent(busy.share)}`);
  return parts.join(' · ');
}

/** Stops the check of a large file, or does it after all. */
function Check({ state, actions }: { state: DatasetState; actions: DatasetActions }) {
  const { summary, busy } = state;
  if (busy?.what === 'checking') {
    return (
      <Button kind="link" onClick={() => actions.checkAll(false)}>
        Stop Checking
      </Button>
    );
  }
  if (summary.checked || busy || summary.count === 0) return null;
  return (
    <Button kind="link" onClick={() => actions.checkAll(true)}>
      {summary.checkedCount > 0 ? 'Go On Checking' : 'Check All Examples'}
    </Button>
  );
}

function NoMatch({ isPartial: more, actions }: { isPartial: boolean; actions: DatasetActions }) {
  return (
    <div class="empty">
      <p>{more ? 'Nothing was found yet.' : 'No example fits.'}</p>
      <Button onClick={() => actions.showAll()}>Show All</Button>
    </div>
  );
}

function Teaching({ actions }: { actions: DatasetActions }) {
  return (
    <div class="empty teaching">
      <p>There is no example in this file yet. An example is one line of JSON, such as:</p>
      <pre class="code">
        {'{"messages":[{"role":"user","content":"Who are you?"},{"role":"assistant","content":"A lamp."}]}'}
      </pre>
      <p>
        Write it in the text editor, or make a dataset of a table, a dialogue or a chat: see the commands that
        begin with “Make Dataset” and “Save” in the palette.
      </p>
      <Button kind="primary" onClick={() => actions.reveal()}>
        Show in Text
      </Button>
    </div>
  );
}
