import type { PreviewState } from '../../src/core/view/preview.ts';
import { type PreviewActions, type PreviewTab, TABS } from './actions.ts';
import { Message } from './message.tsx';
import { Notes } from './notes.tsx';
import { Teaching } from './teaching.tsx';
import { Values } from './values.tsx';

export interface PageProps {
  /** Absent until the first rendering is there. */
  state: PreviewState | undefined;
  tab: PreviewTab;
  /** What the last action ended with; read out. */
  said: string;
  actions: PreviewActions;
}

/** The whole preview. */
export function PreviewPage({ state, tab, said, actions }: PageProps) {
  if (!state) return <p class="quiet">Rendering…</p>;
  const isEmpty = state.messages.length === 0;
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
      {state.inputs.length > 0 && <Values state={state} actions={actions} />}
      {!isEmpty && <Tabs tab={tab} onShow={actions.showTab} />}
      {!isEmpty && tab === 'messages' && (
        <section id="panel-messages" role="tabpanel" aria-labelledby="tab-messages">
          {state.messages.map((message, index) => (
            <Message key={index} message={message} onReveal={actions.reveal} />
          ))}
        </section>
      )}
      {!isEmpty && tab === 'request' && (
        <section id="panel-request" role="tabpanel" aria-labelledby="tab-request">
          {state.missing.length > 0 && (
            <p class="quiet">Without a value yet: {state.missing.join(', ')}. Their places are empty here.</p>
          )}
          <button type="button" onClick={actions.copyRequest}>
            Copy
          </button>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
          <pre class="request" tabIndex={0}>
            {state.request}
          </pre>
        </section>
      )}
      <p class="said" role="status">
        {said}
      </p>
    </main>
  );
}

function Tabs({ tab, onShow }: { tab: PreviewTab; onShow: (tab: PreviewTab) => void }) {
  const move = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = TABS.find(({ id }) => id !== tab)!.id;
    onShow(other);
    document.getElementById(`tab-${other}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="View">
      {TABS.map(({ id, title }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === tab}
          aria-controls={`panel-${id}`}
          tabIndex={id === tab ? 0 : -1}
          onClick={() => onShow(id)}
          onKeyDown={move}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
