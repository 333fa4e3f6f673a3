import { signal } from '@preact/signals';
import { render } from 'preact';
import type { LaunchPageState } from '../../src/core/view/launchPage.ts';
import type { LaunchHostContract, LaunchPageContract } from '../../src/protocol/launch.ts';
import { connectHost } from '../shared/host.ts';
import { telling } from '../shared/telling.ts';
import { type LaunchActions, LaunchPage } from './page.tsx';
import '../shared/style.css';
import './style.css';

const root = document.getElementById('root')!;
const host = connectHost<LaunchPageContract, LaunchHostContract>(root, {});
const state = signal<LaunchPageState | undefined>(undefined);
const said = signal('');

const tell = telling(said);

const sequence = () => state.value?.sequence ?? 0;
const actions: LaunchActions = {
  checkAgain: () => void tell(host.call('checkAgain', undefined)),
  showIssue: issue => void tell(host.call('showIssue', { sequence: sequence(), issue })),
  openTune: () => void tell(host.call('openTune', undefined)),
  showSpending: () => void tell(host.call('showSpending', undefined)),
  launch: (confirmed, typed) => void tell(host.call('launch', { sequence: sequence(), confirmed, typed })),
};

function App() {
  return <LaunchPage state={state.value} said={said.value} actions={actions} />;
}

host.on('state', next => {
  state.value = next;
});
render(<App />, root);
host.call('ready', undefined).then(first => {
  // What was told meanwhile is newer.
  state.value ??= first;
});
