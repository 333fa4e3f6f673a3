import type { ShownJob } from '../../src/core/view/shownJob.ts';
import { Status } from '../shared/status.tsx';
import type { JobActions } from './actions.ts';
import { Curves } from './curves.tsx';
import { EventLog } from './eventLog.tsx';
import { Facts } from './facts.tsx';
import { Header } from './header.tsx';

export interface PageProps {
  /** Absent until the job was read; `gone` when it was taken off the list. */
  state: ShownJob | 'gone' | undefined;
  smooth: boolean;
  /** What the last action ended with; read out. */
  said: string;
  actions: JobActions;
}

/** The whole page of a job. */
export function JobPage({ state, smooth, said, actions }: PageProps) {
  if (!state) return <p class="quiet">Reading the job…</p>;
  if (state === 'gone') {
    return (
      <p>This job is not on the list any more. It may go on at the provider; Refresh does not find it.</p>
    );
  }
  return (
    <main>
      <Header header={state.header} actions={actions} />
      <Curves state={state} smooth={smooth} actions={actions} />
      <EventLog events={state.events} earlier={state.earlier} actions={actions} />
      <Facts header={state.header} checkpoints={state.checkpoints} actions={actions} />
      <Status text={said} />
    </main>
  );
}
