import type { PreviewFacts } from '../../src/core/view/previewFacts.ts';
import { Button } from '../shared/button.tsx';
import { Note, Notes } from '../shared/notes.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import type { PreviewActions } from './actions.ts';

/** The request as the model's own chat template writes it. */
export function ModelTab({ facts, actions }: { facts: PreviewFacts | undefined; actions: PreviewActions }) {
  const view = facts?.asModel;
  if (!view) {
    return (
      <section class="teaching">
        <p>
          A model does not read messages but one text, which its own chat template makes of them. Choose the{' '}
          <code>tokenizer_config.json</code> of an open model to see that text, special tokens included.
        </p>
        <Button onClick={actions.chooseTokenizer}>Choose tokenizer_config.json…</Button>
      </section>
    );
  }
  return (
    <section>
      <Toolbar label="Chat template of the model">
        <span class="quiet">{view.file}</span>
        <Button onClick={actions.chooseTokenizer}>Change…</Button>
        <Button onClick={actions.forgetTokenizer}>Forget</Button>
      </Toolbar>
      {view.fault !== undefined && (
        <Notes label="Problems of the model’s template">
          <Note severity="error" message={view.fault} remedy="" />
        </Notes>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <pre class="request" tabIndex={0}>
        {view.text}
      </pre>
    </section>
  );
}
