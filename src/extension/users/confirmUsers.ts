import * as vscode from 'vscode';
import { count } from '../../core/text/count.ts';
import { cancelledProblem } from '../../core/util/problem.ts';
import { conversationsEstimateText } from '../../core/view/conversationsText.ts';
import type { ConversationFormat } from '../../node/users/exportConversations.ts';
import type { PlannedUsers } from '../../node/users/planUsers.ts';
import type { UsersTerms } from '../../node/users/usersRun.ts';
import { askNumber } from '../askNumber.ts';

/** What the user wants of a run. */
export interface UsersWish extends UsersTerms {
  /** Goes on with the last run. */
  resumes: boolean;
  format: ConversationFormat;
}

interface Item extends vscode.QuickPickItem {
  act?: 'begin' | 'resume' | 'concurrency' | 'maxPrice' | 'format';
}

const FORMATS = {
  jsonl: 'a dataset of chats (JSONL)',
  csv: 'a table, one message a line (CSV)',
  sqlite: 'a database that only grows by what is new (SQLite)',
} as const;

/**
 * Says what the conversations need and cost before anything is sent, and asks for the terms. `had` is how many the last
 * run has had; undefined when there was none. Throws `cancelled`.
 */
export async function confirmUsers(
  title: string,
  { items, estimate, verdicts }: PlannedUsers,
  had: number | undefined,
): Promise<UsersWish> {
  let wish: UsersWish = { concurrency: 4, resumes: false, format: 'jsonl' };
  const all = count(items.length, 'conversation');
  for (;;) {
    const choices: Item[] = [
      {
        label: `$(play) Have ${all}`,
        detail: conversationsEstimateText(items.length, estimate, verdicts),
        act: 'begin',
      },
      ...(had === undefined
        ? []
        : [
            {
              label: '$(debug-continue) Go on with the last run',
              detail: `${had} of ${items.length} are there. Only what is missing or has changed is asked, and judged.`,
              act: 'resume' as const,
            },
          ]),
      { label: 'Terms', kind: vscode.QuickPickItemKind.Separator },
      { label: '$(file) Write', description: FORMATS[wish.format], act: 'format' },
      { label: '$(server-process) At once', description: String(wish.concurrency), act: 'concurrency' },
      {
        label: '$(credit-card) Spend at most',
        description: wish.maxPrice === undefined ? 'no limit' : `$${wish.maxPrice}`,
        act: 'maxPrice',
      },
    ];
    const chosen = await vscode.window.showQuickPick(choices, {
      title,
      placeHolder: 'Nothing is sent before you choose',
    });
    if (!chosen) throw cancelledProblem();
    if (chosen.act === 'begin') return wish;
    if (chosen.act === 'resume') return { ...wish, resumes: true };
    wish = await changed(wish, chosen.act);
  }
}

async function changed(wish: UsersWish, what: Item['act']): Promise<UsersWish> {
  if (what === 'format') {
    const items = Object.entries(FORMATS).map(([format, label]) => ({ label, format }));
    const chosen = await vscode.window.showQuickPick(items, { title: 'What Is Written?' });
    return chosen ? { ...wish, format: chosen.format as ConversationFormat } : wish;
  }
  if (what === 'concurrency') {
    const concurrency = await askNumber('How Many Conversations at Once?', wish.concurrency, 1, 64, true);
    return concurrency === undefined ? wish : { ...wish, concurrency };
  }
  const maxPrice = await askNumber(
    'Spend at Most How Many US Dollars?',
    wish.maxPrice ?? 1,
    0,
    1_000_000,
    false,
  );
  return maxPrice === undefined ? wish : { ...wish, maxPrice };
}
