import type { PreviewNote } from '../../src/core/view/preview.ts';

/** What is wrong, each with its place. */
export function Notes({ notes, onReveal }: { notes: PreviewNote[]; onReveal: (note: number) => void }) {
  if (notes.length === 0) return null;
  return (
    <ul class="notes" aria-label="Problems">
      {notes.map(({ severity, message, remedy, where }, index) => (
        <li key={index} class={severity}>
          {message} {remedy}{' '}
          <button type="button" class="link" onClick={() => onReveal(index)}>
            {where}
          </button>
        </li>
      ))}
    </ul>
  );
}
