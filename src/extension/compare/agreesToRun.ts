import * as vscode from 'vscode';
import { estimateRows } from '../../core/view/compare/estimateRows.ts';
import { type NextRun, nextRunText } from './compareRun.ts';

/** Whatever may cost something is said first. True when it costs nothing, or the user wants it. */
export async function agreesToRun(next: NextRun | undefined): Promise<boolean> {
  const text = next && nextRunText(next);
  if (!next || text === undefined || next.estimate.usd?.likely === 0) return true;
  const { rows, sums } = estimateRows(next.estimate, { month: next.month });
  const answer = await vscode.window.showWarningMessage(
    'Run the comparison?',
    {
      modal: true,
      detail: [
        text,
        ...rows.map(({ what, model, requests, price }) => `${what}: ${requests} × ${model}, ${price}`),
        ...sums.slice(1),
      ].join('\n'),
    },
    'Run',
  );
  return answer === 'Run';
}
