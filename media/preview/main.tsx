import { signal } from '@preact/signals';
import { render } from 'preact';
import type { PreviewHostContract, PreviewPageContract } from '../../src/protocol/preview.ts';
import type { PreviewState } from '../../src/core/view/preview.ts';
import { connectHost } from '../shared/host.ts';
import type { PreviewActions, PreviewTab } from './actions.ts';
import { PreviewPage } from './page.tsx';
import '../shared/style.css';
import '../shared/messageStyle.css';
import './style.css';

const root = document.getElementById('root')!;
const host = connectHost<PreviewPageContract, PreviewHostContract>(root, {});
const state = signal<PreviewState | undefined>(undefined);
const tab = signal<PreviewTab>('messages');
const said = signal('');

const sequence = () => state.value?.sequence ?? 0;
const tell = (call: Promise<unknown>, done = '') =>
  call.then(
    () => {
      said.value = done;
    },
    (problem: Error) => {
      said.value = problem.message;
    },
  );

const actions: PreviewActions = {
  setValue: (name, text) => void tell(host.call('setValue', { name, ...(text !== undefined && { text }) })),
  chooseSet: set => void tell(host.call('chooseSet', set === undefined ? {} : { set })),
  saveSet: () => void tell(host.call('saveSet', undefined)),
  reveal: (slot, offset) => void tell(host.call('reveal', { sequence: sequence(), slot, offset })),
  revealNote: note => void tell(host.call('revealNote', { sequence: sequence(), note })),
  copyRequest: () => void tell(host.call('copyRequest', undefined), 'Copied.'),
  showTab: next => {
    tab.value = next;
  },
};

function App() {
  return <PreviewPage state={state.value} tab={tab.value} said={said.value} actions={actions} />;
}

host.on('state', next => {
  state.value = next;
});
render(<App />, root);
host.call('ready', undefined).then(first => {
  // What was told meanwhile is newer.
  state.value ??= first;
});
