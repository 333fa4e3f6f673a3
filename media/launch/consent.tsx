import { useState } from 'preact/hooks';
import type { LaunchPageState } from '../../src/core/view/launchPage.ts';

interface ConsentProps {
  state: LaunchPageState;
  onLaunch: (confirmed: boolean, typed: string) => void;
}

/** What is to be confirmed, and the button. After another check everything is to be confirmed anew. */
export function Consent({ state, onLaunch }: ConsentProps) {
  const [confirmed, setConfirmed] = useState(false);
  const [typed, setTyped] = useState('');
  const { consent, typed: wanted, typedBecause, promise, phase, issues } = state;
  const warnings = issues.filter(({ severity }) => severity === 'warning').length;
  const asks = warnings > 0 && consent !== 'blocked';
  const isTyped = consent !== 'typed' || typed.trim() === wanted;
  const isReady = phase === 'ready' && consent !== 'blocked' && (!asks || confirmed) && isTyped;
  const submit = (event: Event) => {
    event.preventDefault();
    if (isReady) onLaunch(confirmed, typed);
  };
  return (
    <form class="launch-consent" aria-label="Launch" onSubmit={submit}>
      {asks && (
        <label class="launch-confirm">
          <input
            type="checkbox"
            checked={confirmed}
            onChange={({ currentTarget }) => setConfirmed(currentTarget.checked)}
          />
          {warnings === 1 ? 'I have read the warning' : `I have read the ${warnings} warnings`} and want to
          launch all the same.
        </label>
      )}
      {consent === 'typed' && (
        <label class="launch-typed">
          {typedBecause} Type <code>{wanted}</code> to launch all the same.
          <input
            type="text"
            value={typed}
            spellcheck={false}
            autocomplete="off"
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
      )}
      <div class="launch-consent-row">
        {consent === 'blocked' ? (
          <p>
            <span class="sign bad" role="img" aria-label="Blocked">
              ✗
            </span>
            An error stands in the way. Mend it; the page checks again by itself when the tune changes.
          </p>
        ) : (
          <p>{promise}</p>
        )}
        <button type="submit" class="primary" disabled={!isReady}>
          Launch
        </button>
      </div>
    </form>
  );
}
