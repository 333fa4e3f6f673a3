import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { actUntil, isShown } from './page.ts';
import type { Workbench } from './workbench.ts';

/** The themes that pictures are taken in: the class that the workbench has in it, what pages are told of it, and a name for files. */
export const THEMES = [
  { theme: 'Light Modern', kind: 'vs', pageKind: 'vscode-light', name: 'light' },
  { theme: 'Default High Contrast', kind: 'hc-black', pageKind: 'vscode-high-contrast', name: 'contrast' },
  { theme: 'Dark Modern', kind: 'vs-dark', pageKind: 'vscode-dark', name: 'dark' },
] as const;

/**
 * Changes the theme by the settings of the workspace, which VS Code watches; it may not watch the folder yet when that was
 * just made, so they are written until they are seen. `settings` are written beside the theme.
 */
export async function useTheme(
  { page, workspace }: Workbench,
  { theme, kind }: { theme: string; kind: string },
  settings: Record<string, unknown> = {},
): Promise<void> {
  const file = path.join(workspace, '.vscode/settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  const text = JSON.stringify({ 'workbench.colorTheme': theme, ...settings });
  await actUntil(async () => writeFileSync(file, text), isShown(page.locator(`.monaco-workbench.${kind}`)));
}
