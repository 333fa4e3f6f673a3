import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pagePolicy } from './pagePolicy.ts';

/** The folder of the built pages. */
export function pagesFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'media');
}

/** The document of a page of media/. The page keeps `state`, by which it is made again after a reload. */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  page: string,
  state: Readonly<Record<string, string>>,
): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(pagesFolder(extensionUri), name));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${pagePolicy(nonce, webview.cspSource)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tunewright</title>
<link rel="stylesheet" href="${file(`${page}.css`)}">
</head>
<body>
<div id="root" data-state="${attribute(JSON.stringify(state))}"></div>
<script nonce="${nonce}" src="${file(`${page}.js`)}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
