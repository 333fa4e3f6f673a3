#!/usr/bin/env node
// Opens a VS Code with the extension installed:   npm start [-- --workspace DIR] [--open FILE] [--port N] [--no-open]
//
//   --workspace DIR   work in DIR itself, instead of a copy of samples/ that is thrown away at the end
//   --open FILE       dataset to show, relative to the workspace
//   --port N          port of the VS Code server; implies the server even where there is a desktop VS Code
//   --no-open         start the server and print its URL, but open nothing
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runScript, SetupFailure } from './lib/terminal.mjs';
import { openDesktop } from './start/desktop.mjs';
import { findDesktop } from './start/findDesktop.mjs';
import { openServer } from './start/server.mjs';
import { prepareWorkspace } from './start/workspace.mjs';

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      workspace: { type: 'string' },
      open: { type: 'string' },
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
    },
  });
  const port = readPort(values.port);
  const place = prepareWorkspace(values);
  await ensureDependencies();
  const desktop = port === undefined && !values['no-open'] ? await findDesktop() : undefined;
  if (desktop) return openDesktop(desktop, place);
  return openServer(place, { port, browse: !values['no-open'] });
});

/** @param {string | undefined} given */
function readPort(given) {
  if (given === undefined) return undefined;
  const port = Number(given);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new SetupFailure(`--port ${given} is not a port.`, 'Give a number from 1 to 65535.');
}
