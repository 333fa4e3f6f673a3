import type { Io } from '../io.ts';
import { width } from './cells.ts';
import { styleFor, wantsColour } from './style.ts';

/** Lines with columns as wide as their widest cell, under faint heads. Cells must be fit for a terminal already. */
export function textTable(
  heads: readonly string[],
  cells: readonly (readonly string[])[],
  { stdout, env }: Pick<Io, 'stdout' | 'env'>,
): string {
  const style = styleFor(wantsColour(stdout, env));
  const rows = [heads, ...cells];
  const widths = heads.map((_, column) => Math.max(...rows.map(row => width(row[column]!))));
  return rows
    .map((row, index) => {
      const line = row
        .map((cell, column) => cell + ' '.repeat(widths[column]! - width(cell)))
        .join('  ')
        .trimEnd();
      return `${index === 0 ? style.dim(line) : line}\n`;
    })
    .join('');
}
