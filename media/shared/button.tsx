import type { ComponentChildren } from 'preact';

interface ButtonProps {
  children: ComponentChildren;
  onClick: () => void;
  /** `primary` for what the page is there for, `link` for what stands in a text. Absent: an ordinary button. */
  kind?: 'primary' | 'link';
  /** Shown when the mouse rests on it. */
  title?: string;
  /** What a screen reader says where the text alone does not tell. */
  label?: string;
  disabled?: boolean;
}

export function Button({ children, onClick, kind, title, label, disabled }: ButtonProps) {
  return (
    <button type="button" class={kind} title={title} aria-label={label} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  );
}
