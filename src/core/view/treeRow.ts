/** One row of a tree view as plain data: what to draw, not how. */
export interface TreeRow {
  /** Unique in its tree and stable over changes, so that what was expanded stays expanded. */
  id: string;
  label: string;
  /** Dimmed text after the label. */
  description?: string;
  /** Plain text, shown when the pointer rests on the row. */
  tooltip?: string;
  /** Name of a codicon. */
  icon?: string;
  /** Id of a theme colour for the icon. */
  iconColor?: string;
  /** What menus look at: words separated by spaces. */
  context?: string;
  /** Whether rows are below, and whether they show at first. */
  children: 'none' | 'collapsed' | 'expanded';
  /** What a screen reader says instead of the label and description. */
  spoken?: string;
}
