import * as vscode from 'vscode';
import type { BatchHead } from '../../../core/batch/batchHead.ts';
import { cancelledProblem } from '../../../core/util/problem.ts';

interface Item extends vscode.QuickPickItem {
  chunk: Pick<BatchHead, 'chunkTokens' | 'overlapTokens'>;
}

/** How long files are cut. Throws `cancelled` when the user leaves. */
export async function chooseChunk(title: string): Promise<Item['chunk']> {
  const chosen = await vscode.window.showQuickPick(ITEMS, {
    title,
    placeHolder: 'How are long files cut? Always at the end of a paragraph, where there is one',
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.chunk;
}

const ITEMS: readonly Item[] = [
  { label: '$(file) As much as the model reads', description: 'few, long parts', chunk: {} },
  {
    label: '$(files) Parts of about 1,000 tokens',
    description: 'a page or two; more answers from each file',
    chunk: { chunkTokens: 1000 },
  },
  {
    label: '$(files) Parts of about 1,000 tokens that overlap',
    description: 'the last 100 tokens stand again in the next part',
    chunk: { chunkTokens: 1000, overlapTokens: 100 },
  },
  {
    label: '$(files) Parts of about 300 tokens',
    description: 'a paragraph or two',
    chunk: { chunkTokens: 300 },
  },
];
