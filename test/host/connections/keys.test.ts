import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TEST_KEY } from '../../../scripts/suites/testKey.mjs';
import { leave, pick, type } from './support/dialogs.ts';
import { keysSentTo, useSession } from './support/session.ts';
import { hasKey, run, storedConnections } from './support/view.ts';

describe('the key of a connection', () => {
  const session = useSession();

  it('is taken from an environment variable', async () => {
    process.env.TUNEWRIGHT_TEST_API_KEY = `${TEST_KEY}-env`;
    await session.add();
    session.dialogs.will(pick('Take it from an environment variable'), pick('TUNEWRIGHT_TEST_API_KEY'));
    await run('enterKey', 'Fake');
    delete process.env.TUNEWRIGHT_TEST_API_KEY;
    await run('testConnection', 'Fake');
    assert.deepEqual(keysSentTo(session.server), [`Bearer ${TEST_KEY}-env`]);
    const shown = JSON.stringify(session.dialogs.asked.map(one => one.items));
    assert.ok(!shown.includes(TEST_KEY), 'Values are never shown.');
  });

  it('is taken from a .env file', async () => {
    const file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, '.env');
    await vscode.workspace.fs.writeFile(
      file,
      new TextEncoder().encode(`# Keys\nPORT=80\nexport FAKE_KEY="${TEST_KEY}-file"\n`),
    );
    await session.add();
    session.dialogs.will(pick('Take it from a .env file'), pick('.env'), pick('FAKE_KEY'));
    await run('enterKey', 'Fake');
    await vscode.workspace.fs.delete(file);
    await run('testConnection', 'Fake');
    assert.deepEqual(keysSentTo(session.server), [`Bearer ${TEST_KEY}-file`]);
  });

  it('is not sent to another address, where it is asked for again', async () => {
    await session.add();
    const other = await session.startOther();
    session.dialogs.will(type(`${other.origin}/v1`), leave);
    await run('changeAddress', 'Fake');
    assert.equal(await hasKey('Fake'), false);
    await run('testConnection', 'Fake');
    assert.deepEqual(keysSentTo(other), [undefined]);
    session.dialogs.will(pick('Type or paste it'), type(`${TEST_KEY}-other`));
    await run('enterKey', 'Fake');
    await run('testConnection', 'Fake');
    assert.deepEqual(keysSentTo(other), [undefined, `Bearer ${TEST_KEY}-other`]);
    assert.deepEqual(session.server.received, []);
  });

  it('is not sent where an edited setting leads', async () => {
    await session.add();
    const other = await session.startOther();
    const [stored] = storedConnections();
    await vscode.workspace
      .getConfiguration()
      .update('tunewright.connections', [{ ...stored, baseUrl: `${other.origin}/v1` }], true);
    await run('testConnection', 'Fake');
    assert.deepEqual(keysSentTo(other), [undefined]);
  });

  it('does not follow a redirect to another host', async () => {
    await session.add();
    const other = await session.startOther();
    session.server.next({ status: 307, headers: { location: `${other.origin}/v1/models` } });
    await run('testConnection', 'Fake');
    assert.equal((await session.dialogs.nextMessage()).severity, 'error');
    assert.deepEqual(other.received, []);
  });

  it('goes with its connection', async () => {
    await session.add();
    const before = storedConnections();
    session.dialogs.willPress('Remove');
    await run('removeConnection', 'Fake');
    assert.deepEqual(storedConnections(), []);
    // The same id and address again: had the key stayed, it would be found.
    await vscode.workspace.getConfiguration().update('tunewright.connections', before, true);
    assert.equal(await hasKey('Fake'), false);
  });
});
