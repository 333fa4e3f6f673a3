import type { Severity } from '../../core/lint/finding.ts';

/** Puts text into a colour or leaves it as it is. */
export type Paint = (text: string) => string;

export interface Style {
  bold: Paint;
  dim: Paint;
  red: Paint;
  yellow: Paint;
  blue: Paint;
  green: Paint;
}

/** Colours for a terminal, or none. */
export function styleFor(coloured: boolean): Style {
  const paint =
    (open: number, close: number): Paint =>
    text =>
      coloured && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    yellow: paint(33, 39),
    blue: paint(36, 39),
    green: paint(32, 39),
  };
}

/** The colour of a severity. */
export function paintFor(severity: Severity, style: Style): Paint {
  return { error: style.red, warning: style.yellow, info: style.blue }[severity];
}

/** Whether an output shall have colours: a terminal, unless the environment says otherwise. See no-color.org. */
export function wantsColour(
  output: { isTTY: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return output.isTTY && env.TERM !== 'dumb';
}
