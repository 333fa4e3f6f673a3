import { signal } from '@preact/signals';
import { render } from 'preact';
import { eventsCsv } from '../../src/core/view/jobEvents.ts';
import { eventCount, type ShownJob, updatedShown, withLog } from '../../src/core/view/shownJob.ts';
import type { JobHostContract, JobPageContract } from '../../src/protocol/job.ts';
import { connectHost, firstState, recall, remember } from '../shared/host.ts';
import { telling } from '../shared/telling.ts';
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

const tell = telling(said);

const keep = () => {
  const compared = shownJob()?.compared.map(({ id }) => id) ?? memory.compared;
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
  saveEvents: () => void tell(saveEvents(), 'Saved.'),
  wantLog: () => void tell(loadLog()),
  setSmooth(next) {
    smooth.value = next;
    keep();
  },
};

function App() {
  return <JobPage state={state.value} smooth={smooth.value} said={said.value} actions={actions} />;
}

/** Hears what the document did not bring: it may be old, since a page that was hidden begins with it again. */
async function load(compared: readonly string[], isKnown = true): Promise<void> {
  const known = isKnown ? shownJob() : undefined;
  const answer = await host.call('ready', { have: known && eventCount(known) });
  if (!answer) {
    state.value = 'gone';
    return;
  }
  const now = shownJob();
  const shown = 'curves' in answer ? answer : now && updatedShown(now, answer);
  if (!shown) return load(compared, false);
  state.value = shown;
  if (shown.isThinned) void loadLog();
  if (shown.compared.length === 0 && compared.length > 0) actions.compare(compared);
}

/** Only what somebody looks at is fetched: a log can be long. */
async function loadLog(): Promise<void> {
  const events = await host.call('events', undefined);
  const shown = shownJob();
  if (shown) state.value = withLog(shown, events);
}

async function saveEvents(): Promise<boolean> {
  await loadLog();
  const shown = shownJob();
  if (!shown) return false;
  const { header, events } = shown;
  return host.call('saveChart', { name: `${header.name} events`, csv: eventsCsv(events) });
}

function shownJob(): ShownJob | undefined {
  return typeof state.value === 'object' ? state.value : undefined;
}

host.on('update', update => {
  const shown = shownJob();
  if (!shown) return;
  const next = updatedShown(shown, update);
  if (next) state.value = next;
  // Something was missed.
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
// For whoever measures: from the beginning of the document to the first frame that shows the job.
requestAnimationFrame(() => performance.mark('drawn'));
void load(memory.compared);
