import { Component } from 'preact';
import type { PreviewMessage, PreviewPiece, PreviewText } from '../../src/core/view/preview.ts';
import { clickedOffset } from './clickedOffset.ts';

interface MessageProps {
  message: PreviewMessage;
  /** How many it has, in words; absent until they were counted. */
  tokens?: string | undefined;
  onReveal: (slot: number, offset: number) => void;
}

/** One message. It is drawn again only when it has changed: a prompt may be very long. */
export class Message extends Component<MessageProps> {
  override shouldComponentUpdate(next: MessageProps): boolean {
    const { message, tokens } = this.props;
    if (next.tokens !== tokens) return true;
    return next.message !== message && JSON.stringify(next.message) !== JSON.stringify(message);
  }

  override render() {
    const { message, tokens, onReveal } = this.props;
    const role = message.role === '' ? 'no role' : message.role;
    const [first] = message.texts;
    return (
      <article class="message" data-role={message.role} aria-label={`Message: ${role}`}>
        <h2>
          {first ? (
            <button
              type="button"
              class="link"
              title="Go to the template"
              onClick={() => onReveal(first.slot, 0)}
            >
              {role}
            </button>
          ) : (
            role
          )}
          {tokens !== undefined && <span class="quiet"> {tokens} tokens</span>}
        </h2>
        {message.texts.map(text => (
          <Text key={text.slot} text={text} onReveal={onReveal} />
        ))}
        {message.other !== undefined && <pre class="other">{message.other}</pre>}
      </article>
    );
  }
}

function Text({
  text: { slot, pieces },
  onReveal,
}: {
  text: PreviewText;
  onReveal: MessageProps['onReveal'];
}) {
  const click = (event: MouseEvent) => {
    const offset = clickedOffset(event);
    if (offset !== undefined) onReveal(slot, offset);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the role above and each value are reached by the keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions: the same.
    <div class="text" onClick={click}>
      {pieces.length === 0 && <span class="quiet">(empty)</span>}
      {pieces.map(piece => (
        <Piece key={piece.start} piece={piece} onReveal={() => onReveal(slot, piece.start)} />
      ))}
    </div>
  );
}

function Piece({ piece, onReveal }: { piece: PreviewPiece; onReveal: () => void }) {
  const { kind, text, start, path } = piece;
  if (kind === 'text') return <span data-start={start}>{text}</span>;
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onReveal();
  };
  const name = path ?? 'a value';
  const isMissing = kind === 'missing';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a real link or button cannot be broken over lines as text is.
    <span
      class={kind}
      data-start={start}
      role="link"
      tabIndex={0}
      title={isMissing ? `${name} has no value` : name}
      aria-label={isMissing ? `${name} has no value` : undefined}
      onKeyDown={press}
    >
      {isMissing ? name : text}
    </span>
  );
}
