import type { MovePlan } from '../move/movePlan.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { lossesOf, movePlanSections, movePlanTitle } from './movePlanText.ts';

const MARKS = { same: '', change: '✎ ', loss: '⚠ ' } as const;

/** A plan as a page to read before anything is written. Names in it come from files, and are shown as they are. */
export function movePlanMarkdown(plan: MovePlan): string {
  const losses = lossesOf(plan);
  const lead =
    losses === 0
      ? 'Nothing is lost. Nothing is written yet: choose above.'
      : `What is marked with ⚠ is lost or wrong in the new place. Nothing is written yet: choose above.`;
  const sections = movePlanSections(plan).flatMap(({ title, lines }) => [
    `## ${escapeMarkdown(title)}`,
    '',
    ...lines.map(({ text, mark }) => `- ${MARKS[mark]}${escapeMarkdown(text)}`),
    '',
  ]);
  return [`# ${escapeMarkdown(movePlanTitle(plan))}`, '', lead, '', ...sections].join('\n');
}
