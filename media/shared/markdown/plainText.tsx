import { Component } from 'preact';
import { readableText } from '../../../src/core/view/readableText.ts';
import { Button } from '../button.tsx';

interface PlainTextProps {
  text: string;
}

/** A text as it is. Of a very long one the beginning is drawn, and more when it is asked for: a page must stay usable. */
export class PlainText extends Component<PlainTextProps, { shown: number }> {
  override state = { shown: AT_ONCE };

  override shouldComponentUpdate(next: PlainTextProps, state: { shown: number }): boolean {
    return next.text !== this.props.text || state.shown !== this.state.shown;
  }

  override render() {
    const { text } = this.props;
    const { shown } = this.state ?? { shown: AT_ONCE };
    const left = text.length - shown;
    return (
      <div class="plain">
        <div class="text">{readableText(left > 0 ? text.slice(0, shown) : text)}</div>
        {left > 0 && (
          <Button onClick={() => this.setState({ shown: shown + AT_ONCE })}>
            Show {Math.min(left, AT_ONCE).toLocaleString('en')} of {left.toLocaleString('en')} more characters
          </Button>
        )}
      </div>
    );
  }
}

/** In UTF-16 units. */
const AT_ONCE = 100_000;
