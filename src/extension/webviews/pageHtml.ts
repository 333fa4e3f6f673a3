import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { pagePolicy } from './pagePolicy.ts';

/** What every page may do: run its script. Its document brings everything, so it reads no files. */
export const pageOptions: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [] };

/**
 * The document of a page of media/. The page keeps `state`, by which it is made again after a reload. `first` is plain
 * data that the page can draw without asking for it. Script and style sheet stand in the document: VS Code would fetch
 * each of them with a message through the window to this process and back.
 */
export async function pageHtml(
  extensionUri: vscode.Uri,
  page: string,
  state: Readonly<Record<string, string>>,
  first?: unknown,
): Promise<string> {
  const nonce = randomBytes(16).toString('base64');
  const read = (extension: string) =>
    readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'media', `${page}.${extension}`).fsPath, 'utf8');
  const [script, style] = await Promise.all([read('js'), read('css')]);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${pagePolicy(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tunewright</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<div id="root" data-state="${attribute(JSON.stringify(state))}"></div>
${first === undefined ? '' : `<script type="application/json" id="first">${dataInScript(JSON.stringify(first))}</script>`}
<script nonce="${nonce}">${codeInScript(script)}</script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

/** JSON that ends no script element, whatever strangers wrote into it. */
function dataInScript(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

/** The bundler lets no script element end within a script; a comment that begins in one would hide its end. */
function codeInScript(script: string): string {
  return script.replaceAll('<!--', '\\x3c!--');
}
