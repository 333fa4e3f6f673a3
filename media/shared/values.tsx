import { Component, createRef } from 'preact';
import type { PreviewInput, PreviewState } from '../../src/core/view/preview.ts';
import { Button } from './button.tsx';
import { Toolbar } from './toolbar.tsx';
import './valuesStyle.css';

/** What can be done to values. */
export interface ValuesActions {
  setValue(name: string, text: string | undefined): void;
  chooseSet(set: string | undefined): void;
  saveSet(): void;
  /** Takes values from a row of a dataset; absent where a page does not offer it. */
  chooseRow?(): void;
}

/** What the form is drawn from. */
type ValuesState = Pick<PreviewState, 'inputs' | 'sets' | 'set' | 'missing'>;

/** The form of values, and the sets that are saved beside the file. */
export function Values({ state, actions }: { state: ValuesState; actions: ValuesActions }) {
  const isTyped = state.inputs.some(({ typed }) => typed !== undefined);
  return (
    <details class="values" open>
      <summary>Values</summary>
      <Toolbar label="Saved values">
        {state.sets.length > 0 && (
          <label>
            Saved set{' '}
            <select
              value={state.set ?? ''}
              onChange={({ currentTarget: { value } }) => actions.chooseSet(value === '' ? undefined : value)}
            >
              <option value="">none</option>
              {state.sets.map(name => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {actions.chooseRow && <Button onClick={actions.chooseRow}>From a row…</Button>}
        <Button onClick={actions.saveSet}>Save values…</Button>
        {isTyped && <Button onClick={() => actions.chooseSet(state.set)}>Undo typing</Button>}
      </Toolbar>
      {state.inputs.map(input => (
        <Field
          key={input.name}
          input={input}
          isMissing={state.missing.includes(input.name)}
          actions={actions}
        />
      ))}
    </details>
  );
}

interface FieldProps {
  input: PreviewInput;
  isMissing: boolean;
  actions: ValuesActions;
}

function Field({ input, isMissing, actions }: FieldProps) {
  const { name, description, fault, from } = input;
  const id = `value-${name}`;
  const origin = input.typed !== undefined ? 'typed' : from !== undefined ? ORIGINS[from] : undefined;
  return (
    <div class={isMissing ? 'field lacking' : 'field'}>
      <label for={id}>{name}</label>
      <span class="origin">{origin ?? (isMissing ? 'no value' : '')}</span>
      <Control input={input} id={id} onValue={text => actions.setValue(name, text)} />
      {description !== undefined && (
        <p class="quiet" id={`${id}-about`}>
          {description}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}

const ORIGINS = { set: 'from the set', default: 'default', example: 'example, not sent' } as const;

interface ControlProps {
  input: PreviewInput;
  id: string;
  onValue: (text: string | undefined) => void;
}

function Control({ input, id, onValue }: ControlProps) {
  const { control, options, typed, otherwise, fault, description } = input;
  const described = [fault !== undefined && `${id}-fault`, description !== undefined && `${id}-about`];
  const common = {
    id,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
    'aria-invalid': fault !== undefined,
  };
  if (control === 'choice') {
    return (
      <select
        {...common}
        value={typed ?? ''}
        onChange={({ currentTarget: { value } }) => onValue(value === '' ? undefined : value)}
      >
        <option value="">{otherwise ?? 'no value'}</option>
        {options.map(option => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    );
  }
  const text = { ...common, placeholder: otherwise ?? '', spellcheck: false };
  return <TextControl text={typed ?? ''} isLine={control === 'line'} attributes={text} onValue={onValue} />;
}

interface TextControlProps {
  text: string;
  isLine: boolean;
  attributes: Record<string, unknown> & { placeholder: string };
  onValue: (text: string | undefined) => void;
}

/** A box for text. While somebody types in it nothing else writes into it: answers come later than keys. */
class TextControl extends Component<TextControlProps> {
  private readonly box = createRef<HTMLInputElement & HTMLTextAreaElement>();

  override componentDidMount(): void {
    this.sync();
  }

  override componentDidUpdate(): void {
    this.sync();
  }

  override render() {
    const { text, isLine, attributes, onValue } = this.props;
    const change = ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      onValue(value === '' ? undefined : value);
    if (isLine) return <input type="text" ref={this.box} {...attributes} onInput={change} />;
    const lines = (text === '' ? attributes.placeholder : text).split('\n').length;
    return (
      <textarea rows={Math.min(6, Math.max(1, lines))} ref={this.box} {...attributes} onInput={change} />
    );
  }

  private sync(): void {
    const box = this.box.current;
    if (box && box !== document.activeElement) box.value = this.props.text;
  }
}
