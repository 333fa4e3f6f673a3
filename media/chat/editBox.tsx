import { Component, createRef } from 'preact';
import { Button } from '../shared/button.tsx';

interface EditBoxProps {
  text: string;
  label: string;
  /** What the main button says. */
  done: string;
  /** Resolves to whether it went well; then the box is closed. */
  onDone: (text: string) => Promise<boolean>;
  onClose: () => void;
}

/** A text that is being changed in its place. Ctrl+Enter keeps it, Escape leaves it as it was. */
export class EditBox extends Component<EditBoxProps> {
  private readonly box = createRef<HTMLTextAreaElement>();

  override componentDidMount(): void {
    const box = this.box.current;
    if (!box) return;
    box.value = this.props.text;
    box.focus();
  }

  override render() {
    const { label, done, text, onClose } = this.props;
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
      else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.keep();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    return (
      <div class="edit">
        <textarea
          ref={this.box}
          aria-label={label}
          rows={Math.min(20, Math.max(2, text.split('\n').length))}
          onKeyDown={press}
        />
        <Button kind="primary" onClick={() => void this.keep()}>
          {done}
        </Button>{' '}
        <Button onClick={onClose}>Cancel</Button>
      </div>
    );
  }

  private async keep(): Promise<void> {
    const { onDone, onClose } = this.props;
    if (await onDone(this.box.current?.value ?? '')) onClose();
  }
}
