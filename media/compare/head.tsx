import type { CompareView } from '../../src/core/view/compare/compareView.ts';
import { dollarsText } from '../../src/core/view/compare/dollarsText.ts';
import { Button } from '../shared/button.tsx';
import { Note, Notes } from '../shared/notes.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import type { CompareActions } from './actions.ts';
import { Estimate } from './estimate.tsx';

/** What is compared, how far it is, and the buttons that move it on. */
export function Head({ view, actions }: { view: CompareView; actions: CompareActions }) {
  const { run, nextRun, batchRun, blind, revealed, restricted, problem, faults } = view;
  const canRun = !run && !restricted && !problem && nextRun !== undefined;
  return (
    <header>
      <h1>{view.name}</h1>
      {view.description !== undefined && <p class="quiet">{view.description}</p>}
      <Toolbar label="Comparison">
        {run ? (
          <Button onClick={actions.stop}>Stop</Button>
        ) : (
          <Button kind="primary" disabled={!canRun} onClick={() => actions.run()}>
            {view.answered === 0 ? 'Run' : 'Run what is missing'}
          </Button>
        )}
        {!run && canRun && batchRun !== undefined && (
          <Button onClick={() => actions.run(true)}>Run as a batch</Button>
        )}
        {blind && (
          <Button onClick={() => actions.reveal(!revealed)}>
            {revealed ? 'Hide names' : 'Reveal names'}
          </Button>
        )}
        <Button onClick={actions.openFile}>Open file</Button>
        {(view.judgedByPerson > 0 || (view.answered > 0 && view.graders.length > 0)) && (
          <Button onClick={actions.makeDataset}>Make dataset…</Button>
        )}
      </Toolbar>
      {run ? <Progress run={run} /> : <p class="quiet">{stateText(view)}</p>}
      {!run && view.estimate && <Estimate estimate={view.estimate} />}
      {restricted && (
        <p class="quiet">This workspace is not trusted: what was answered is shown, and nothing is run.</p>
      )}
      {(problem || faults.length > 0) && (
        <Notes label="Problems">
          {problem && <Note severity="error" message={problem.message} remedy={problem.remedy} />}
          {faults.map(fault => (
            <Note key={fault} severity="warning" message={fault} remedy="" />
          ))}
        </Notes>
      )}
      {view.facts.some(({ warning }) => warning) && (
        <Notes label="What is wrong with variants">
          {view.facts.flatMap(({ title, warning }) =>
            warning === undefined
              ? []
              : [<Note key={title} severity="warning" message={`${title}: ${warning}`} remedy="" />],
          )}
        </Notes>
      )}
    </header>
  );
}

const WHAT = {
  batch: 'answers of a batch',
  answers: 'answers',
  judges: 'questions to judges',
} as const;

function Progress({ run }: { run: NonNullable<CompareView['run']> }) {
  const { stage, done, failed, total, spent, isSpentWhole, waiting } = run;
  const what = WHAT[stage];
  return (
    <div class="run" role="status">
      <progress max={Math.max(total, 1)} value={done + failed} aria-label={`${done} of ${total} ${what}`} />
      <span>
        {done} of {total} {what}
        {failed > 0 && `, ${failed} failed`}
        {spent > 0 && `, ${isSpentWhole ? '' : 'at least '}${dollarsText(spent)}`}
      </span>
      {waiting !== undefined && <span class="waiting">{waiting}</span>}
    </div>
  );
}

function stateText({
  answered,
  wanted,
  nextRun,
  batchRun,
  inBatch,
  cases,
  totalCases,
  problem,
}: CompareView): string {
  if (problem) return '';
  const drawn = cases < totalCases ? ` Drawn: ${cases} of ${totalCases} cases.` : '';
  const there =
    answered === wanted ? 'Every answer is there.' : `${answered} of ${wanted} answers are there.`;
  const waiting = inBatch > 0 ? ` ${inBatch} are on their way in a batch.` : '';
  return [there + drawn + waiting, nextRun, batchRun].filter(Boolean).join(' ');
}
