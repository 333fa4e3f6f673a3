import type { ComponentChildren } from 'preact';

/** Buttons and fields that belong together, in a row that wraps. `label` tells a screen reader what for. */
export function Toolbar({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; these are commands.
    <div class="toolbar" role="group" aria-label={label}>
      {children}
    </div>
  );
}
