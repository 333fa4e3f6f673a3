import { Component } from 'preact';
import type { ChatTurn } from '../../src/core/view/chat.ts';
import { Button } from '../shared/button.tsx';
import { Markdown } from '../shared/markdown.tsx';
import { PlainText } from '../shared/markdown/plainText.tsx';
import { Note, Notes } from '../shared/notes.tsx';
import type { ChatActions } from './actions.ts';
import { Branches } from './branches.tsx';
import { EditBox } from './editBox.tsx';
import { RemedyButton } from './remedyButton.tsx';

interface TurnProps {
  turn: ChatTurn;
  /** Whether it is being answered just now. */
  isAnswering: boolean;
  /** Whether any turn is. */
  isBusy: boolean;
  hasTemplate: boolean;
  isPlain: boolean;
  actions: ChatActions;
}

/** One turn, with what can be done to it. Alt with an arrow key shows its other branches. */
export class Turn extends Component<TurnProps, { isEdited: boolean }> {
  override state = { isEdited: false };

  override shouldComponentUpdate(next: TurnProps, state: { isEdited: boolean }): boolean {
    const { turn, isAnswering, isBusy, isPlain, hasTemplate } = this.props;
    return (
      state.isEdited !== this.state.isEdited ||
      next.isAnswering !== isAnswering ||
      next.isBusy !== isBusy ||
      next.isPlain !== isPlain ||
      next.hasTemplate !== hasTemplate ||
      JSON.stringify(next.turn) !== JSON.stringify(turn)
    );
  }

  override render() {
    const { turn, actions } = this.props;
    const { id, role, branches, facts, note, edited, alone } = turn;
    const at = branches.indexOf(id);
    const press = (event: KeyboardEvent) => {
      const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
      const other = branches[at + step];
      if (!event.altKey || step === 0) return;
      // The browser would go back and forth.
      event.preventDefault();
      if (other !== undefined) actions.switchTo(other);
    };
    const marks = [alone && role === 'user' && 'asked alone', edited && 'edited'].filter(Boolean);
    return (
      <article
        class="message"
        data-role={role}
        data-turn={id}
        aria-label={`${role}${branches.length > 1 ? `, branch ${at + 1} of ${branches.length}` : ''}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that switch branches need a place.
        tabIndex={0}
        onKeyDown={press}
      >
        <div class="turn-head">
          <h2>{role}</h2>
          {marks.length > 0 && <span class="quiet">{marks.join(', ')}</span>}
          <Branches branches={branches} at={at} onSwitch={actions.switchTo} />
        </div>
        {this.text()}
        {facts.length > 0 && <p class="quiet facts">{facts.join(' · ')}</p>}
        {note && (
          <Notes label="Problem">
            <Note {...note}>
              <RemedyButton
                action={note.action}
                onRemedy={action => (action === 'retry' ? actions.retry(id) : actions.remedy(action))}
              />
            </Note>
          </Notes>
        )}
        {this.commands()}
      </article>
    );
  }

  private text() {
    const { turn, isAnswering, isPlain, actions } = this.props;
    const { id, role, text, value, reasoning, refusal, calls } = turn;
    if (this.state.isEdited) {
      return (
        <EditBox
          text={role === 'user' ? (value ?? text) : text}
          label={role === 'user' ? 'The question' : 'The ideal answer'}
          done={role === 'user' ? 'Ask' : 'Keep'}
          onDone={next => actions.editTurn(id, next)}
          onClose={() => this.setState({ isEdited: false })}
        />
      );
    }
    if (role === 'user') return <PlainText text={text} />;
    return (
      <>
        {reasoning !== undefined && (
          <details>
            <summary>Reasoning</summary>
            <PlainText text={reasoning} />
          </details>
        )}
        <Markdown text={text} isStreaming={isAnswering} isPlain={isPlain} actions={actions} />
        {isAnswering && text === '' && <p class="quiet">…</p>}
        {refusal !== undefined && <p class="fault">{refusal}</p>}
        {calls.map((call, index) => (
          <pre key={index} class="other">
            {call}
          </pre>
        ))}
      </>
    );
  }

  private commands() {
    const { turn, isAnswering, isBusy, hasTemplate, actions } = this.props;
    const { id, role, text } = turn;
    if (this.state.isEdited || isAnswering) return null;
    const isAnswer = role === 'assistant';
    return (
      <div class="commands">
        <Button kind="link" disabled={isBusy} onClick={() => this.setState({ isEdited: true })}>
          Edit
        </Button>
        <Button kind="link" disabled={isBusy} onClick={() => actions.retry(id)}>
          Retry
        </Button>
        <Button kind="link" onClick={() => actions.copyText(text)}>
          Copy
        </Button>
        {isAnswer && text !== '' && (
          <Button kind="link" onClick={() => actions.saveExample(id)}>
            Save as example…
          </Button>
        )}
        {isAnswer && text !== '' && hasTemplate && (
          <Button kind="link" onClick={() => actions.addToTemplate(id)}>
            Add to template
          </Button>
        )}
      </div>
    );
  }
}
