import type { PreviewNote } from '../../src/core/view/preview.ts';
import { Button } from '../shared/button.tsx';
import { Note, Notes as NoteList } from '../shared/notes.tsx';

/** What is wrong, each with its place. */
export function Notes({ notes, onReveal }: { notes: PreviewNote[]; onReveal: (note: number) => void }) {
  if (notes.length === 0) return null;
  return (
    <NoteList label="Problems">
      {notes.map(({ where, ...note }, index) => (
        <Note key={index} {...note}>
          <Button kind="link" onClick={() => onReveal(index)}>
            {where}
          </Button>
        </Note>
      ))}
    </NoteList>
  );
}
