import { Markdown } from '../shared/markdown.tsx';
import { PlainText } from '../shared/markdown/plainText.tsx';
import { WordDiff } from '../shared/wordDiff.tsx';
import type { GridCell } from '../../src/core/view/compare/compareView.ts';
import type { CompareActions, Mode } from './actions.ts';
import { prettyJson } from './prettyJson.ts';

interface AnswerBodyProps {
  cell: GridCell;
  mode: Mode;
  /** The text that it is compared with; undefined when it is not compared. */
  against: string | undefined;
  actions: CompareActions;
}

/** What a variant answered, in the way that was chosen. */
export function AnswerBody({ cell, mode, against, actions }: AnswerBodyProps) {
  const { output, refusal, calls, reasoning, state } = cell;
  const shown = (text: string) => (mode === 'json' ? prettyJson(text) : text);
  return (
    <div class="answer-body">
      {reasoning !== undefined && (
        <details>
          <summary>Reasoning</summary>
          <PlainText text={reasoning} />
        </details>
      )}
      {against !== undefined ? (
        <WordDiff before={shown(against)} after={shown(output)} />
      ) : mode === 'json' ? (
        <PlainText text={shown(output)} />
      ) : (
        <Markdown
          text={output}
          actions={actions}
          isPlain={mode === 'plain'}
          isStreaming={state === 'running'}
        />
      )}
      {refusal !== undefined && <p class="refusal">Refused: {refusal}</p>}
      {calls !== undefined && <pre class="calls">{calls}</pre>}
      {state === 'done' && output === '' && refusal === undefined && calls === undefined && (
        <p class="quiet">An empty answer.</p>
      )}
    </div>
  );
}
