import { Component, createRef } from 'preact';
import type { ChatState } from '../../src/core/view/chat.ts';
import { Button } from '../shared/button.tsx';
import { Note, Notes } from '../shared/notes.tsx';
import { Status } from '../shared/status.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import { Values } from '../shared/values.tsx';
import type { ChatActions } from './actions.ts';
import { Composer } from './composer.tsx';
import { Opening } from './opening.tsx';
import { Parameters } from './parameters.tsx';
import { RemedyButton } from './remedyButton.tsx';
import { Turn } from './turn.tsx';

export interface ChatPageProps {
  /** Absent until the conversation is there. */
  state: ChatState | undefined;
  /** Why the last action failed; empty when it did not. */
  failure: string;
  /** What is read out. */
  said: string;
  /** Whether answers are shown as they are instead of as Markdown. */
  isPlain: boolean;
  onPlain: (isPlain: boolean) => void;
  actions: ChatActions;
}

/** The whole conversation, with what is asked next below it. It keeps to the end while somebody reads there. */
export class ChatPage extends Component<ChatPageProps> {
  private readonly end = createRef<HTMLDivElement>();
  private wasAtEnd = true;

  override getSnapshotBeforeUpdate(): null {
    const { scrollHeight, scrollTop, clientHeight } = document.documentElement;
    this.wasAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    return null;
  }

  override componentDidUpdate(before: ChatPageProps): void {
    const isNew = before.state?.turns.length !== this.props.state?.turns.length;
    if (this.wasAtEnd || isNew) this.end.current?.scrollIntoView({ block: 'end' });
  }

  override render() {
    const { state, failure, said, isPlain, actions } = this.props;
    if (!state) return <p class={failure ? 'fault' : 'quiet'}>{failure || 'Opening the conversation…'}</p>;
    return (
      <main>
        <Head {...this.props} state={state} />
        {state.notes.length > 0 && (
          <Notes label="Problems">
            {state.notes.map((note, index) => (
              <Note key={index} {...note}>
                <RemedyButton action={note.action} onRemedy={actions.remedy} />
              </Note>
            ))}
          </Notes>
        )}
        {(state.inputs.length > 0 || state.sets.length > 0) && <Values state={state} actions={actions} />}
        <Opening state={state} actions={actions} />
        <section class="turns" aria-label="Conversation">
          {state.turns.length === 0 && <Teaching state={state} />}
          {state.turns.map(turn => (
            <Turn
              key={turn.id}
              turn={turn}
              isAnswering={state.answering === turn.id}
              isBusy={state.answering !== undefined}
              hasTemplate={state.template !== undefined}
              isPlain={isPlain}
              actions={actions}
            />
          ))}
        </section>
        {state.waiting !== undefined && <p class="quiet">{state.waiting}</p>}
        {failure !== '' && (
          <p class="fault" role="alert">
            {failure}
          </p>
        )}
        <Composer key="composer" state={state} actions={actions} />
        <div class="unseen">
          <Status text={said} />
        </div>
        <div ref={this.end} />
      </main>
    );
  }
}

const NEAR_END = 80;

function Head({ state, isPlain, onPlain, actions }: ChatPageProps & { state: ChatState }) {
  return (
    <header>
      <h1>{state.title}</h1>
      <Toolbar label="Conversation">
        <Button title="Choose the model that answers" onClick={actions.chooseModel}>
          {state.connection} · {state.model ?? 'choose a model'}
        </Button>
        <Button onClick={actions.startNew}>New</Button>
        <Button onClick={actions.openEarlier}>Earlier…</Button>
        <Button disabled={state.turns.length === 0} onClick={() => actions.saveExample()}>
          Save as example…
        </Button>
        <Button disabled={state.turns.length === 0} onClick={actions.exportMarkdown}>
          Export
        </Button>
        <label class="choice">
          <input
            type="checkbox"
            checked={isPlain}
            onChange={({ currentTarget: { checked } }) => onPlain(checked)}
          />{' '}
          Plain text
        </label>
      </Toolbar>
      <Parameters text={state.parameters} isOwn={state.ownParameters} onChange={actions.setParameters} />
      {state.totals !== undefined && <p class="quiet">{state.totals}</p>}
    </header>
  );
}

function Teaching({ state }: { state: ChatState }) {
  if (state.mode === 'loop') {
    return <p class="quiet">Each question is asked alone: the same template with a new value, no history.</p>;
  }
  return (
    <p class="quiet">
      {state.template === undefined
        ? 'Ask something: the conversation goes on with every turn. Add a system text with a chat template.'
        : 'Ask something: it is sent with the messages of the template before it, and so is every later turn.'}
    </p>
  );
}
