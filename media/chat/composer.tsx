import { Component, createRef } from 'preact';
import type { ChatState } from '../../src/core/view/chat.ts';
import { Button } from '../shared/button.tsx';
import { recall, remember } from '../shared/host.ts';
import type { ChatActions } from './actions.ts';

interface ComposerProps {
  state: ChatState;
  actions: ChatActions;
}

/** What is asked next. Enter sends, Shift+Enter begins a line, Escape stops the answer. */
export class Composer extends Component<ComposerProps> {
  private readonly box = createRef<HTMLTextAreaElement>();

  override componentDidMount(): void {
    const box = this.box.current;
    if (!box) return;
    const { draft } = (recall() ?? {}) as { draft?: string };
    box.value = draft ?? this.props.state.suggestion ?? '';
    this.grow();
    box.focus();
    document.addEventListener('keydown', this.escape);
  }

  override componentWillUnmount(): void {
    document.removeEventListener('keydown', this.escape);
  }

  override render() {
    const { state, actions } = this.props;
    const { variable, mode, answering } = state;
    const isBusy = answering !== undefined;
    const label = variable === undefined ? 'Message' : `Value of ${variable}`;
    const press = (event: KeyboardEvent) => {
      // While a word is being composed, Enter belongs to the keyboard of that language.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!isBusy) void this.send();
    };
    return (
      <div class="composer">
        <div class="composer-head">
          <label for="composer">{label}</label>
          <Settings state={state} actions={actions} />
        </div>
        <textarea
          id="composer"
          ref={this.box}
          rows={2}
          placeholder={mode === 'loop' ? 'Asked alone, without what was said before' : 'Ask something'}
          onInput={this.keep}
          onKeyDown={press}
        />
        <div class="composer-foot">
          {isBusy ? (
            <Button kind="primary" onClick={actions.stop}>
              Stop
            </Button>
          ) : (
            <Button kind="primary" disabled={state.restricted} onClick={() => void this.send()}>
              Send
            </Button>
          )}
          <span class="quiet">Enter sends, Shift+Enter begins a line, Escape stops.</span>
        </div>
      </div>
    );
  }

  private async send(): Promise<void> {
    const box = this.box.current;
    const text = box?.value ?? '';
    if (!box || text.trim() === '') return;
    if (!(await this.props.actions.send(text))) return;
    // What was typed meanwhile stays.
    if (box.value === text) box.value = '';
    this.keep();
  }

  /** The text survives when the page is hidden. */
  private readonly keep = (): void => {
    const draft = this.box.current?.value ?? '';
    const { draft: _, ...others } = (recall() ?? {}) as { draft?: string };
    remember(draft === '' ? others : { ...others, draft });
    this.grow();
  };

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.props.state.answering !== undefined) this.props.actions.stop();
  };

  private grow(): void {
    const box = this.box.current;
    if (box) box.rows = Math.min(12, Math.max(2, box.value.split('\n').length));
  }
}

function Settings({ state, actions }: ComposerProps) {
  const { mode, variables, variable } = state;
  return (
    <span class="choices">
      {variables.length > 1 && variable !== undefined && (
        <label class="choice">
          Value of{' '}
          <select value={variable} onChange={({ currentTarget: { value } }) => actions.setVariable(value)}>
            {variables.map(name => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {state.template !== undefined && (
        <label class="choice">
          Each question{' '}
          <select
            value={mode}
            onChange={({ currentTarget: { value } }) => actions.setMode(value as ChatState['mode'])}
          >
            <option value="conversation">goes on with the conversation</option>
            <option value="loop">stands alone</option>
          </select>
        </label>
      )}
    </span>
  );
}
