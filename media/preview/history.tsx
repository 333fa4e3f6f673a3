import type { RunsView } from '../../src/core/view/runs.ts';
import { Button } from '../shared/button.tsx';
import type { PreviewActions } from './actions.ts';

/** The last runs of the prompt; each opens. */
export function History({ runs, actions }: { runs: RunsView; actions: PreviewActions }) {
  const { history, total } = runs;
  if (total === 0) return null;
  return (
    <details class="history">
      <summary>History ({total})</summary>
      <ul aria-label="Runs">
        {history.map(({ id, at, excerpt, model, variables, failed, isShown }) => (
          <li key={id}>
            <button
              type="button"
              class="row"
              aria-pressed={isShown}
              title={variables}
              onClick={() => actions.openRun(id)}
            >
              <span class="excerpt">
                {failed ? 'Not whole: ' : ''}
                {excerpt}
              </span>
              <span class="quiet">
                {model} · {new Date(at).toLocaleString()}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button kind="link" onClick={actions.showHistory}>
        {total > history.length ? `All ${total} runs…` : 'Compare or delete…'}
      </Button>
    </details>
  );
}
