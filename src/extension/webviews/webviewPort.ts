import type * as vscode from 'vscode';
import type { Port } from '../../protocol/channel.ts';

/** The wire to a page. What is posted while the page is hidden is lost: pages ask when they become visible. */
export function webviewPort(webview: vscode.Webview): Port {
  return {
    post: message => void webview.postMessage(message),
    onMessage: listener => webview.onDidReceiveMessage(listener),
  };
}
