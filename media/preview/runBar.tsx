import type { RunsView } from '../../src/core/view/runs.ts';
import { Button } from '../shared/button.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import type { PreviewActions } from './actions.ts';

/** What starts and stops a run, and whom it asks. */
export function RunBar({ runs, actions }: { runs: RunsView; actions: PreviewActions }) {
  return (
    <Toolbar label="Run">
      {runs.live ? (
        <Button kind="primary" onClick={actions.stop}>
          Stop
        </Button>
      ) : (
        <Button kind="primary" onClick={() => actions.run(false)}>
          Run
        </Button>
      )}
      <Button disabled={runs.live !== undefined} onClick={() => actions.run(true)}>
        Run several times…
      </Button>
      <Button title="Choose connection and model" onClick={actions.chooseTarget}>
        {runs.target ?? 'Choose a model…'}
      </Button>
      <Button onClick={actions.copyAs}>Copy as code…</Button>
    </Toolbar>
  );
}
