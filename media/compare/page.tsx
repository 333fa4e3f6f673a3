import type { CompareView, GridRow } from '../../src/core/view/compare/compareView.ts';
import { Status } from '../shared/status.tsx';
import { TabPanel, Tabs } from '../shared/tabs.tsx';
import { type CompareActions, type Layout, TABS, type Writing } from './actions.ts';
import { ChartsTab } from './charts.tsx';
import { Controls } from './controls.tsx';
import { Grid } from './grid.tsx';
import { Head } from './head.tsx';
import { KEYS } from './keys.ts';
import { VerdictTab } from './verdict.tsx';
import { Why, type WhyShown } from './why.tsx';
import { Writer } from './writer.tsx';

export interface ComparePageProps {
  /** Absent until the comparison was read. */
  view: CompareView | undefined;
  layout: Layout;
  total: number;
  rowAt: (index: number) => GridRow | undefined;
  onRange: (from: number, to: number) => void;
  writing: Writing | undefined;
  why: WhyShown | undefined;
  onCloseWhy: () => void;
  /** What the last action ended with; read out. */
  said: string;
  actions: CompareActions;
}

/** The whole page of a comparison. */
export function ComparePage(props: ComparePageProps) {
  const { view, layout, total, rowAt, onRange, writing, why, onCloseWhy, said, actions } = props;
  if (!view) return <p class="quiet">Reading the comparison…</p>;
  return (
    <main>
      <Head view={view} actions={actions} />
      <Tabs label="View" tabs={TABS} shown={layout.tab} onShow={tab => actions.arrange({ tab })} />
      {layout.tab === 'answers' && (
        <TabPanel id="answers">
          {view.cases === 0 ? (
            <p class="quiet">
              No cases yet. Name a dataset, sets of example values, or type cases into the file.
            </p>
          ) : (
            <>
              <Controls view={view} layout={layout} total={total} actions={actions} />
              <Grid {...{ view, layout, total, rowAt, onRange, actions }} />
              <Keys />
            </>
          )}
        </TabPanel>
      )}
      {layout.tab === 'verdict' && (
        <TabPanel id="verdict" scrolls>
          <VerdictTab view={view} actions={actions} />
        </TabPanel>
      )}
      {layout.tab === 'charts' && (
        <TabPanel id="charts" scrolls>
          <ChartsTab view={view} actions={actions} />
        </TabPanel>
      )}
      {writing && (
        <Writer
          key={JSON.stringify([writing.kind, writing.place, writing.problem])}
          writing={writing}
          actions={actions}
        />
      )}
      {why && <Why why={why} actions={actions} onClose={onCloseWhy} />}
      <Status text={said} />
    </main>
  );
}

function Keys() {
  return (
    <details class="keys">
      <summary>Keys</summary>
      <dl>
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
