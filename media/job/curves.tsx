import { useMemo } from 'preact/hooks';
import { jobCharts } from '../../src/core/view/jobCurves.ts';
import { findOverfitting } from '../../src/core/view/overfitting.ts';
import type { ShownJob } from '../../src/core/view/shownJob.ts';
import { Chart } from '../shared/chart/chart.tsx';
import { Note, Notes } from '../shared/notes.tsx';
import type { JobActions } from './actions.ts';

interface CurvesProps {
  state: ShownJob;
  smooth: boolean;
  actions: JobActions;
}

/** The curves of the job and of those that it is compared with, and what they say in words. */
export function Curves({ state, smooth, actions }: CurvesProps) {
  const { header, curves, checkpoints, compared } = state;
  const charts = useMemo(
    () => jobCharts([{ name: header.name, curves, checkpoints }, ...compared], smooth),
    [header.name, curves, checkpoints, compared, smooth],
  );
  const overfitting = useMemo(() => findOverfitting(curves, checkpoints), [curves, checkpoints]);
  return (
    <section aria-label="Curves">
      {overfitting && (
        <Notes label="What the curves say">
          <Note severity="warning" message={overfitting.text} remedy="" />
        </Notes>
      )}
      {charts.length === 0 ? (
        <p class="quiet">
          {header.isEnded
            ? 'No measurements were told of this job.'
            : 'Curves appear here as soon as the first measurements arrive.'}
        </p>
      ) : (
        <label class="job-smooth">
          <input
            type="checkbox"
            checked={smooth}
            onChange={({ currentTarget }) => actions.setSmooth(currentTarget.checked)}
          />
          Smooth the curves
        </label>
      )}
      <Comparison state={state} actions={actions} />
      {charts.map(chart => (
        <Chart key={chart.title} id={`chart-${chart.title}`} chart={chart} onSave={actions.save} />
      ))}
    </section>
  );
}

/** The jobs whose curves are drawn, too. */
function Comparison({ state, actions }: Pick<CurvesProps, 'state' | 'actions'>) {
  const { comparable, compared } = state;
  if (comparable.length === 0) return null;
  const chosen = new Set(compared.map(({ id }) => id));
  const toggle = (id: string, isChosen: boolean) =>
    actions.compare(isChosen ? [...chosen, id] : [...chosen].filter(one => one !== id));
  return (
    <details class="job-compare" open={chosen.size > 0}>
      <summary>Draw other jobs into the same plots</summary>
      <ul>
        {comparable.map(({ id, name }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={({ currentTarget }) => toggle(id, currentTarget.checked)}
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
