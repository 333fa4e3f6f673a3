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
  const choose = () => chooseFile('Convert', ['json', 'csv', 'tsv', 'parquet']);
  /** False when the user left. */
  const convert = async (uri: vscode.Uri): Promise<boolean> => {
    if (!(await savedFile(uri, 'convert'))) return false;
    const { convertDataset } = await import('../convertDataset/convertDataset.ts');
    return convertDataset(services, pairs, uri);
  };
  return vscode.Disposable.from(
    pairs,
    registerCommand('tunewright.convertDataset', services.tell, async (clicked, selected) => {
      const files = selected?.length ? selected : [clicked ?? activeFile() ?? (await choose())];
      // One after the other, until the user leaves: each asks for its own format.
      for (const uri of files) if (!(uri && (await convert(uri)))) return;
    }),
  );
}
