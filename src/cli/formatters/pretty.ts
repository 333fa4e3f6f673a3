import { formatTitle } from '../../core/formats/registry.ts';
import type { Finding, FindingTotals } from '../../core/lint/finding.ts';
import type { LintReport } from '../../core/lint/report.ts';
import { ruleOf } from '../../core/lint/registry.ts';
import type { ProviderSays } from '../../core/lint/rule.ts';
import { veiled } from '../../core/lint/veiled.ts';
import { targetOf } from '../../core/targets/registry.ts';
import { count } from '../../core/text/count.ts';
import { excerptOf } from '../terminal/excerpt.ts';
import { markedLine } from '../terminal/markedLine.ts';
import { neutral } from '../terminal/neutral.ts';
import { paintFor, type Style } from '../terminal/style.ts';
import type { Formatter, LocatedFinding, RunSummary } from './formatter.ts';

/** Findings for people: the place, the words of the provider, and what to do next. `columns` is the width in cells. */
export function prettyFormatter({ style, columns }: { style: Style; columns: number }): Formatter {
  // What a provider says is told once for each rule: the hundredth time it tells nothing.
  const told = new Set<string>();
  let hasGap = true;
  return {
    needsLines: true,
    begin: () => '',
    async *file({ file, report, findings }) {
      yield `${heading(file, report, style)}\n`;
      for await (const located of findings) {
        yield describe(located, style, columns);
        const { rule, messageId, target, severity } = located.finding;
        // What they say, they say when they refuse.
        const says =
          severity !== 'error' || told.has(rule)
            ? undefined
            : wordsFor(ruleOf(rule)?.says, messageId, target);
        if (says) yield `${INDENT}${style.dim(`${says.who} says:`)} ${neutral(says.text)}\n`;
        told.add(rule);
      }
      hasGap = total(report.totals) > 0;
      if (hasGap) yield '\n';
    },
    end: summary => (hasGap || summary.files < 2 ? '' : '\n') + closing(summary, style, told),
  };
}

const INDENT = '      ';

function heading(file: string, report: LintReport, style: Style): string {
  const name = file === '-' ? 'standard input' : neutral(file);
  const facts = [
    formatWords(report),
    report.targets.map(({ title }) => title).join(', '),
    count(report.examples, 'example'),
  ];
  const clean = total(report.totals) === 0;
  const verdict = clean ? style.green('clean') : totalsText(report.totals, style);
  return `${style.bold(name)}  ${style.dim(facts.join(' · '))} · ${verdict}`;
}

function formatWords({ format }: LintReport): string {
  if (format === 'none') return 'no training data';
  return format === 'unknown' ? 'format not recognised' : formatTitle(format);
}

function describe({ finding, line }: LocatedFinding, style: Style, columns: number): string {
  const { range, severity, message, rule } = finding;
  const position = `${range.start.line + 1}:${range.start.character + 1}`;
  const paint = paintFor(severity, style);
  const parts = [
    `  ${style.dim(position.padEnd(6))}  ${paint(severity)}  ${neutral(message)}  ${style.dim(rule)}\n`,
  ];
  if (line?.trim()) parts.push(excerptText(finding, line, style, columns - INDENT.length));
  for (const { range: other, message: words, file } of finding.related.slice(0, 3)) {
    const place = file === undefined ? 'line ' : `${neutral(file)}:`;
    parts.push(`${INDENT}${style.dim(`${place}${other.start.line + 1}: ${neutral(words)}`)}\n`);
  }
  const remedy = finding.fixes[0];
  if (remedy) {
    const how = isFixable(finding) ? '--fix' : 'remedy, changes what is learnt';
    parts.push(`${INDENT}${style.dim(`${how}:`)} ${neutral(remedy.title)}\n`);
  }
  return parts.join('');
}

/** The surroundings of a finding with a mark below. A line that is meant as a whole is shown without one. */
function excerptText(finding: Finding, line: string, style: Style, room: number): string {
  const { start, end } = finding.range;
  const to = end.line === start.line ? end.character : line.length;
  const whole = start.character === 0 && to >= line.length;
  if (whole && start.line === 0 && ruleOf(finding.rule)?.kind === 'dataset') return '';
  // Only the surroundings are shown, so only they are looked through for what is nobody's business.
  const from = Math.max(0, start.character - room - BEYOND);
  const near = veiled(line.slice(from, start.character + 2 * room + BEYOND));
  if (whole) return `${INDENT}${style.dim(excerptOf(near, 0, near.length, room).marked)}\n`;
  return markedLine(near, start.character - from, to - from, {
    room,
    indent: INDENT,
    style,
    paint: paintFor(finding.severity, style),
  });
}

/** So that what is cut by the edge of what is shown is still known for what it is. */
const BEYOND = 1000;

/** True when `--fix` mends it. */
export function isFixable({ fixes }: Finding): boolean {
  return fixes.some(fix => fix.safety === 'safe' && fix.rewrite !== 'rename-to-jsonl');
}

/** What the target's provider says; for a consumer that is not named, whoever is known to say something. */
function wordsFor(
  says: readonly ProviderSays[] | undefined,
  message: string,
  target: string,
): ProviderSays | undefined {
  const title = targetOf(target)?.title.toLowerCase() ?? '';
  const said = says?.filter(({ messageId }) => messageId === undefined || messageId === message);
  const own = said?.find(
    ({ who }) => title.includes(who.toLowerCase()) || who.toLowerCase().includes(target),
  );
  return own ?? (target === 'generic' ? said?.[0] : undefined);
}

function closing(summary: RunSummary, style: Style, rules: ReadonlySet<string>): string {
  const { files, filesWithFindings, totals, examples, fixable, fixableUnsafely, hidden } = summary;
  if (files === 0) return '';
  if (total(totals) === 0) {
    return files > 1
      ? `${style.green('Clean:')} ${count(files, 'file')}, ${count(examples, 'example')}.\n`
      : '';
  }
  const where = files === 1 ? '' : ` in ${filesWithFindings} of ${count(files, 'file')}`;
  const lines = [`${totalsText(totals, style)}${where}.`];
  if (hidden > 0) lines.push(`${count(hidden, 'finding')} not shown because of --max-findings.`);
  if (fixable > 0) lines.push(`${count(fixable, 'problem')} can be fixed with --fix.`);
  if (fixableUnsafely > 0) {
    lines.push(
      `${count(fixableUnsafely, 'problem')} ${fixableUnsafely === 1 ? 'has' : 'have'} a remedy that changes what is learnt: choose with tunewright prepare FILE.`,
    );
  }
  const [rule] = rules;
  if (rule !== undefined) lines.push(style.dim(`Why it matters: tunewright rules ${rule}`));
  return `${lines.join('\n')}\n`;
}

function totalsText({ error, warning, info }: FindingTotals, style: Style): string {
  const parts = [
    error > 0 ? style.red(count(error, 'error')) : '',
    warning > 0 ? style.yellow(count(warning, 'warning')) : '',
    info > 0 ? style.blue(count(info, 'note')) : '',
  ];
  return parts.filter(part => part !== '').join(', ');
}

function total({ error, warning, info }: FindingTotals): number {
  return error + warning + info;
}
