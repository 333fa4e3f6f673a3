import type { ComponentChildren } from 'preact';

export interface Tab<Id extends string> {
  id: Id;
  title: string;
}

interface TabsProps<Id extends string> {
  /** What the tabs choose among, for a screen reader. */
  label: string;
  tabs: readonly Tab<Id>[];
  shown: Id;
  onShow: (tab: Id) => void;
}

/** Tabs; the arrow keys, Home and End move among them. */
export function Tabs<Id extends string>({ label, tabs, shown, onShow }: TabsProps<Id>) {
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === shown);
    const places: Record<string, number> = {
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      ArrowRight: (at + 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const next = tabs[places[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    onShow(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label}>
      {tabs.map(({ id, title }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === shown}
          aria-controls={`panel-${id}`}
          tabIndex={id === shown ? 0 : -1}
          onClick={() => onShow(id)}
          onKeyDown={move}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

/** What a tab shows. Drawn while it is the shown one only. One that scrolls as a whole is reached by keys. */
export function TabPanel({
  id,
  scrolls = false,
  children,
}: {
  id: string;
  scrolls?: boolean;
  children: ComponentChildren;
}) {
  return (
    <section
      id={`panel-${id}`}
      role="tabpanel"
      aria-labelledby={`tab-${id}`}
      tabIndex={scrolls ? 0 : undefined}
    >
      {children}
    </section>
  );
}
