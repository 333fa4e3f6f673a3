import { formatTitle } from '../core/formats/registry.ts';
import type { PreparePlan, Remedy } from '../core/prepare/plan.ts';
import { targetOf } from '../core/targets/registry.ts';
import { count } from '../core/text/count.ts';
import { neutral } from './terminal/neutral.ts';
import type { Style } from './terminal/style.ts';

/** The remedies that an analysis found, each marked when it is applied. */
export function planText(
  file: string,
  { format, target, examples, remedies, notes, split }: PreparePlan,
  accepted: ReadonlySet<string>,
  style: Style,
): string {
  const isKnown = format !== 'none' && format !== 'unknown';
  const facts = [
    isKnown ? formatTitle(format) : 'format not recognised',
    targetOf(target)?.title ?? target,
    count(examples, 'example'),
  ];
  const lines = [`${style.bold(neutral(file))}  ${style.dim(facts.join(' · '))}`];
  for (const remedy of remedies) lines.push(...remedyLines(remedy, accepted.has(remedy.id), style));
  if (remedies.length === 0) lines.push('  Nothing to mend.');
  for (const note of notes) lines.push(style.dim(`  Note: ${neutral(note)}`));
  if (split.recommended) {
    lines.push(
      style.dim(
        `  The answers fall into ${count(split.classes ?? 0, 'class', 'classes')}: --split keeps each class's share.`,
      ),
    );
  }
  if (remedies.some(({ id }) => !accepted.has(id))) {
    lines.push(
      style.dim(
        '  What is not marked is left: --accept all, or the ids that you want with commas between them.',
      ),
    );
  }
  return `${lines.join('\n')}\n\n`;
}

function remedyLines(
  { id, title, count: number, safety, explanation }: Remedy,
  applied: boolean,
  style: Style,
): string[] {
  const mark = applied ? style.green('[x]') : '[ ]';
  const kind = safety === 'safe' ? style.green('safe') : style.yellow('changes what is learnt');
  const lines = [
    `  ${mark} ${neutral(title)} (${number.toLocaleString('en-US')})  ${kind}  ${style.dim(id)}`,
  ];
  if (safety === 'unsafe') lines.push(style.dim(`      ${neutral(explanation)}`));
  return lines;
}
