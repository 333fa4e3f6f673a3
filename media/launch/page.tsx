import type { LaunchPageState } from '../../src/core/view/launchPage.ts';
import { Button } from '../shared/button.tsx';
import { Note, Notes } from '../shared/notes.tsx';
import { Status } from '../shared/status.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import { Consent } from './consent.tsx';
import { Sections } from './sections.tsx';

/** What a person can do on the page. */
export interface LaunchActions {
  checkAgain(): void;
  showIssue(issue: number): void;
  openTune(): void;
  showSpending(): void;
  launch(confirmed: boolean, typed: string): void;
}

interface PageProps {
  /** Absent until the first check has begun. */
  state: LaunchPageState | undefined;
  /** What the last action ended with; read out. */
  said: string;
  actions: LaunchActions;
}

/** Everything that is to be known before a launch, and the launch. */
export function LaunchPage({ state, said, actions }: PageProps) {
  if (!state) return <p class="quiet">Reading the tune…</p>;
  const { phase, file, name, issues, sections, fraction } = state;
  return (
    <main aria-busy={phase === 'checking'}>
      <header>
        <h1>{name === undefined ? `Launch ${file}` : `Launch ${name}`}</h1>
        <p class="quiet">Everything that is known before the job begins, and where each number is from.</p>
        <Toolbar label="Actions">
          <Button onClick={actions.openTune}>Open {file}</Button>
          <Button onClick={actions.checkAgain} disabled={phase === 'checking' || phase === 'launching'}>
            Check Again
          </Button>
          <Button onClick={actions.showSpending}>Show Spending</Button>
        </Toolbar>
      </header>
      <p role="status" class="launch-phase">
        {phase === 'checking' && `Reading the files… ${Math.floor((fraction ?? 0) * 100)} %`}
        {phase === 'broken' && 'There is nothing to launch yet: see what stands in the way.'}
        {phase === 'launching' && 'Launching…'}
      </p>
      <Issues state={state} onShow={actions.showIssue} />
      {issues.length === 0 && phase === 'ready' && <p class="launch-clear">Nothing speaks against it.</p>}
      <Sections sections={sections} />
      {sections.length > 0 && <Consent key={state.sequence} state={state} onLaunch={actions.launch} />}
      <Status text={said} />
    </main>
  );
}

function Issues({ state, onShow }: { state: LaunchPageState; onShow: (issue: number) => void }) {
  const parts = [
    { severity: 'error', label: 'What stands in the way' },
    { severity: 'warning', label: 'What to be warned of' },
    { severity: 'info', label: 'Worth knowing' },
  ] as const;
  return (
    <>
      {parts.map(({ severity, label }) => {
        const own = state.issues.flatMap((issue, index) =>
          issue.severity === severity ? [{ issue, index }] : [],
        );
        if (own.length === 0) return null;
        return (
          <section key={severity} aria-label={label}>
            <h2>
              {label} ({own.length})
            </h2>
            <Notes label={label}>
              {own.map(({ issue: { message, remedy, place }, index }) => (
                <Note key={index} severity={severity} message={message} remedy={remedy}>
                  {place !== undefined && (
                    <Button kind="link" onClick={() => onShow(index)}>
                      Go to {place}
                    </Button>
                  )}
                </Note>
              ))}
            </Notes>
          </section>
        );
      })}
    </>
  );
}
