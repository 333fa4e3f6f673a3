import type { JobButton, JobHeader } from '../../src/core/view/jobPage.ts';
import { Button } from '../shared/button.tsx';
import { Note, Notes } from '../shared/notes.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import type { JobActions } from './actions.ts';

const TITLES: Readonly<Record<JobButton, string>> = { cancel: 'Cancel…', pause: 'Pause', resume: 'Resume' };

/** The name, how far the job is, and what can be done now. */
export function Header({ header, actions }: { header: JobHeader; actions: JobActions }) {
  const { name, state, group, status, fraction, notes, model, hasTune } = header;
  return (
    <header>
      <h1>{name}</h1>
      <p class="job-status" role="status">
        <span class={`job-state ${group}`}>{state}</span> {withoutState(status, state)}
      </p>
      {fraction !== undefined && (
        <progress max={1} value={fraction} aria-label="Progress">
          {Math.floor(fraction * 100)} %
        </progress>
      )}
      {model !== undefined && (
        <p>
          The resulting model: <code>{model}</code>
        </p>
      )}
      {notes.length > 0 && (
        <Notes label="Problems">
          {notes.map((note, index) => (
            <Note key={index} {...note} />
          ))}
        </Notes>
      )}
      <Toolbar label="Actions">
        {header.actions.map(action => (
          <Button key={action} onClick={() => actions.act(action)}>
            {TITLES[action]}
          </Button>
        ))}
        {model !== undefined && (
          <>
            <Button kind="primary" onClick={actions.compareWithBase}>
              Compare with Base
            </Button>
            <Button onClick={actions.chat}>Chat</Button>
            <Button onClick={actions.copyModel}>Copy Model Name</Button>
            <Button onClick={actions.continueFrom}>Continue From This Model</Button>
          </>
        )}
        {hasTune && <Button onClick={actions.cloneTune}>Clone the Tune</Button>}
      </Toolbar>
    </header>
  );
}

/** The state stands before the status already. */
function withoutState(status: string, state: string): string {
  if (status === state) return '';
  return status.startsWith(`${state}, `) ? status.slice(state.length + 2) : status;
}
