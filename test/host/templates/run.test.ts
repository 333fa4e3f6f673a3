import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { readRuns, type RunRecord } from '../../../src/core/run/runRecord.ts';
import { type Dialogs, leave, pick, type } from '../connections/support/dialogs.ts';
import { FaultServer } from '../../support/faultServer.ts';
import { until } from '../lint/support/waiting.ts';
import { inWorkspace, openInEditor, writeFile } from '../lint/support/workspace.ts';
import { promptText } from './support/prompts.ts';
import { useDialogs } from '../support/useDialogs.ts';

describe('running a chat template', () => {
  let dialogs: Dialogs;

  useDialogs(one => {
    dialogs = one;
  });

  it('asks only for values that are missing, keeps them exactly, and asks the sandbox', async () => {
    const text = `It isn't open on "storm days" <sorry> {{ x }} 😀`;
    dialogs.will(type(text));
    const [run] = await ran('book/translate.prompt.json');
    const messages = run!.request.messages as { content: string }[];
    assert.equal(messages.at(-1)?.content, `Translate into French:\n\n${text}`);
    assert.deepEqual(run!.variables, { language: 'French', text });
    assert.deepEqual(run!.connection, { id: 'sandbox', name: 'Sandbox' });
    assert.equal(run!.model, 'sandbox-base');
    assert.equal(run!.price, 0);
    assert.ok(run!.usage!.promptTokens! > 0);
    // Nothing is missing any more.
    assert.equal((await ran('book/translate.prompt.json')).length, 2);
  });

  it('answers in the form that one example shows', async () => {
    dialogs.will(type('A Hill by Jo Ek, 1999.'));
    const [run] = await ran('book/card.prompt.json');
    assert.match(run!.answers[0]!.text, /<card>/);
  });

  it('goes on from the turns of an adventure', async () => {
    dialogs.will(type('look around'));
    const [run] = await ran('book/adventure.prompt.json');
    assert.match(run!.answers[0]!.text, /Exits: up, north\./);
  });

  it('learns from few shots, with values of a file and a list', async () => {
    dialogs.will(type('Forty minutes late, and no apology at all.'));
    const [run] = await ran('book/sentiment.prompt.json');
    assert.match(run!.answers[0]!.text, /^1: /);
  });

  it('asks which template fits, runs that, and keeps both steps', async () => {
    dialogs.will(type('Can you say it in French?'), type('Closed today'));
    const [run] = await ran('book/choose.prompt.json');
    assert.deepEqual(
      run!.selections?.map(({ file, choice }) => [file, choice]),
      [['book/choose.prompt.json', 'translate']],
    );
    assert.equal(run!.template.path, 'book/translate.prompt.json');
    assert.match(JSON.stringify(run!.request), /Closed today/);
  });

  it('runs several times and keeps the answers together', async () => {
    dialogs.will(type('3'), type('the steep cliff'));
    const runs = await ran('judge/writer.prompt.json', 'tunewright.runPromptTimes');
    assert.equal(runs.length, 3);
    assert.equal(new Set(runs.map(({ series }) => series)).size, 1);
    assert.match(JSON.stringify(runs[0]!.request), /Be kind, and say why/);
  });

  it('lets a judge answer in strict JSON', async () => {
    dialogs.will(type('the café'), type('NO ENTRY WITH FOOD!'));
    const [run] = await ran('judge/judge.prompt.json');
    assert.deepEqual(JSON.parse(run!.answers[0]!.text), { good: 'no' });
  });

  it('opens, compares and deletes what was run', async () => {
    const uri = writeFile('history.prompt.json', promptText(['Say {{ word }}'], { word: {} }));
    dialogs.will(type('one'));
    await ran('history.prompt.json');
    await vscode.commands.executeCommand('tunewright.runPrompt', uri);
    const [first, second] = runsOf('history.prompt.json');
    dialogs.will(
      ({ items }) => items[0],
      pick('Compare with another run…'),
      ({ items }) => items[0],
    );
    await vscode.commands.executeCommand('tunewright.showRunHistory', uri);
    const isDiff = () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff;
    await until(isDiff, vscode.window.tabGroups.onDidChangeTabs);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab!.input as vscode.TabInputTextDiff;
    const shown = await vscode.workspace.openTextDocument(input.modified);
    assert.match(shown.getText(), /Say one/);
    assert.deepEqual(
      [input.original, input.modified].map(({ query }) => (JSON.parse(query) as { id: string }).id),
      [first!.id, second!.id],
    );
    dialogs.will(({ items }) => items[0], pick('Delete'));
    dialogs.willPress('Delete');
    await vscode.commands.executeCommand('tunewright.showRunHistory', uri);
    assert.deepEqual(
      runsOf('history.prompt.json').map(({ id }) => id),
      [first!.id],
    );
    dialogs.will(pick('Delete all runs of this template…'));
    dialogs.willPress('Delete');
    await vscode.commands.executeCommand('tunewright.showRunHistory', uri);
    assert.equal(existsSync(journalOf('history.prompt.json')), false);
  });

  it('copies the request as a program that has no key in it', async () => {
    const uri = writeFile('copy.prompt.json', promptText([`It's "so"`]));
    dialogs.will(pick('curl'));
    await vscode.commands.executeCommand('tunewright.copyPromptAs', uri);
    assert.equal((await dialogs.nextMessage()).severity, 'info');
    const copied = await vscode.env.clipboard.readText();
    assert.match(
      copied,
      /^# Start the sandbox first[\s\S]*curl 'http:\/\/127\.0\.0\.1:4141\/v1\/chat\/completions'/,
    );
    assert.ok(copied.includes(`It's \\"so\\"`));
  });

  it('leaves everything as it was when the user leaves', async () => {
    dialogs.will(leave);
    const uri = writeFile('left.prompt.json', promptText(['Say {{ word }}'], { word: {} }));
    await vscode.commands.executeCommand('tunewright.runPrompt', uri);
    assert.deepEqual(dialogs.messages, []);
    assert.equal(existsSync(journalOf('left.prompt.json')), false);
  });

  it('does not send a template that is wrong', async () => {
    const uri = writeFile('wrong.prompt.json', promptText(['{{ a | nope }}']));
    await vscode.commands.executeCommand('tunewright.runPrompt', uri);
    const { severity, buttons } = await dialogs.nextMessage();
    assert.deepEqual([severity, buttons], ['error', ['Show Problems']]);
  });

  it('names a connection that does not exist', async () => {
    const text = JSON.stringify({ connection: 'nowhere', messages: [{ role: 'user', content: 'Hi' }] });
    await vscode.commands.executeCommand('tunewright.runPrompt', writeFile('pinned.prompt.json', text));
    assert.match((await dialogs.nextMessage()).text, /"nowhere"/);
  });

  describe('on a server', () => {
    let server: FaultServer;
    before(async () => {
      server = await FaultServer.start();
      const { origin } = server;
      const list = [{ id: 'fake-server', kind: 'vllm', name: 'Fake', baseUrl: `${origin}/v1` }];
      await vscode.workspace
        .getConfiguration('tunewright')
        .update('connections', list, vscode.ConfigurationTarget.Global);
    });
    after(async () => {
      await vscode.workspace
        .getConfiguration('tunewright')
        .update('connections', undefined, vscode.ConfigurationTarget.Global);
      await server.stop();
    });

    it('asks for connection and model once and remembers them', async () => {
      server.otherwise(({ path }) => (path.endsWith('/models') ? MODELS : streamed('large-2', 'Hel', 'lo')));
      const uri = writeFile('server.prompt.json', promptText(['Hi']));
      dialogs.will(pick('Fake'), pick('large'));
      await vscode.commands.executeCommand('tunewright.runPrompt', uri);
      await vscode.commands.executeCommand('tunewright.runPrompt', uri);
      assert.deepEqual(
        runsOf('server.prompt.json').map(({ request, model, answers }) => [
          request.model,
          model,
          answers[0]!.text,
        ]),
        Array(2).fill(['large', 'large-2', 'Hello']),
      );
    });

    it('keeps what arrived before the stream was cut', async () => {
      const whole = streamed('m', 'What ', 'arrived');
      // It ends before it says that it has.
      server.otherwise({ ...whole, body: whole.body.slice(0, whole.body.lastIndexOf('data: {')) });
      const [run] = await runOn('cut.prompt.json');
      assert.equal(run!.answers[0]!.text, 'What arrived');
      assert.ok(run!.problem);
    });

    it('stops when it is told to, also while nothing has come yet', async () => {
      server.otherwise({ silent: true });
      const before = server.received.length;
      const running = runOn('stopped.prompt.json');
      await server.requests(before + 1);
      const uri = vscode.Uri.file(inWorkspace('stopped.prompt.json'));
      await vscode.commands.executeCommand('tunewright.runPrompt', uri);
      assert.deepEqual((await dialogs.nextMessage()).buttons, ['Stop It']);
      await vscode.commands.executeCommand('tunewright.stopRun', uri);
      assert.deepEqual(await running, []);
      assert.deepEqual(dialogs.messages, []);
    });

    it('tells of a refused key and offers to enter one', async () => {
      server.otherwise({ status: 401, body: '{"error":{"message":"bad key"}}' });
      await vscode.commands.executeCommand('tunewright.runPrompt', pinned('refused.prompt.json'));
      const { severity, buttons } = await dialogs.nextMessage();
      assert.deepEqual([severity, buttons[0]], ['error', 'Enter Key']);
    });
  });
});

function pinned(name: string): vscode.Uri {
  const text = { connection: 'fake-server', model: 'm', messages: [{ role: 'user', content: 'Hi' }] };
  return writeFile(name, JSON.stringify(text));
}

async function runOn(name: string): Promise<RunRecord[]> {
  await vscode.commands.executeCommand('tunewright.runPrompt', pinned(name));
  return existsSync(journalOf(name)) ? runsOf(name) : [];
}

/** The runs of a prompt of the workspace after it was run once more. */
async function ran(name: string, command = 'tunewright.runPrompt'): Promise<RunRecord[]> {
  const uri = vscode.Uri.file(inWorkspace(name));
  await openInEditor(uri);
  await vscode.commands.executeCommand(command);
  return runsOf(name);
}

function runsOf(name: string): RunRecord[] {
  return readRuns(readFileSync(journalOf(name), 'utf8')).runs;
}

function journalOf(name: string): string {
  return inWorkspace(`.tunewright/results/${name}.runs.jsonl`);
}

const MODELS = { body: JSON.stringify({ data: [{ id: 'small' }, { id: 'large' }] }) };

/** An answer in pieces, as servers stream it. */
function streamed(model: string, ...pieces: string[]) {
  const chunks = pieces.map(content => ({ model, choices: [{ index: 0, delta: { content } }] }));
  const end = { model, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
  const lines = [...chunks, end].map(chunk => `data: ${JSON.stringify(chunk)}\n\n`);
  return { headers: { 'content-type': 'text/event-stream' }, body: `${lines.join('')}data: [DONE]\n\n` };
}
