import type { Io } from '../io.ts';
import { styleFor, wantsColour } from '../terminal/style.ts';
import type { Formatter } from './formatter.ts';
import { githubFormatter } from './github.ts';
import { jsonFormatter } from './json.ts';
import { prettyFormatter } from './pretty.ts';
import { sarifFormatter } from './sarif.ts';

export const FORMATTER_NAMES = ['pretty', 'json', 'sarif', 'github'] as const;

export type FormatterName = (typeof FORMATTER_NAMES)[number];

/** The formatter of a name, for the output at hand. */
export function formatterFor(name: FormatterName, io: Io): Formatter {
  if (name === 'json') return jsonFormatter();
  if (name === 'sarif') return sarifFormatter(io.version);
  if (name === 'github') return githubFormatter();
  return prettyFormatter({
    style: styleFor(wantsColour(io.stdout, io.env)),
    columns: Math.max(NARROWEST, Math.min(io.stdout.columns ?? USUAL, WIDEST)),
  });
}

/** Widths in cells: where no terminal says its own, and the bounds within which excerpts are readable. */
const USUAL = 100;
const NARROWEST = 40;
const WIDEST = 160;
