import { Component } from 'preact';
import { BlockReader } from './markdown/blockReader.ts';
import { PlainText } from './markdown/plainText.tsx';
import { sanitise } from './markdown/sanitise.ts';
import './markdown/style.css';

/** What a text of a model may ask for. The extension does it: see `answerHandlers`. */
export interface MarkdownActions {
  /** Opens an address of the web, after the user has seen and accepted it. */
  openLink(address: string): void;
  copyText(text: string): void;
}

interface MarkdownProps {
  text: string;
  actions: MarkdownActions;
  /** Whether more is to come. What comes is drawn at most once a frame. */
  isStreaming?: boolean;
  /** Shows the text as it is. */
  isPlain?: boolean;
}

/**
 * What a model wrote, as Markdown: no pictures, no HTML, links to the web only. While it streams, finished blocks stay
 * as they are. Very long texts are shown plain.
 */
export class Markdown extends Component<MarkdownProps> {
  private readonly reader = new BlockReader();
  private frame: number | undefined;

  override shouldComponentUpdate(next: MarkdownProps): boolean {
    if (!next.isStreaming || next.isPlain !== this.props.isPlain) {
      this.cancelFrame();
      return !isEqual(next, this.props);
    }
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.forceUpdate();
    });
    return false;
  }

  override componentWillUnmount(): void {
    this.cancelFrame();
  }

  override render() {
    const { text, actions, isStreaming, isPlain } = this.props;
    if (isPlain || isTooLong(text)) return <PlainText text={text} />;
    const follow = (event: Event) => act(event, actions);
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the links and buttons in it are what is used.
      <div class="markdown" onClick={follow} onKeyDown={follow}>
        {this.reader.read(text, !isStreaming).map(({ start, html }) => (
          <Block key={start} html={html} />
        ))}
      </div>
    );
  }

  private cancelFrame(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }
}

class Block extends Component<{ html: string }> {
  override shouldComponentUpdate(next: { html: string }): boolean {
    return next.html !== this.props.html;
  }

  override render() {
    // The only place where markup of ours meets the page: it is sanitised.
    return <div class="block" dangerouslySetInnerHTML={{ __html: sanitise(this.props.html) }} />;
  }
}

function act(event: Event, { openLink, copyText }: MarkdownActions): void {
  if (event instanceof KeyboardEvent && event.key !== 'Enter') return;
  const target = event.target instanceof Element ? event.target : null;
  const address = target?.closest('[data-href]')?.getAttribute('data-href');
  const copy = event.type === 'click' ? target?.closest('[data-copy]') : null;
  if (!address && !copy) return;
  event.preventDefault();
  // VS Code listens for clicks on links further out.
  event.stopPropagation();
  if (address) openLink(address);
  if (copy) copyText(copy.closest('.code')?.querySelector('code')?.textContent ?? '');
}

/** Reading such a text as Markdown takes long and helps nobody. In UTF-16 units. */
const LONGEST_TEXT = 300_000;
const LONGEST_LINE = 20_000;

function isTooLong(text: string): boolean {
  if (text.length <= LONGEST_LINE) return false;
  return text.length > LONGEST_TEXT || text.split('\n').some(line => line.length > LONGEST_LINE);
}

function isEqual(one: MarkdownProps, other: MarkdownProps): boolean {
  return one.text === other.text && one.isStreaming === other.isStreaming && one.isPlain === other.isPlain;
}
