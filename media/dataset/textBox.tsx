import { Component, createRef } from 'preact';
import type { ShownFinding } from '../../src/core/view/dataset/datasetView.ts';
import { Button } from '../shared/button.tsx';
import type { DatasetActions } from './actions.ts';

interface TextBoxProps {
  text: string;
  label: string;
  /** What the linter would say of the example with this text; undefined while it is not known. */
  findings: ShownFinding[] | undefined;
  actions: DatasetActions;
}

/** A text that is being changed in its place. Ctrl+Enter applies it, Escape leaves it as it was. */
export class TextBox extends Component<TextBoxProps> {
  private readonly box = createRef<HTMLTextAreaElement>();

  override componentDidMount(): void {
    const box = this.box.current;
    if (!box) return;
    box.value = this.props.text;
    box.focus();
    this.showWhole();
  }

  override componentDidUpdate({ findings }: TextBoxProps): void {
    if (findings !== this.props.findings) this.showWhole();
  }

  /** Buttons and problems stand below the box: they are shown too, where there is room for all. */
  private showWhole(): void {
    const edit = this.box.current?.parentElement;
    const pane = edit?.closest('.pane');
    if (edit && pane && edit.offsetHeight < pane.clientHeight) edit.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const { text, label, findings, actions } = this.props;
    const press = (event: KeyboardEvent) => {
      const withCommand = event.ctrlKey || event.metaKey;
      if (event.key === 'Escape') actions.edit(undefined);
      else if (event.key === 'Enter' && withCommand) actions.apply();
      // The workbench would undo in the file: here the box undoes what was typed in it.
      else if (withCommand && /^[zy]$/i.test(event.key)) return event.stopPropagation();
      else return undefined;
      event.preventDefault();
      event.stopPropagation();
      return undefined;
    };
    return (
      <div class="edit">
        <textarea
          ref={this.box}
          aria-label={label}
          rows={Math.min(24, Math.max(3, text.split('\n').length + 1))}
          onInput={event => actions.type(event.currentTarget.value)}
          onKeyDown={press}
        />
        <div class="edit-row">
          <Button kind="primary" title="Ctrl+Enter" onClick={() => actions.apply()}>
            Apply
          </Button>
          <Button title="Escape" onClick={() => actions.edit(undefined)}>
            Cancel
          </Button>
          <span class="quiet" role="status">
            {inWords(findings)}
          </span>
        </div>
        {findings && findings.length > 0 && (
          <ul class="notes findings" aria-label="Problems with this text">
            {findings.map(({ rule, severity, message }, at) => (
              <li key={at} class={severity}>
                {message} <span class="rule">{rule}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    );
  }
}

function inWords(findings: ShownFinding[] | undefined): string {
  if (!findings) return 'Checking…';
  return findings.length === 0
    ? 'The example would have no problem of its own.'
    : `With this text the example has ${findings.length === 1 ? 'one problem' : `${findings.length} problems`}:`;
}
