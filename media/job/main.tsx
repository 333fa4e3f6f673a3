import { signal } from '@preact/signals';
import { render } from 'preact';
import { type ShownJob, updatedShown, wholeShown } from '../../src/core/view/shownJob.ts';
import type { JobHostContract, JobPageContract } from '../../src/protocol/job.ts';
import { connectHost, firstState, recall, remember } from '../shared/host.ts';
import type { JobActions } from './actions.ts';
import { JobPage } from './page.tsx';
import '../shared/style.css';
import './style.css';

/** What the page remembers while it is hidden and over a reload. */
interface Memory {
  compared: readonly string[];
  smooth: boolean;
}

const root = document.getElementById('root')!;
const host = connectHost<JobPageContract, JobHostContract>(root, {});
const memory = (recall() as Memory | undefined) ?? { compared: [], smooth: false };
const state = signal<ShownJob | 'gone' | undefined>(firstState());
const smooth = signal(memory.smooth);
const said = signal('');

const tell = (call: Promise<unknown>, done = '') =>
  call.then(
    answer => {
      said.value = answer === false ? '' : done;
    },
    (problem: Error) => {
      said.value = problem.message;
    },
  );

const keep = () => {
  const shown = state.value;
  const compared = typeof shown === 'object' ? shown.compared.map(({ id }) => id) : memory.compared;
  remember({ compared, smooth: smooth.value } satisfies Memory);
};

const actions: JobActions = {
  act: action => void tell(host.call('act', { action })),
  copyModel: () => void tell(host.call('copyModel', undefined), 'Copied.'),
  compareWithBase: () => void tell(host.call('compareWithBase', undefined)),
  chat: () => void tell(host.call('chat', undefined)),
  continueFrom: () => void tell(host.call('continueFrom', undefined)),
  cloneTune: () => void tell(host.call('cloneTune', undefined)),
  open: what => void tell(host.call('open', { what })),
  compare: ids => void tell(host.call('compare', { ids })),
  save: saved => void tell(host.call('saveChart', saved), 'Saved.'),
  setSmooth(next) {
    smooth.value = next;
    keep();
  },
};

function App() {
  return <JobPage state={state.value} smooth={smooth.value} said={said.value} actions={actions} />;
}

async function load(compared: readonly string[]): Promise<void> {
  const first = await host.call('ready', undefined);
  const before = state.value === 'gone' ? undefined : state.value;
  state.value = first ? wholeShown(first, before) : 'gone';
  if (first && first.compared.length === 0 && compared.length > 0) actions.compare(compared);
}

host.on('update', update => {
  if (typeof state.value !== 'object') return;
  const next = updatedShown(state.value, update);
  if (next) state.value = next;
  else void load([]);
});
host.on('compared', compared => {
  if (typeof state.value === 'object') state.value = { ...state.value, compared };
  keep();
});
host.on('gone', () => {
  state.value = 'gone';
});
render(<App />, root);
performance.mark('drawn');
void load(memory.compared);
