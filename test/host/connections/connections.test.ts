import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accept, leave, pick, type } from './support/dialogs.ts';
import { keysSentTo, useSession } from './support/session.ts';
import {
  connectionNodes,
  connectionsView,
  hasKey,
  modelsOf,
  nodeOf,
  run,
  storedConnections,
} from './support/view.ts';

describe('connections', () => {
  const session = useSession();

  describe('the sandbox', () => {
    it('is always there, alone at first, whatever the workspace says', async () => {
      const configuration = vscode.workspace.getConfiguration();
      assert.equal(
        configuration.inspect('tunewright.target')?.workspaceValue,
        'together',
        'It says something.',
      );
      assert.deepEqual(
        (await connectionNodes()).map(node => node.row.label),
        ['Sandbox'],
      );
    });

    it('lists its base model when it is tested', async () => {
      await run('testConnection', 'Sandbox');
      assert.equal((await session.dialogs.nextMessage()).severity, 'info');
      assert.deepEqual(
        (await modelsOf('Sandbox')).map(node => node.model),
        ['sandbox-base'],
      );
    });

    it('can be neither renamed nor removed', async () => {
      const view = await connectionsView();
      const { contextValue } = await view.getTreeItem(await nodeOf('Sandbox'));
      assert.match(contextValue ?? '', /\bbuiltin\b/);
      assert.doesNotMatch(contextValue ?? '', /\bown\b/);
    });
  });

  describe('adding one', () => {
    it('keeps its address in the settings and its key elsewhere', async () => {
      await session.add();
      assert.deepEqual(storedConnections(), [
        {
          id: storedConnections()[0]?.id,
          kind: 'openai-compatible',
          name: 'Fake',
          baseUrl: `${session.server.origin}/v1`,
        },
      ]);
      assert.equal(await hasKey('Fake'), true);
      assert.equal(session.dialogs.asked.at(-1)?.options.password, true);
      assert.deepEqual(session.server.received, [], 'Nothing is asked before the user wants it.');
    });

    it('sends no key where the user said that none is needed', async () => {
      await session.add('Open', '');
      await run('testConnection', 'Open');
      assert.deepEqual(keysSentTo(session.server), [undefined]);
    });

    it('writes nothing down when the user leaves half-way', async () => {
      session.dialogs.will(pick('OpenAI-compatible'), type(`${session.server.origin}/v1`), leave);
      await vscode.commands.executeCommand('tunewright.addConnection');
      assert.deepEqual(storedConnections(), []);
    });

    it('takes the usual address of a local server as it is, and asks for no key', async () => {
      session.dialogs.will(pick('Ollama'), accept, accept);
      await vscode.commands.executeCommand('tunewright.addConnection');
      const [{ id, ...stored } = {}] = storedConnections();
      assert.match(String(id), /^ollama-\w+$/);
      assert.deepEqual(stored, { kind: 'ollama', name: 'Ollama' });
    });

    it('finds fault with what is no address, and with a name that is taken', async () => {
      await session.add();
      const wrong: string[] = [];
      const probe =
        (texts: readonly string[], then: (asked: never) => unknown) =>
        async (asked: { options: vscode.InputBoxOptions }) => {
          for (const text of texts) if (await asked.options.validateInput?.(text)) wrong.push(text);
          return then(asked as never);
        };
      session.dialogs.will(
        pick('OpenAI-compatible'),
        probe(
          ['', 'nonsense', 'ftp://a.example', 'https://a:b@c.example', 'https://c.example'],
          type('https://c.example'),
        ),
        probe(['', 'Fake', 'Other'], leave),
      );
      await vscode.commands.executeCommand('tunewright.addConnection');
      assert.deepEqual(wrong, ['', 'nonsense', 'ftp://a.example', 'https://a:b@c.example', '', 'Fake']);
    });
  });

  describe('changing one', () => {
    it('leaves it alone when the user thinks better of removing it', async () => {
      await session.add();
      await run('removeConnection', 'Fake');
      assert.equal((await session.dialogs.nextMessage()).severity, 'warning');
      assert.equal(await hasKey('Fake'), true);
    });

    it('keeps its id and key under another name', async () => {
      await session.add();
      const [before] = storedConnections();
      session.dialogs.will(type('Renamed'));
      await run('renameConnection', 'Fake');
      assert.equal(storedConnections()[0]?.id, before?.id);
      assert.equal(await hasKey('Renamed'), true);
    });

    it('says which entries of the settings make no sense, and keeps the others', async () => {
      await vscode.workspace.getConfiguration().update(
        'tunewright.connections',
        [
          { id: 'x', kind: 'pigeon', name: 'X' },
          { id: 'y', kind: 'openai', name: 'Y' },
        ],
        true,
      );
      const names = (await connectionNodes()).map(node => node.row.label);
      assert.deepEqual(names, ['Sandbox', 'Y']);
    });
  });

  it('copies the name of a model', async () => {
    await run('testConnection', 'Sandbox');
    const [model] = await modelsOf('Sandbox');
    await vscode.commands.executeCommand('tunewright.copyModelName', model);
    assert.equal(await vscode.env.clipboard.readText(), 'sandbox-base');
  });

  it('speaks to VS Code’s own models, and says so when there are none', async () => {
    session.dialogs.will(pick('VS Code language models'), accept);
    await vscode.commands.executeCommand('tunewright.addConnection');
    await session.dialogs.nextMessage();
    await run('testConnection', 'VS Code language models');
    assert.equal((await session.dialogs.nextMessage()).severity, 'error');
    assert.equal((await nodeOf('VS Code language models')).row.icon, 'warning');
  });
});
