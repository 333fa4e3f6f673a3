import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../shared/button.tsx';
import type { CompareActions, Writing } from './actions.ts';

const TITLES = {
  comment: 'Comment on this answer',
  ideal: 'The ideal answer to this case',
} as const;

/** A box in which a comment or an ideal answer is written. Escape closes it, Ctrl+Enter keeps what was written. */
export function Writer({ writing, actions }: { writing: Writing; actions: CompareActions }) {
  const [text, setText] = useState(writing.text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const keep = () => {
    actions[writing.kind](writing, text);
    actions.write(undefined);
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') actions.write(undefined);
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') keep();
  };
  return (
    <section class="writer" role="dialog" aria-label={TITLES[writing.kind]}>
      <h2>{TITLES[writing.kind]}</h2>
      <textarea
        ref={field}
        rows={6}
        aria-label={TITLES[writing.kind]}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
        onKeyDown={press}
      />
      {writing.problem !== undefined && (
        <p class="loud" role="alert">
          {writing.problem}
        </p>
      )}
      <p>
        <Button kind="primary" disabled={text.trim() === ''} onClick={keep}>
          Keep
        </Button>{' '}
        <Button onClick={() => actions.write(undefined)}>Cancel</Button>{' '}
        <span class="quiet">Ctrl+Enter keeps it</span>
      </p>
    </section>
  );
}
