import type { MovePlan } from '../../core/move/movePlan.ts';
import { movePlanSections, movePlanTitle, WRITTEN } from '../../core/view/movePlanText.ts';
import type { Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';
import { styleFor, wantsColour } from '../terminal/style.ts';

const MARKS = { same: ' ', change: '~', loss: '!' } as const;

/** A plan for a terminal. What changes begins with `~`, what is lost or wrong with `!`. */
export function moveText(plan: MovePlan, io: Io): string {
  const style = styleFor(wantsColour(io.stdout, io.env));
  const lines = [style.bold(neutral(movePlanTitle(plan))), ''];
  for (const { title, lines: own } of movePlanSections(plan)) {
    // The paths that were really written are told at the end.
    if (title === WRITTEN) continue;
    lines.push(style.bold(neutral(title)));
    for (const { text, mark } of own) {
      const line = `  ${MARKS[mark]} ${neutral(text)}`;
      lines.push(mark === 'loss' ? style.yellow(line) : line);
    }
    lines.push('');
  }
  return `${lines.join('\n')}\n`;
}
