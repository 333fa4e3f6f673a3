import type { CompareView } from '../../src/core/view/compare/compareView.ts';
import type { ReportForm } from '../../src/protocol/compare.ts';
import { Button } from '../shared/button.tsx';
import { Chart } from '../shared/chart/chart.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import type { CompareActions } from './actions.ts';

const REPORTS: readonly [ReportForm, string][] = [
  ['html', 'HTML report'],
  ['markdown', 'Markdown for a pull request'],
  ['json', 'JSON'],
  ['csv', 'CSV'],
];

/** Scores with intervals, against price and time, and reports to keep. */
export function ChartsTab({ view, actions }: { view: CompareView; actions: CompareActions }) {
  if (view.blind && !view.revealed) {
    return <p class="quiet">Names are hidden. Reveal them to see the charts.</p>;
  }
  return (
    <div class="charts">
      <Toolbar label="Save a report">
        {REPORTS.map(([form, title]) => (
          <Button key={form} onClick={() => actions.saveReport(form)}>
            {title}
          </Button>
        ))}
      </Toolbar>
      {view.charts.length === 0 && <p class="quiet">No scores yet: charts show what graders say.</p>}
      {view.charts.map((chart, index) => (
        <Chart key={chart.title} id={`chart-${index}`} chart={chart} onSave={actions.saveChart} />
      ))}
    </div>
  );
}
