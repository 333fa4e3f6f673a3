import type { ComponentChildren } from 'preact';

/** A problem, or something to know, as a page shows it: what it is, then what to do about it. */
interface NoteProps {
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** Empty when the message says it all. */
  remedy: string;
  /** Buttons that lead to the place or mend it. */
  children?: ComponentChildren;
}

export function Note({ severity, message, remedy, children }: NoteProps) {
  return (
    <li class={severity}>
      {message} {remedy} {children}
    </li>
  );
}

/** A list of problems; nothing when there are none. */
export function Notes({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <ul class="notes" aria-label={label}>
      {children}
    </ul>
  );
}
