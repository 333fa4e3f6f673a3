// Starts the browser of .vscode-test/host.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { hostBrowserFolder } from './paths.mjs';

/** @returns {Promise<import('playwright-core').Browser>} */
export function launchBrowser() {
  const executablePath = path.join(hostBrowserFolder, 'chromium');
  return chromium.launch({
    executablePath,
    env: browserEnvironment(executablePath),
    args: [
      // Chromium's sandbox needs rights that containers do not give; it shows pages of this machine only.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/**
 * A browser window's page that reaches this machine only.
 * @param {import('playwright-core').Browser} browser
 */
export async function openPage(browser) {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await context.route(
    url => url.hostname !== 'localhost' && url.hostname !== '127.0.0.1',
    route => route.abort(),
  );
  return context.newPage();
}

/**
 * The package brings libraries and fonts for machines that lack them; where they are there, the machine's own are better.
 * @param {string} executablePath
 */
function browserEnvironment(executablePath) {
  const env = /** @type {Record<string, string>} */ ({ ...process.env });
  const linked = spawnSync('ldd', [executablePath], { encoding: 'utf8' }).stdout ?? '';
  if (linked.includes('not found')) env.LD_LIBRARY_PATH = path.join(hostBrowserFolder, 'lib');
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_FILE = path.join(hostBrowserFolder, 'fonts.conf');
  return env;
}
