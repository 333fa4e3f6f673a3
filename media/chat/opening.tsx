import { Component } from 'preact';
import type { ChatOpening, ChatState } from '../../src/core/view/chat.ts';
import { Button } from '../shared/button.tsx';
import { PlainText } from '../shared/markdown/plainText.tsx';
import type { ChatActions } from './actions.ts';
import { EditBox } from './editBox.tsx';

/** What comes from the template: the system text, and the turns that serve as examples. */
export function Opening({ state, actions }: { state: ChatState; actions: ChatActions }) {
  const { opening } = state;
  if (opening.length === 0) return null;
  const messages = opening.map((message, index) => (
    <OpeningMessage key={index} message={message} onEdit={text => actions.editOpening(index, text)} />
  ));
  const turnAt = opening.findIndex(({ role }) => role !== 'system' && role !== 'developer');
  const examples = turnAt < 0 ? [] : messages.slice(turnAt);
  return (
    <section aria-label="From the template">
      {turnAt < 0 ? messages : messages.slice(0, turnAt)}
      {examples.length > 0 && (
        <details class="opening" open={examples.length <= MOST_OPEN}>
          <summary>
            From the template ({examples.length === 1 ? '1 turn' : `${examples.length} turns`})
          </summary>
          {examples}
        </details>
      )}
    </section>
  );
}

/** More than this are folded away: what was said here is what people look for. */
const MOST_OPEN = 2;

interface OpeningMessageProps {
  message: ChatOpening;
  onEdit: (text: string | undefined) => Promise<boolean>;
}

class OpeningMessage extends Component<OpeningMessageProps, { isEdited: boolean }> {
  override state = { isEdited: false };

  override render() {
    const { message, onEdit } = this.props;
    const { role, text, edited, other } = message;
    const close = () => this.setState({ isEdited: false });
    return (
      <article class="message from-template" data-role={role} aria-label={`${role}, from the template`}>
        <div class="turn-head">
          <h2>{role}</h2>
          {edited && <span class="quiet">changed for this conversation</span>}
        </div>
        {this.state.isEdited ? (
          <EditBox text={text} label={`The ${role} message`} done="Keep" onDone={onEdit} onClose={close} />
        ) : (
          <PlainText text={text} />
        )}
        {other !== undefined && <pre class="other">{other}</pre>}
        {!this.state.isEdited && (
          <div class="commands">
            <Button kind="link" onClick={() => this.setState({ isEdited: true })}>
              Edit
            </Button>
            {edited && (
              <Button kind="link" onClick={() => void onEdit(undefined)}>
                As in the template
              </Button>
            )}
          </div>
        )}
      </article>
    );
  }
}
