import { signal } from '@preact/signals';
import { render } from 'preact';
import type { PreviewHostContract, PreviewPageContract } from '../../src/protocol/preview.ts';
import type { PreviewState } from '../../src/core/view/preview.ts';
import { updated } from '../../src/core/view/previewUpdate.ts';
import { type RunDelta, type RunsView, withDelta } from '../../src/core/view/runs.ts';
import type { PreviewFacts } from '../../src/core/view/previewFacts.ts';
import { connectHost, recall, remember } from '../shared/host.ts';
import { telling } from '../shared/telling.ts';
import type { PreviewActions, PreviewTab } from './actions.ts';
import { PreviewPage } from './page.tsx';
import '../shared/style.css';
import '../shared/messageStyle.css';
import './style.css';

const root = document.getElementById('root')!;
const host = connectHost<PreviewPageContract, PreviewHostContract>(root, {});
const state = signal<PreviewState | undefined>(undefined);
const runs = signal<RunsView>({ shown: [], history: [], total: 0 });
const facts = signal<PreviewFacts | undefined>(undefined);
const isPlain = signal((recall() as { isPlain?: boolean } | undefined)?.isPlain === true);
const tab = signal<PreviewTab>('messages');
const said = signal('');

const sequence = () => state.value?.sequence ?? 0;
const tell = telling(said);

const actions: PreviewActions = {
  setValue: (name, text) => void tell(host.call('setValue', { name, ...(text !== undefined && { text }) })),
  chooseSet: set => void tell(host.call('chooseSet', set === undefined ? {} : { set })),
  saveSet: () => void tell(host.call('saveSet', undefined)),
  reveal: (slot, offset) => void tell(host.call('reveal', { sequence: sequence(), slot, offset })),
  revealNote: note => void tell(host.call('revealNote', { sequence: sequence(), note })),
  copyRequest: () => void tell(host.call('copyRequest', undefined), 'Copied.'),
  openLink: address => void tell(host.call('openLink', { address })),
  copyText: text => void tell(host.call('copyText', { text }), 'Copied.'),
  chooseRow: () => void tell(host.call('chooseRow', undefined)),
  chooseTokenizer: () => void tell(host.call('chooseTokenizer', undefined)),
  forgetTokenizer: () => void tell(host.call('forgetTokenizer', undefined)),
  showPlain: next => {
    isPlain.value = next;
    remember({ isPlain: next });
  },
  copyAs: () => void tell(host.call('copyAs', undefined)),
  run: asksTimes => void tell(host.call('run', { asksTimes })),
  stop: () => void tell(host.call('stop', undefined), 'Stopped.'),
  chooseTarget: () => void tell(host.call('chooseTarget', undefined)),
  openRun: id => void tell(host.call('openRun', { id })),
  compareRun: id => void tell(host.call('compareRun', { id })),
  deleteRun: id => void tell(host.call('deleteRun', { id })),
  showHistory: () => void tell(host.call('showHistory', undefined)),
  copyAnswer: (id, answer) => void tell(host.call('copyAnswer', { id, answer }), 'Copied.'),
  showTab: next => {
    tab.value = next;
  },
};

/** The whole view came first, with this piece in it. */
function isKnown({ run, sequence: number }: RunDelta): boolean {
  const { live } = runs.value;
  return live?.id === run && number <= live.sequence;
}

/** Some piece was lost: the page was hidden, or is only just there. */
async function fetchRuns(): Promise<void> {
  runs.value = await host.call('runs', undefined);
}

/** The answer stands below the messages, and those may be long. */
function showAnswer(): void {
  document.querySelector('.run.live')?.scrollIntoView({ block: 'nearest' });
}

function App() {
  return (
    <PreviewPage
      state={state.value}
      runs={runs.value}
      facts={facts.value}
      isPlain={isPlain.value}
      tab={tab.value}
      said={said.value}
      actions={actions}
    />
  );
}

/** A state was lost: the page was hidden, or is only just there. */
async function fetchState(): Promise<void> {
  const whole = await host.call('ready', undefined);
  if (whole && whole.sequence >= sequence()) state.value = whole;
}

host.on('state', update => {
  const next = updated(state.value, update);
  if (next) state.value = next;
  else void fetchState();
});
host.on('facts', next => {
  facts.value = next;
});
host.on('runs', next => {
  const begins = next.live !== undefined && next.live.id !== runs.value.live?.id;
  runs.value = next;
  if (begins) requestAnimationFrame(showAnswer);
});
host.on('delta', delta => {
  const next = withDelta(runs.value, delta);
  if (next) runs.value = next;
  else if (!isKnown(delta)) void fetchRuns();
});
render(<App />, root);
void fetchRuns();
host.call('facts', undefined).then(first => {
  facts.value ??= first;
});
void fetchState();
