import type { Io } from '../io.ts';
import { readableWidth } from '../terminal/readableWidth.ts';
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
    columns: readableWidth(io.stdout),
  });
}
