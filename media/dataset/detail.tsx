import type { DatasetExample, ShownFinding } from '../../src/core/view/dataset/datasetView.ts';
import { readableText } from '../../src/core/view/readableText.ts';
import { Button } from '../shared/button.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import type { DatasetActions, Editing } from './actions.ts';
import { Findings } from './findings.tsx';
import { Turn } from './turn.tsx';

interface DetailProps {
  example: DatasetExample;
  isEditable: boolean;
  editing: Editing | undefined;
  draft: ShownFinding[] | undefined;
  actions: DatasetActions;
}

/** The chosen example, laid out. */
export function Detail({ example, isEditable, editing, draft, actions }: DetailProps) {
  const { index, line, units, shown, findings } = example;
  const numbered = findings.map((finding, at) => ({ finding, at }));
  const turns = shown.parts.flatMap(part => part.turns);
  const hasTurn = (turn: number | undefined) => turn !== undefined && turns.some(one => one.index === turn);
  return (
    <>
      <h2>
        Example {(index + 1).toLocaleString('en-US')}{' '}
        <span class="quiet">
          line {(line + 1).toLocaleString('en-US')} · {shown.title} · {units.toLocaleString('en-US')}{' '}
          characters
        </span>
      </h2>
      <Toolbar label="This example">
        <Button onClick={() => actions.reveal()}>Show in Text</Button>
        <Button onClick={() => actions.copyText()}>Copy JSON</Button>
      </Toolbar>
      <Findings
        label="Problems of the example"
        findings={numbered.filter(({ finding }) => !hasTurn(finding.turn))}
        canFix={isEditable}
        actions={actions}
      />
      {shown.fault !== undefined && <p>{shown.fault}</p>}
      {shown.raw !== undefined && <pre class="code">{readableText(shown.raw)}</pre>}
      {shown.tools.length > 0 && (
        <details class="tools">
          <summary>{shown.tools.length === 1 ? '1 tool' : `${shown.tools.length} tools`}</summary>
          <dl>
            {shown.tools.map(({ name, description }, at) => (
              <div key={at}>
                <dt>
                  <code>{readableText(name)}</code>
                </dt>
                <dd>{readableText(description)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <div class={shown.parts.some(({ part }) => part === 'rejected') ? 'parts pair' : 'parts'}>
        {shown.parts.map(({ part, title, turns: of }, at) => (
          <section key={at} class={`part ${part}`} aria-label={title}>
            {shown.parts.length > 1 && <p class="part-title">{title}</p>}
            {of.map(turn => (
              <Turn
                key={turn.index}
                index={index}
                turn={turn}
                findings={numbered.filter(({ finding }) => finding.turn === turn.index)}
                isEditable={isEditable}
                editing={editing}
                draft={draft}
                actions={actions}
              />
            ))}
          </section>
        ))}
      </div>
      {shown.facts.length > 0 && (
        <dl class="facts" aria-label="Beside the conversation">
          {shown.facts.map(({ name, text }, at) => (
            <div key={at}>
              <dt>{readableText(name)}</dt>
              <dd>{readableText(text)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
