import { signal } from '@preact/signals';
import { render } from 'preact';
import { type ChatState, withChatDelta } from '../../src/core/view/chat.ts';
import type { ChatHostContract, ChatPageContract } from '../../src/protocol/chat.ts';
import { connectHost, recall, remember } from '../shared/host.ts';
import type { ChatActions } from './actions.ts';
import { ChatPage } from './page.tsx';
import '../shared/style.css';
import '../shared/messageStyle.css';
import './style.css';

const root = document.getElementById('root')!;
const host = connectHost<ChatPageContract, ChatHostContract>(root, {});
const state = signal<ChatState | undefined>(undefined);
const failure = signal('');
const said = signal('');
const isPlain = signal((recall() as { isPlain?: boolean } | undefined)?.isPlain === true);

/** Resolves to whether it went well; what went wrong is told. */
async function tell(call: Promise<unknown>, done = ''): Promise<boolean> {
  try {
    await call;
    failure.value = '';
    said.value = done;
    return true;
  } catch (thrown) {
    const { message, remedy = '' } = thrown as Error & { remedy?: string };
    failure.value = `${message} ${remedy}`.trim();
    return false;
  }
}

const actions: ChatActions = {
  send: text => tell(host.call('send', { text })),
  stop: () => void tell(host.call('stop', undefined)),
  editTurn: (turn, text) => tell(host.call('editTurn', { turn, text })),
  editOpening: (index, text) =>
    tell(host.call('editOpening', { index, ...(text !== undefined && { text }) })),
  retry: turn => void tell(host.call('retry', { turn })),
  switchTo: turn => void tell(host.call('switchTo', { turn })),
  setMode: mode => void tell(host.call('setMode', { mode })),
  setVariable: name => void tell(host.call('setVariable', { name })),
  setParameters: text => tell(host.call('setParameters', { text }), 'Parameters changed.'),
  chooseModel: () => void tell(host.call('chooseModel', undefined)),
  setValue: (name, text) => void tell(host.call('setValue', { name, ...(text !== undefined && { text }) })),
  chooseSet: set => void tell(host.call('chooseSet', set === undefined ? {} : { set })),
  saveSet: () => void tell(host.call('saveSet', undefined)),
  saveExample: turn => void tell(host.call('saveExample', turn === undefined ? {} : { turn })),
  addToTemplate: turn => void tell(host.call('addToTemplate', { turn })),
  exportMarkdown: () => void tell(host.call('exportMarkdown', undefined)),
  startNew: () => void tell(host.call('startNew', undefined)),
  openEarlier: () => void tell(host.call('openEarlier', undefined)),
  remedy: action =>
    void tell(
      action === 'choose-model' ? host.call('chooseModel', undefined) : host.call('remedy', { action }),
    ),
  openLink: address => void tell(host.call('openLink', { address })),
  copyText: text => void tell(host.call('copyText', { text }), 'Copied.'),
};

function App() {
  const show = (plain: boolean) => {
    isPlain.value = plain;
    remember({ ...(recall() as object | undefined), isPlain: plain });
  };
  return (
    <ChatPage
      state={state.value}
      failure={failure.value}
      said={said.value}
      isPlain={isPlain.value}
      onPlain={show}
      actions={actions}
    />
  );
}

/** Tells a screen reader when an answer has begun and ended: its text is read on demand. */
function take(next: ChatState): void {
  const before = state.value;
  if (next.answering !== undefined && before?.answering === undefined) said.value = 'The model is answering.';
  if (next.answering === undefined && before?.answering !== undefined) {
    const { text = '', note } = next.turns.find(({ id }) => id === before.answering) ?? {};
    said.value = note ? note.message : `Answer: ${text.slice(0, MOST_SAID)}`;
  }
  state.value = next;
}

const MOST_SAID = 500;

async function askState(): Promise<void> {
  try {
    const first = await host.call('ready', undefined);
    // What was told meanwhile is newer.
    if (first && (state.value?.sequence ?? -1) <= first.sequence) take(first);
  } catch (thrown) {
    const { message, remedy = '' } = thrown as Error & { remedy?: string };
    failure.value = `${message} ${remedy}`;
  }
}

host.on('state', take);
host.on('delta', delta => {
  const next = state.value && withChatDelta(state.value, delta);
  if (next) state.value = next;
  else if (state.value) void askState();
});
render(<App />, root);
void askState();
