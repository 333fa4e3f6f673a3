import * as vscode from 'vscode';
import { TextPairs } from '../textPairs.ts';
import { activeFile } from '../files.ts';
import { savedFile } from '../savedFile.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { chooseFile } from './chooseDatasets.ts';

/** Writes a dataset in another format beside it, after a look at what becomes of its first examples. */
export function registerConvertDataset(services: Services): vscode.Disposable {
  const pairs = new TextPairs('tunewright-conversion');
  return vscode.Disposable.from(
    pairs,
    registerCommand('tunewright.convertDataset', services.tell, async given => {
      const uri = given ?? activeFile() ?? (await chooseFile('Convert', ['json', 'csv', 'tsv', 'parquet']));
      if (!uri || !(await savedFile(uri, 'convert'))) return;
      const { convertDataset } = await import('../convertDataset/convertDataset.ts');
      await convertDataset(services, pairs, uri);
    }),
  );
}
