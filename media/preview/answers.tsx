import type { AnswerView, LiveRunView, RunStep, RunsView, RunView } from '../../src/core/view/runs.ts';
import { Button } from '../shared/button.tsx';
import { Markdown } from '../shared/markdown.tsx';
import { Note, Notes } from '../shared/notes.tsx';
import type { PreviewActions } from './actions.ts';

interface AnswersProps {
  runs: RunsView;
  /** Whether answers are shown as they are. */
  isPlain: boolean;
  actions: PreviewActions;
}

/** What models answered: the run that is under way, or those that are shown. */
export function Answers({ runs, isPlain, actions }: AnswersProps) {
  const { live, shown, failure } = runs;
  if (!live && shown.length === 0 && !failure) return null;
  return (
    <section class="answers" aria-label="Answers">
      {failure && (
        <Notes label="Why there is no answer">
          <Note severity="error" {...failure} />
        </Notes>
      )}
      {shown.map((run, index) => (
        <EndedRun
          key={run.id}
          run={run}
          number={shown.length > 1 ? index + 1 : undefined}
          runs={runs}
          isPlain={isPlain}
          actions={actions}
        />
      ))}
      {live && <LiveRun live={live} isPlain={isPlain} actions={actions} />}
    </section>
  );
}

function LiveRun({ live, isPlain, actions }: Omit<AnswersProps, 'runs'> & { live: LiveRunView }) {
  const { progress, waiting, steps, answers } = live;
  const state = waiting ?? (answers.length === 0 ? 'Waiting for the answer…' : 'Answering…');
  return (
    <article class="run live" aria-label="Answer under way">
      <h2>{progress === undefined ? 'Answer' : `Answer ${progress}`}</h2>
      <Steps steps={steps} />
      {answers.map((answer, index) => (
        <Answer key={index} answer={answer} isStreaming isPlain={isPlain} actions={actions} />
      ))}
      <p class={waiting === undefined ? 'quiet' : 'waiting'} role="status">
        {state}
      </p>
    </article>
  );
}

interface EndedProps {
  run: RunView;
  /** Absent when it is the only one. */
  number: number | undefined;
  runs: RunsView;
  isPlain: boolean;
  actions: PreviewActions;
}

function EndedRun({ run, number, runs, isPlain, actions }: EndedProps) {
  const { id, at, facts, steps, answers, notes, isStale } = run;
  return (
    <article class="run" aria-label={number === undefined ? 'Answer' : `Answer ${number}`}>
      <h2>{number === undefined ? 'Answer' : `Answer ${number} of ${runs.shown.length}`}</h2>
      <Steps steps={steps} />
      {answers.map((answer, index) => (
        <Answer key={index} answer={answer} isPlain={isPlain} actions={actions} />
      ))}
      {notes.length > 0 && (
        <Notes label="About this answer">
          {notes.map(note => (
            <Note key={note.message} {...note} />
          ))}
        </Notes>
      )}
      <p class="facts">
        {facts.join(' · ')} · <time>{new Date(at).toLocaleString()}</time>
      </p>
      {isStale && <p class="quiet">The template has changed since.</p>}
      <div class="links">
        {answers.map((_, index) => (
          <Button key={index} kind="link" onClick={() => actions.copyAnswer(id, index)}>
            {answers.length === 1 ? 'Copy' : `Copy ${index + 1}`}
          </Button>
        ))}
        <Button kind="link" onClick={() => actions.showPlain(!isPlain)}>
          {isPlain ? 'Show as Markdown' : 'Show as plain text'}
        </Button>
        {runs.total > 1 && (
          <Button kind="link" onClick={() => actions.compareRun(id)}>
            Compare…
          </Button>
        )}
        <Button kind="link" onClick={() => actions.deleteRun(id)}>
          Delete…
        </Button>
      </div>
    </article>
  );
}

/** What chose the prompt that answered. */
function Steps({ steps }: { steps: RunStep[] }) {
  if (steps.length === 0) return null;
  return (
    <ol class="steps" aria-label="Steps">
      {steps.map(({ file, choice, answer, facts }, index) => (
        <li key={index}>
          <code>{file}</code> {choice === undefined ? 'chose nothing: ' : `chose ${choice}. It answered: `}
          <q>{answer.trim()}</q> <span class="quiet">{facts.join(' · ')}</span>
        </li>
      ))}
    </ol>
  );
}

interface AnswerProps {
  answer: AnswerView;
  isPlain: boolean;
  isStreaming?: boolean;
  actions: PreviewActions;
}

function Answer({ answer, isPlain, isStreaming = false, actions }: AnswerProps) {
  const { text, reasoning, refusal, calls } = answer;
  const isEmpty = text === '' && refusal === undefined && calls.length === 0;
  return (
    <div class="answer">
      {reasoning !== undefined && (
        <details>
          <summary>Reasoning</summary>
          <div class="plain">{reasoning}</div>
        </details>
      )}
      {text !== '' && <Markdown text={text} actions={actions} isStreaming={isStreaming} isPlain={isPlain} />}
      {refusal !== undefined && <div class="plain refusal">{refusal}</div>}
      {calls.map((call, index) => (
        <pre key={index} class="other">
          {call}
        </pre>
      ))}
      {isEmpty && <span class="quiet">(empty)</span>}
    </div>
  );
}
