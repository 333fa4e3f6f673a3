import * as vscode from 'vscode';
import type { PlannedBatch } from '../../../core/batch/planBatch.ts';
import type { ModelPrice } from '../../../core/provider/provider.ts';
import { estimatePlan } from '../../../core/run/planEstimate.ts';
import { count } from '../../../core/text/count.ts';
import { cancelledProblem } from '../../../core/util/problem.ts';
import { askNumber } from '../../askNumber.ts';
import { estimateText } from '../../../core/view/batchProgress.ts';

/** How many requests are sent, how many at once, and for how much money. */
export interface BatchTerms {
  limit?: number;
  concurrency: number;
  maxPrice?: number;
}

interface Item extends vscode.QuickPickItem {
  act?: 'run' | 'try' | 'limit' | 'concurrency' | 'maxPrice' | 'refused';
}

/** The first requests, for a look at the answers before the rest is paid for. */
const TRIAL = 5;

/** Says what a batch needs and costs before anything is sent, and asks for its terms. Throws `cancelled`. */
export async function confirmBatch(
  title: string,
  { items, refused }: PlannedBatch,
  price: ModelPrice | undefined,
  model: string,
): Promise<BatchTerms> {
  let terms: BatchTerms = { concurrency: 4 };
  for (;;) {
    const some = items.slice(0, terms.limit);
    const estimate = (number: number) =>
      estimateText(
        estimatePlan(
          items.slice(0, number).map(({ tokens }) => tokens),
          price,
        ),
      );
    const choices: Item[] = [
      {
        label: `$(play) Ask ${model} ${count(some.length, 'time')}`,
        detail: estimate(some.length),
        act: 'run',
      },
    ];
    if (terms.limit === undefined && items.length > TRIAL) {
      choices.push({ label: `$(beaker) Try the first ${TRIAL}`, detail: estimate(TRIAL), act: 'try' });
    }
    choices.push(
      { label: 'Terms', kind: vscode.QuickPickItemKind.Separator },
      {
        label: '$(list-ordered) How many',
        description: terms.limit === undefined ? 'all' : `the first ${some.length}`,
        act: 'limit',
      },
      { label: '$(server-process) At once', description: String(terms.concurrency), act: 'concurrency' },
      {
        label: '$(credit-card) Spend at most',
        description: terms.maxPrice === undefined ? 'no limit' : `$${terms.maxPrice}`,
        act: 'maxPrice',
      },
    );
    if (refused.length > 0) {
      const [first] = refused;
      choices.push({
        label: `$(warning) ${count(refused.length, 'row')} cannot be asked`,
        detail: `${first!.from}: ${first!.reason}`,
        act: 'refused',
      });
    }
    const chosen = await vscode.window.showQuickPick(choices, {
      title,
      placeHolder: 'Nothing is sent before you choose',
      ignoreFocusOut: true,
    });
    if (!chosen) throw cancelledProblem();
    if (chosen.act === 'run') return terms;
    if (chosen.act === 'try') return { ...terms, limit: TRIAL };
    if (chosen.act === 'refused') await showRefused(refused);
    else terms = await changed(terms, chosen.act, items.length);
  }
}

async function changed(terms: BatchTerms, what: Item['act'], all: number): Promise<BatchTerms> {
  if (what === 'limit') {
    const limit = await askNumber(`How Many of ${all}?`, terms.limit ?? all, 1, all, true);
    const { limit: _, ...rest } = terms;
    return limit === undefined ? terms : limit >= all ? rest : { ...rest, limit };
  }
  if (what === 'concurrency') {
    const concurrency = await askNumber('How Many Requests at Once?', terms.concurrency, 1, 64, true);
    return concurrency === undefined ? terms : { ...terms, concurrency };
  }
  const maxPrice = await askNumber(
    'Spend at Most How Many US Dollars?',
    terms.maxPrice ?? 1,
    0,
    1_000_000,
    false,
  );
  return maxPrice === undefined ? terms : { ...terms, maxPrice };
}

async function showRefused(refused: PlannedBatch['refused']): Promise<void> {
  await vscode.window.showQuickPick(
    refused.slice(0, 200).map(({ from, reason }) => ({ label: from, detail: reason })),
    {
      title: 'What Cannot Be Asked',
      placeHolder: 'They are left out; the others are asked',
      ignoreFocusOut: true,
      matchOnDetail: true,
    },
  );
}
