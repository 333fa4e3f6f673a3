import assert from 'node:assert/strict';
import { TEST_KEY } from '../../../scripts/suites/testKey.mjs';
import type { Reply } from '../../support/faultServer.ts';
import { leave, pick, type } from './support/dialogs.ts';
import { keysSentTo, useSession } from './support/session.ts';
import { modelsOf, nodeOf, run } from './support/view.ts';

const REFUSED: Reply = {
  status: 401,
  body: JSON.stringify({
    error: { code: 'invalid_api_key', message: `Incorrect API key provided: ${TEST_KEY}.` },
  }),
};

describe('testing a connection', () => {
  const session = useSession();

  it('lists models with context, price and end', async () => {
    await session.add();
    await run('testConnection', 'Fake');
    const rows = (await modelsOf('Fake')).map(node => node.row);
    assert.deepEqual(
      rows.map(row => row.label),
      ['old', 'small'],
    );
    assert.match(rows[0]?.description ?? '', /stopped answering .* \$0\.50 in, \$1\.25 out/);
    assert.match(rows[0]?.tooltip ?? '', /2020-01-31/);
    assert.equal(rows[1]?.description, '33k context');
    assert.deepEqual(
      session.server.received.map(one => one.path),
      ['/v1/models'],
    );
    assert.deepEqual(keysSentTo(session.server), [`Bearer ${TEST_KEY}`]);
  });

  it('offers to enter the key again when it was wrong, and tests with the new one', async () => {
    await session.add('Fake', `${TEST_KEY}-wrong`);
    session.server.next(REFUSED);
    session.dialogs.will(pick('Type or paste it'), type(`${TEST_KEY}-right`));
    session.dialogs.willPress('Enter Key');
    await run('testConnection', 'Fake');
    const refused = await session.dialogs.nextMessage();
    assert.equal(refused.severity, 'error');
    assert.ok(!refused.text.includes(TEST_KEY));
    assert.equal((await session.dialogs.nextMessage()).severity, 'info');
    assert.deepEqual(keysSentTo(session.server), [`Bearer ${TEST_KEY}-wrong`, `Bearer ${TEST_KEY}-right`]);
    assert.equal((await modelsOf('Fake')).length, 2);
  });

  it('shows what failed on the row until it is tested again', async () => {
    await session.add();
    session.server.next(REFUSED);
    await run('testConnection', 'Fake');
    const { icon, description, tooltip } = (await nodeOf('Fake')).row;
    assert.equal(icon, 'warning');
    assert.ok(description);
    assert.ok(!`${description}${tooltip}`.includes(TEST_KEY));
    await run('testConnection', 'Fake');
    assert.notEqual((await nodeOf('Fake')).row.icon, 'warning');
  });

  it('offers another address where the API is not found, and tests that', async () => {
    await session.add();
    const other = await session.startOther();
    session.server.next({ status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' });
    session.dialogs.willPress('Change Address');
    session.dialogs.will(type(`${other.origin}/v1`), leave);
    await run('testConnection', 'Fake');
    assert.equal((await session.dialogs.nextMessage()).severity, 'error');
    assert.equal((await session.dialogs.nextMessage()).severity, 'info');
    assert.deepEqual(keysSentTo(other), [undefined]);
  });

  it('waits as long as a server asks, visibly, and can be cancelled', async () => {
    await session.add();
    await run('testConnection', 'Fake');
    await session.dialogs.nextMessage();
    session.server.next({ status: 429, headers: { 'retry-after': '250' }, body: '{}' });
    const tested = run('testConnection', 'Fake');
    const { reports, cancel } = await session.dialogs.reports(1);
    assert.match(reports[0] ?? '', /250 s/);
    assert.equal((await nodeOf('Fake')).row.description, 'asking…');
    cancel();
    await tested;
    assert.equal(session.server.received.length, 2);
    assert.deepEqual(session.dialogs.messages, [], 'What the user cancelled is no failure.');
    assert.equal((await modelsOf('Fake')).length, 2, 'What was known before is known again.');
  });

  it('of two tests at once the later counts, also when it is cancelled', async () => {
    await session.add();
    session.server.next({ silent: true }, { silent: true });
    const first = run('testConnection', 'Fake');
    await session.server.requests(1);
    const second = run('testConnection', 'Fake');
    await session.server.requests(2);
    for (const { cancel } of [...(await session.dialogs.shown(2))].reverse()) cancel();
    await Promise.all([first, second]);
    assert.notEqual((await nodeOf('Fake')).row.description, 'asking…');
  });
});
