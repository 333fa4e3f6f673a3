import type { PreflightIssue } from '../../core/tune/preflight/preflight.ts';
import type { TuneFinding } from '../../core/tune/parseTune.ts';
import { preflightRows } from '../../core/view/preflightRows.ts';
import type { Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';
import { paintFor, type Style, styleFor, wantsColour } from '../terminal/style.ts';
import type { OpenTune } from './cliTunes.ts';

/** What is to be known before a launch, as text. */
export function truthText({ result }: OpenTune, io: Io): string {
  if (!result.preflight) return '';
  const style = styleFor(wantsColour(io.stdout, io.env));
  const rows = preflightRows(result.preflight);
  const width = Math.max(...rows.map(({ label }) => label.length));
  return rows.map(({ label, value }) => `${style.dim(label.padEnd(width))}  ${neutral(value)}\n`).join('');
}

/** What speaks against it: first what stands in the tune, with its place, then the rest. */
export function issuesText({ shown, result }: OpenTune, io: Io): string {
  const style = styleFor(wantsColour(io.stdout, io.env));
  const own = new Set(result.findings.map(({ message }) => message));
  const others = (result.preflight?.issues ?? []).filter(({ message }) => !own.has(message));
  return [
    ...result.findings.map(finding => findingText(shown, finding, style)),
    ...others.map(issue => issueText(issue, style)),
  ].join('');
}

function findingText(
  shown: string,
  { rule, severity, message, remedy, range }: TuneFinding,
  style: Style,
): string {
  const place = `${neutral(shown)}:${range.start.line + 1}:${range.start.character + 1}`;
  return `${place}: ${head(severity, rule, message, style)}\n  ${neutral(remedy)}\n`;
}

function issueText({ code, severity, message, remedy }: PreflightIssue, style: Style): string {
  return `${head(severity, code, message, style)}\n  ${neutral(remedy)}\n`;
}

function head(severity: TuneFinding['severity'], rule: string, message: string, style: Style): string {
  return `${paintFor(severity, style)(severity)}: ${neutral(message)} ${style.dim(rule)}`;
}
