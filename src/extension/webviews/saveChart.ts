import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import type { SavedChart } from '../../protocol/saveChart.ts';

/** The first bytes of every PNG. */
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** In bytes: more than any screen makes. */
const LARGEST = 50_000_000;

/**
 * Asks where to and writes a page's chart there. False when the user gave up. `near` is a file or folder of the
 * workspace beside which it is offered to be kept.
 */
export async function saveChart(saved: SavedChart, near?: vscode.Uri): Promise<boolean> {
  const { bytes, extension } = contentOf(saved);
  const folder = near ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${fileNameFor(saved.name)}.${extension}`;
  const uri = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: extension === 'png' ? { Pictures: ['png'] } : { Tables: ['csv'] },
    saveLabel: 'Save',
  });
  if (!uri) return false;
  await vscode.workspace.fs.writeFile(uri, bytes);
  return true;
}

/** The page draws what strangers wrote, so what it sends is looked at. */
function contentOf(saved: SavedChart): { bytes: Uint8Array; extension: 'png' | 'csv' } {
  if (typeof saved.name === 'string' && 'csv' in saved && typeof saved.csv === 'string') {
    return { bytes: new TextEncoder().encode(saved.csv), extension: 'csv' };
  }
  const png = 'png' in saved ? saved.png : undefined;
  const isPicture = png instanceof Uint8Array && PNG.every((byte, index) => png[index] === byte);
  if (isPicture && png.length <= LARGEST) return { bytes: png, extension: 'png' };
  throw new Problem({
    code: 'rejected',
    message: 'The page could not make a picture of this chart.',
    remedy: 'Make the chart smaller and try again.',
  });
}

/** A chart's title as a file name. */
function fileNameFor(title: string): string {
  const plain = title.replace(/[^\p{Letter}\p{Number} _-]+/gu, ' ').trim();
  return plain.replace(/\s+/g, '-').slice(0, 80) || 'chart';
}
