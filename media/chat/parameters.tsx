import { Component } from 'preact';
import { Button } from '../shared/button.tsx';
import { EditBox } from './editBox.tsx';

interface ParametersProps {
  /** JSON of an object. */
  text: string;
  /** Whether they were changed here. */
  isOwn: boolean;
  onChange: (text: string) => Promise<boolean>;
}

/** The parameters of the request, which can be changed for this conversation. */
export class Parameters extends Component<ParametersProps, { isEdited: boolean }> {
  override state = { isEdited: false };

  override render() {
    const { text, isOwn, onChange } = this.props;
    return (
      <details class="parameters">
        <summary>Parameters{isOwn ? ' (changed for this conversation)' : ''}</summary>
        {this.state.isEdited ? (
          <EditBox
            text={text}
            label="Parameters as JSON"
            done="Keep"
            onDone={onChange}
            onClose={() => this.setState({ isEdited: false })}
          />
        ) : (
          <>
            <pre class="other">{text}</pre>
            <Button onClick={() => this.setState({ isEdited: true })}>Edit</Button>{' '}
            {isOwn && <Button onClick={() => void onChange('')}>As in the template</Button>}
          </>
        )}
      </details>
    );
  }
}
