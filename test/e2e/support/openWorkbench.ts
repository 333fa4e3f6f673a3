import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage } from '../../../scripts/host/browser.mjs';
import { remoteUri, startServer, workbenchUrl } from '../../../scripts/host/server.mjs';
import { makeScratch } from '../../../scripts/lib/scratch.mjs';
import { findLeaks } from '../../../scripts/suites/leaks.mjs';
import { fromRoot } from '../../support/root.ts';
import { Workbench } from './workbench.ts';

export interface WorkbenchOptions {
  /** Folder to open a copy of, relative to the repository. Absent: test/fixtures/workspace. */
  workspace?: string;
  /** Files written into the copy: their text by their path in the workspace. */
  files?: Record<string, string>;
  /** File to show from the start: its path in the workspace. Opening one later is slower. */
  open?: string;
  /** User settings. */
  settings?: Record<string, unknown>;
  /** Id of a colour theme. Absent: `Dark Modern`. */
  theme?: Theme;
  /** Opens the workspace untrusted. */
  restricted?: boolean;
  /** Environment of the extension host. */
  env?: Record<string, string>;
}

export type Theme = 'Light Modern' | 'Dark Modern' | 'Default High Contrast' | 'Default High Contrast Light';

/** Opens VS Code with the packaged extension on a fresh copy of a workspace. The caller closes it. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = makeScratch();
  const workspace = path.join(folder, 'workspace');
  cpSync(fromRoot(options.workspace ?? 'test/fixtures/workspace'), workspace, { recursive: true });
  for (const [name, text] of Object.entries(options.files ?? {})) {
    mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
    writeFileSync(path.join(workspace, name), text);
  }
  const server = await startServer({
    folder,
    extensions: process.env.TUNEWRIGHT_EXTENSIONS,
    settings: { 'workbench.colorTheme': options.theme ?? 'Dark Modern', ...options.settings },
    restricted: options.restricted,
    env: options.env,
  });
  browser ??= launchBrowser();
  const page = await openPage(await browser);
  page.setDefaultTimeout(30_000);
  const close = async () => {
    opened.delete(workbench);
    if (failed) await workbench.keepEvidence(failed);
    await page.context().close();
    await server.stop();
    const leaks = findLeaks(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    assert.deepEqual(leaks, [], 'The test key was written to these files.');
  };
  const serverId = server.id;
  const workbench = new Workbench({ page, workspace, serverFolder: folder, serverId, close });
  opened.add(workbench);
  try {
    await showWorkspace(workbench, server.port, options.open);
    return workbench;
  } catch (failure) {
    await workbench.keepEvidence('openWorkbench');
    await workbench.close();
    throw failure;
  }
}

async function showWorkspace({ page, workspace, editor }: Workbench, port: number, open: string | undefined) {
  const payload: [string, string][] = open ? [['openFile', remoteUri(port, path.join(workspace, open))]] : [];
  await page.goto(workbenchUrl(port, workspace, payload));
  await page.waitForFunction(
    () => performance.getEntriesByName('code/LifecyclePhase/Restored').length > 0,
    undefined,
    { timeout: 60_000 },
  );
  if (open) await editor.waitUntilShown(path.basename(open));
}

/** Saves a screenshot and the logs of every open workbench, for a test that failed. */
export async function keepEvidence(title: string): Promise<void> {
  for (const workbench of opened) await workbench.keepEvidence(title);
  failed = undefined;
}

/** Workbenches that are closed before `keepEvidence` is called save theirs under this title. */
export function noteFailure(title: string): void {
  failed = title;
}

/** Ends the browser that all workbenches share. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}

const opened = new Set<Workbench>();
let failed: string | undefined;
let browser: Promise<Browser> | undefined;
