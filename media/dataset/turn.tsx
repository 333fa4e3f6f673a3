// biome-ignore-all lint/a11y/noNoninteractiveTabindex: the keys move from message to message, as in any list.
import type { ShownFinding } from '../../src/core/view/dataset/datasetView.ts';
import type { ShownPiece, ShownTurn } from '../../src/core/view/dataset/shownExample.ts';
import { readableText } from '../../src/core/view/readableText.ts';
import { Button } from '../shared/button.tsx';
import { PlainText } from '../shared/markdown/plainText.tsx';
import type { DatasetActions, Editing } from './actions.ts';
import { Findings } from './findings.tsx';
import { TextBox } from './textBox.tsx';

interface TurnProps {
  index: number;
  turn: ShownTurn;
  findings: { finding: ShownFinding; at: number }[];
  isEditable: boolean;
  editing: Editing | undefined;
  draft: ShownFinding[] | undefined;
  actions: DatasetActions;
}

const LEARNING = {
  learnt: ['trained', 'Training imitates this answer.'],
  avoided: ['trained away from', 'Training makes this answer less likely.'],
  muted: ['not trained', 'The weight of this answer is 0, so it is only context.'],
} as const;

/** One message of the chosen example. */
export function Turn(props: TurnProps) {
  const { turn, findings, isEditable, editing, actions } = props;
  const { role, name, speaker, learning, pieces } = turn;
  const trained = learning === 'context' ? undefined : LEARNING[learning];
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.key !== 'Enter' || !isEditable) return;
    const piece = pieces.findIndex(canEdit);
    if (piece < 0) return;
    event.preventDefault();
    actions.edit(editingOf(props, piece));
  };
  return (
    <article
      class="message"
      data-role={speaker}
      data-turn={turn.index}
      data-learning={learning}
      tabIndex={0}
      aria-label={`${role}${trained ? `, ${trained[0]}` : ''}`}
      onKeyDown={press}
    >
      <h3>
        {readableText(role)}
        {name !== undefined && <span class="quiet"> {readableText(name)}</span>}
        {trained && (
          <span class={`badge ${learning}`} title={trained[1]}>
            {trained[0]}
          </span>
        )}
        <span class="spacer" />
        <Button
          kind="link"
          label={`Show in Text: the ${role} message`}
          onClick={() => actions.reveal(turn.path)}
        >
          Show in Text
        </Button>
      </h3>
      {pieces.length === 0 && <p class="quiet">(nothing)</p>}
      {pieces.map((piece, at) => {
        const isEdited = editing?.turn === turn.index && editing.piece === at;
        return isEdited ? (
          <TextBox
            key={at}
            text={editing.change.after}
            label={`Text of the ${role} message`}
            findings={props.draft}
            actions={actions}
          />
        ) : (
          <div key={at} class="piece" data-kind={piece.kind}>
            <Piece piece={piece} />
            {isEditable && canEdit(piece) && (
              <Button
                kind="link"
                label={`Edit this text of the ${role} message`}
                onClick={() => actions.edit(editingOf(props, at))}
              >
                Edit
              </Button>
            )}
          </div>
        );
      })}
      <Findings
        label={`Problems of the ${role} message`}
        findings={findings}
        canFix={isEditable}
        actions={actions}
      />
    </article>
  );
}

/** The first text that can be changed of the turn that somebody most likely wants to change. */
export function canEdit({ place, left }: ShownPiece): boolean {
  return place !== undefined && left === undefined;
}

function editingOf({ index, turn }: TurnProps, at: number): Editing | undefined {
  const piece = turn.pieces[at];
  if (!piece?.place) return undefined;
  const change = { place: piece.place, before: piece.text, after: piece.text };
  return { index, turn: turn.index, piece: at, change };
}

function Piece({ piece: { kind, text, label, id, left } }: { piece: ShownPiece }) {
  const more = left !== undefined && (
    <p class="quiet">{left.toLocaleString('en-US')} more characters: see them in the text.</p>
  );
  const named = label === undefined ? '' : readableText(label);
  const by = id === undefined ? null : <span class="quiet"> {readableText(id)}</span>;
  switch (kind) {
    case 'media':
      return (
        <p class="media">
          <span class="badge">{named}</span> {readableText(text)}
        </p>
      );
    case 'call':
    case 'result':
      return (
        <div>
          <p>
            <span class="quiet">{kind === 'call' ? 'calls' : 'answers'}</span>{' '}
            {named !== '' && <code>{named}</code>}
            {by}
          </p>
          <pre class="code">{readableText(text)}</pre>
          {more}
        </div>
      );
    case 'other':
      return (
        <div>
          <p class="quiet">Not read by any trainer that is known here:</p>
          <pre class="code">{readableText(text)}</pre>
        </div>
      );
    default:
      return (
        <div>
          {kind !== 'text' && <p class="quiet">{kind === 'refusal' ? 'refusal:' : 'reasoning:'}</p>}
          {text === '' ? <p class="quiet">(empty)</p> : <PlainText text={text} />}
          {more}
        </div>
      );
  }
}
