import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { FaultServer } from '../../../support/faultServer.ts';
import { fromRoot } from '../../../support/root.ts';
import { chat } from '../../lint/support/datasets.ts';
import { until } from '../../lint/support/waiting.ts';
import { closeAll, openInEditor, writeFile } from '../../lint/support/workspace.ts';

interface Traffic {
  event: string;
  thread: number;
  to: string;
}

const RECORDER = fromRoot('test/host/connections/silent/recordTraffic.cjs');
const FAULTY = `${chat('One?')}\n${chat('Two?')},\n${chat('Three?').replace('"user"', '"User"')}\n`;

describe('the network', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tunewright-'));
  const file = path.join(folder, 'traffic.jsonl');
  const require = createRequire(RECORDER);

  const recorded = (): Traffic[] =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
  const outgoing = () => recorded().filter(one => one.event !== 'watching');

  before(() => {
    assert.equal(vscode.extensions.getExtension('tunewright.tunewright')?.isActive, false);
    process.env.TUNEWRIGHT_TRAFFIC = file;
    require(RECORDER);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is left alone by who only edits files', async () => {
    const uri = writeFile('edited.jsonl', FAULTY);
    const editor = await openInEditor(uri);
    const errors = () =>
      vscode.languages.getDiagnostics(uri).filter(one => one.severity === vscode.DiagnosticSeverity.Error);
    const { onDidChangeDiagnostics } = vscode.languages;
    await until(() => errors().length > 1, onDidChangeDiagnostics);
    const { range } = errors()[0]!;
    await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, range.start);
    await vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range);
    await vscode.commands.executeCommand('tunewright.fixAllSafe');
    await until(() => errors().length === 0, onDidChangeDiagnostics);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), `${chat('Zero?')},\n`));
    await until(() => errors().length > 0, onDidChangeDiagnostics);
    await editor.document.save();
    await vscode.commands.executeCommand('tunewright.lintDataset', uri);
    await openInEditor(
      writeFile('asked.prompt.json', '{"messages":[{"role":"user","content":"{{ name }}"}]}'),
    );
    await vscode.commands.executeCommand('tunewright.connections.focus');
    await closeAll();
    assert.ok(new Set(recorded().map(one => one.thread)).size > 1, 'The threads that lint are watched too.');
    assert.deepEqual(outgoing(), []);
  });

  it('would not be left alone unnoticed', async () => {
    const server = await FaultServer.start();
    server.otherwise({ body: '{}' });
    await fetch(server.origin);
    assert.ok(outgoing().some(one => one.event === 'fetch' && one.to === server.origin));
    const port = Number(new URL(server.origin).port);
    assert.ok(outgoing().some(one => one.event === 'connect' && one.to.endsWith(`:${port}`)));
    const { Worker } = require('node:worker_threads') as typeof import('node:worker_threads');
    const code = `require('node:net').connect(${port}, '127.0.0.1').on('connect', process.exit)`;
    const worker = new Worker(code, { eval: true });
    const { threadId } = worker;
    await once(worker, 'exit');
    assert.ok(outgoing().some(one => one.event === 'connect' && one.thread === threadId));
    await server.stop();
  });
});
