// One window of VS Code that runs a suite of tests in its extension host and tells how they went.
import { cpSync, createWriteStream, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser, openPage } from '../host/browser.mjs';
import { remoteUri, startServer, workbenchUrl } from '../host/server.mjs';
import { root } from '../lib/project.mjs';
import { SetupFailure, say } from '../lib/terminal.mjs';
import { readResult } from './mocha.mjs';
import { nothing } from './suite.mjs';

/**
 * What test/host/support/run.ts is told.
 * @typedef {object} HostPlan
 * @property {string[]} files bundled tests
 * @property {string | undefined} grep
 * @property {boolean} narrowed
 * @property {boolean} color
 * @property {string} outputFile mocha's report goes there: the window's console mixes it with everything else
 * @property {string} resultFile its presence says that the run came to its end
 */

/**
 * @typedef {object} WindowRun
 * @property {import('./host.mjs').HostSuite} suite
 * @property {string} folder for the server, the report and the logs
 * @property {string} extension absolute path of the extension
 * @property {string} workspace absolute path of the folder to open
 * @property {string} run bundle that exports `run()`
 * @property {Pick<HostPlan, 'files' | 'grep' | 'narrowed'>} plan
 * @property {string} logs where the logs are kept when something failed
 */

/**
 * @param {WindowRun} options
 * @returns {Promise<import('./suite.mjs').Result>}
 */
export async function runInWindow({ suite, folder, extension, workspace, run, plan, logs }) {
  /** @type {HostPlan} */
  const fullPlan = {
    ...plan,
    color: process.stdout.isTTY === true,
    outputFile: path.join(folder, 'tests.log'),
    resultFile: path.join(folder, 'result.json'),
  };
  writeFileSync(fullPlan.outputFile, '');
  const server = await startServer({
    folder,
    settings: suite.settings,
    restricted: suite.restricted,
    testDriver: true,
  });
  const stopPrinting = printAsItGrows(fullPlan.outputFile);
  const browser = await launchBrowser();
  let ending = 'it was interrupted';
  try {
    const page = await openPage(browser);
    const exit = listenForExit(page, path.join(folder, 'workbench.log'));
    const minutes = suite.minutes ?? 12;
    await exit.ready;
    await page.goto(
      workbenchUrl(server.port, workspace, [
        ['extensionDevelopmentPath', remoteUri(server.port, extension)],
        ['extensionTestsPath', remoteUri(server.port, run)],
        [
          'extensionEnvironment',
          JSON.stringify({
            ...suite.env,
            TUNEWRIGHT_ROOT: root,
            TUNEWRIGHT_HOST_PLAN: JSON.stringify(fullPlan),
          }),
        ],
      ]),
    );
    ending = await Promise.race([
      exit.code,
      server.exited.then(() => 'the server ended'),
      new Promise(resolve =>
        setTimeout(resolve, minutes * 60_000, `it took more than ${minutes} minutes`).unref(),
      ),
    ]);
  } finally {
    await browser.close();
    await server.stop();
    stopPrinting();
  }
  return judge(ending, fullPlan.resultFile, folder, logs);
}

/**
 * The exit code alone proves nothing: the window reports 0 as well when the extension host has died.
 * @param {string} ending
 * @param {string} resultFile
 * @param {string} folder
 * @param {string} logs
 */
function judge(ending, resultFile, folder, logs) {
  const finished = existsSync(resultFile);
  const result = finished ? readResult(resultFile) : nothing;
  if (finished && ending === 'exit code 0' && result.failed === 0) return result;
  keepLogs(folder, logs);
  if (finished && ending === 'exit code 1' && result.failed > 0) {
    say(`The logs are in ${logs}.`);
    return result;
  }
  const how = finished ? ending : `no result was left: ${ending}`;
  throw new SetupFailure(
    `The tests in VS Code did not end as they should (${how}).`,
    `The logs are in ${logs}.`,
  );
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} logFile
 */
function listenForExit(page, logFile) {
  const log = createWriteStream(logFile);
  /** @type {(ending: string) => void} */
  let end = () => {};
  /** @type {Promise<string>} */
  const code = new Promise(resolve => (end = resolve));
  page.once('crash', () => end('the page crashed'));
  const ready = Promise.all([
    page.exposeFunction('codeAutomationExit', (/** @type {number} */ exitCode) =>
      end(`exit code ${exitCode}`),
    ),
    page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {string[]} */ texts) => {
      const line = texts.join(' ');
      log.write(`[${type}] ${line}\n`);
      if (/extension host.*terminated/i.test(line)) end('the extension host died');
    }),
  ]);
  return { ready, code };
}

/**
 * @param {string} file
 * @returns {() => void} prints the rest and ends
 */
function printAsItGrows(file) {
  let printed = 0;
  const print = () => {
    const bytes = readFileSync(file);
    process.stdout.write(bytes.subarray(printed));
    printed = bytes.length;
  };
  const timer = setInterval(print, 200);
  return () => {
    clearInterval(timer);
    print();
  };
}

/**
 * @param {string} folder
 * @param {string} logs
 */
function keepLogs(folder, logs) {
  rmSync(logs, { recursive: true, force: true });
  for (const name of ['tests.log', 'server.log', 'workbench.log', 'data/logs']) {
    const source = path.join(folder, name);
    if (existsSync(source)) cpSync(source, path.join(logs, path.basename(name)), { recursive: true });
  }
}
