import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { leave, pick, pickAll, type } from './support/dialogs.ts';
import { useSession } from './support/session.ts';
import { storedConnections } from './support/view.ts';

describe('finding local servers', () => {
  const session = useSession();
  const original = globalThis.fetch;
  let asked: string[];
  let answers: Record<string, () => Promise<Response>>;

  const models = async () => Response.json({ object: 'list', data: [{ id: 'a' }, { id: 'b' }] });
  const find = () => vscode.commands.executeCommand('tunewright.findLocalServers');

  beforeEach(() => {
    asked = [];
    answers = {};
    // The machine that runs the tests may have servers of its own.
    globalThis.fetch = async request => {
      const { url } = request as Request;
      asked.push(url);
      const answer = answers[url];
      if (!answer) throw new TypeError('fetch failed');
      return answer();
    };
  });
  afterEach(() => {
    globalThis.fetch = original;
  });

  it('adds what the user ticks, without a second question', async () => {
    answers['http://localhost:11434/v1/models'] = models;
    answers['http://localhost:1234/v1/models'] = models;
    session.dialogs.will(pickAll('Ollama'));
    await find();
    assert.deepEqual(
      storedConnections().map(({ id: _, ...stored }) => stored),
      [{ kind: 'ollama', name: 'Ollama' }],
    );
    assert.ok(asked.every(url => url.startsWith('http://localhost:')));
  });

  it('is offered where connections are added', async () => {
    answers['http://localhost:8000/v1/models'] = models;
    session.dialogs.will(pick('Find local servers'), pickAll('vLLM'));
    await vscode.commands.executeCommand('tunewright.addConnection');
    assert.equal(storedConnections()[0]?.kind, 'vllm');
  });

  it('does not offer what is connected already, by whatever name of this machine', async () => {
    session.dialogs.will(pick('Ollama'), type('http://127.0.0.1:11434/v1'), type('Mine'));
    await vscode.commands.executeCommand('tunewright.addConnection');
    answers['http://localhost:11434/v1/models'] = models;
    await find();
    assert.equal(storedConnections().length, 1);
  });

  it('adds nothing when the user leaves', async () => {
    answers['http://localhost:11434/v1/models'] = models;
    session.dialogs.will(leave);
    await find();
    assert.deepEqual(storedConnections(), []);
  });

  it('says so when nothing answers', async () => {
    await find();
    assert.equal((await session.dialogs.nextMessage()).severity, 'info');
  });

  it('says nothing when it is cancelled', async () => {
    answers['http://localhost:11434/v1/models'] = async () => {
      for (const { cancel } of await session.dialogs.shown(1)) cancel();
      throw new TypeError('fetch failed');
    };
    await find();
    assert.deepEqual(session.dialogs.messages, []);
  });
});
