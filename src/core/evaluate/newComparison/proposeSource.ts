import { guessMapping } from '../../rows/mapColumns.ts';
import type { RowTable } from '../../rows/row.ts';
import { rowCase } from '../compare/rowCase.ts';

/** Where values and the wanted answer stand in the rows of a dataset. */
export interface ProposedSource {
  /** Absent: columns have the names of the variables. */
  map?: Record<string, string>;
  /** Absent: it is found by itself, or there is none. */
  reference?: string;
}

/** Names of columns with wanted answers that are not found by themselves. */
const ANSWERS = ['label', 'preferred', 'answer'];

/** How rows fill a template's variables, those that have no value of their own; none where conversations are sent. */
export function proposeSource(
  { columns, rows }: RowTable,
  variables: readonly { name: string; hasDefault: boolean }[],
): ProposedSource {
  const open = variables.filter(({ name, hasDefault }) => !hasDefault || columns.includes(name));
  const mapping = guessMapping(
    open.map(({ name }) => name),
    columns,
  );
  const isPlain = Object.entries(mapping).every(([name, column]) => name === column);
  const isConversation = rows.some(({ values }) => rowCase(values).reference !== undefined);
  const left = columns.filter(column => !Object.values(mapping).includes(column));
  const reference = isConversation ? undefined : Object.values(guessMapping(ANSWERS, left))[0];
  return {
    ...(!isPlain && { map: pathsOf(mapping, rows[0]?.values ?? {}) }),
    ...(reference !== undefined && { reference }),
  };
}

/** What a table calls `user` and `system` are messages of a conversation to a comparison. */
function pathsOf(
  mapping: Readonly<Record<string, string>>,
  row: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const messages = Array.isArray(row.messages) ? (row.messages as { role?: unknown }[]) : undefined;
  const pathOf = (column: string) => {
    const place = messages?.findLastIndex(message => message?.role === column) ?? -1;
    return messages && place >= 0 ? `messages[${place - messages.length}].content` : column;
  };
  return Object.fromEntries(Object.entries(mapping).map(([name, column]) => [name, pathOf(column)]));
}
