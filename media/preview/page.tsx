import type { PreviewState } from '../../src/core/view/preview.ts';
import type { PreviewFacts } from '../../src/core/view/previewFacts.ts';
import type { RunsView } from '../../src/core/view/runs.ts';
import { Button } from '../shared/button.tsx';
import { Note, Notes as NoteList } from '../shared/notes.tsx';
import { Status } from '../shared/status.tsx';
import { TabPanel, Tabs } from '../shared/tabs.tsx';
import { Values } from '../shared/values.tsx';
import { type PreviewActions, type PreviewTab, TABS } from './actions.ts';
import { Answers } from './answers.tsx';
import { History } from './history.tsx';
import { Message } from './message.tsx';
import { ModelTab } from './modelTab.tsx';
import { Notes } from './notes.tsx';
import { RunBar } from './runBar.tsx';
import { Teaching } from './teaching.tsx';

export interface PageProps {
  /** Absent until the first rendering is there. */
  state: PreviewState | undefined;
  runs: RunsView;
  /** Absent until it was counted. */
  facts: PreviewFacts | undefined;
  /** Whether answers are shown as they are. */
  isPlain: boolean;
  tab: PreviewTab;
  /** What the last action ended with; read out. */
  said: string;
  actions: PreviewActions;
}

/** The whole preview. */
export function PreviewPage({ state, runs, facts, isPlain, tab, said, actions }: PageProps) {
  if (!state) return <p class="quiet">Rendering…</p>;
  const isEmpty = state.messages.length === 0;
  const { tokens } = facts ?? {};
  const tokensOf = (index: number) => {
    const count = tokens?.messages[index];
    return count === undefined ? undefined : `${tokens?.exact ? '' : '≈ '}${count}`;
  };
  return (
    <main>
      <header>
        <h1>{state.name}</h1>
        {state.description !== undefined && <p class="quiet">{state.description}</p>}
      </header>
      {state.restricted && (
        <p class="quiet">This workspace is not trusted: templates are rendered within stricter limits.</p>
      )}
      <Notes notes={state.notes} onReveal={actions.revealNote} />
      {isEmpty && <Teaching />}
      {!isEmpty && <RunBar runs={runs} actions={actions} />}
      {state.inputs.length > 0 && <Values state={state} actions={actions} />}
      {!isEmpty && tokens && <p class="facts">{tokens.summary}</p>}
      {!isEmpty && tokens?.over !== undefined && (
        <NoteList label="Size">
          <Note severity="error" message={tokens.over} remedy="Shorten the messages or the values." />
        </NoteList>
      )}
      {!isEmpty && <Tabs label="View" tabs={TABS} shown={tab} onShow={actions.showTab} />}
      {!isEmpty && tab === 'messages' && (
        <TabPanel id="messages">
          {state.messages.map((message, index) => (
            <Message key={index} message={message} tokens={tokensOf(index)} onReveal={actions.reveal} />
          ))}
        </TabPanel>
      )}
      {!isEmpty && tab === 'request' && (
        <TabPanel id="request">
          {state.missing.length > 0 && (
            <p class="quiet">Without a value yet: {state.missing.join(', ')}. Their places are empty here.</p>
          )}
          <Button onClick={actions.copyRequest}>Copy</Button>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
          <pre class="request" tabIndex={0}>
            {state.request}
          </pre>
        </TabPanel>
      )}
      {!isEmpty && tab === 'model' && (
        <TabPanel id="model">
          <ModelTab facts={facts} actions={actions} />
        </TabPanel>
      )}
      <Answers runs={runs} isPlain={isPlain} actions={actions} />
      <History runs={runs} actions={actions} />
      <Status text={said} />
    </main>
  );
}
