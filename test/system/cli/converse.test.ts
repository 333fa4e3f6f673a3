import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hadConversations } from '../../../src/core/users/conversationFiles.ts';
import { converse, userRequest } from '../../../src/core/users/converse.ts';
import { planConversations } from '../../../src/core/users/planConversations.ts';
import { readUsersFile } from '../../../src/core/users/usersFile.ts';
import { runCli } from '../../support/cli.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const USERS = {
  count: 6,
  turns: { min: 1, max: 3 },
  personas: ['a diver', 'a baker'],
  user: { model: 'sandbox-base', temperature: 0, system: 'Ask about ferries.' },
  responders: [
    { model: 'sandbox-base', weight: 3, system: 'Be brief.' },
    { model: 'sandbox-base', temperature: 1 },
  ],
};
const FILES = { 'talk.users.json': `// Who talks.\n${JSON.stringify(USERS)}` };

describe('tunewright converse', () => {
  const lines = async (cwd: string, name: string) =>
    (await readFile(path.join(cwd, name), 'utf8')).trim().split('\n');

  it('draws the same conversations each time, and more of them leave the first as they were', async () => {
    const file = readUsersFile(JSON.stringify({ ...USERS, count: 300 }), 'a');
    const items = await planConversations(file);
    assert.deepEqual(await planConversations({ ...file, count: 20 }), items.slice(0, 20));
    assert.deepEqual([...new Set(items.map(({ turns }) => turns))].sort(), [1, 2, 3]);
    const brief = items.filter(({ responder }) => responder.system).length;
    assert.ok(brief > 190 && brief < 260, String(brief));
    assert.equal(new Set(items.map(({ hash }) => hash)).size, 300);
  });

  it('turns the conversation round for the model that plays the user', () => {
    const { messages } = userRequest({ user: USERS.user, persona: 'a diver' }, [
      { role: 'user', content: 'q' },
      { role: 'assistant', content: 'a' },
    ]);
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['system', 'assistant', 'user'],
    );
    assert.match(String(messages[0]?.content), /Ask about ferries[\s\S]*a diver/);
  });

  it('has the conversations, and goes on after a stop without having one twice', () =>
    withFolder(FILES, async cwd => {
      const run = (...args: string[]) => runCli(['converse', 'talk.users.json', ...args], { cwd });
      const first = await run('--limit', '2');
      assert.deepEqual([first.code, first.stdout], [0, 'talk_conversations.jsonl\n'], first.stderr);
      const resumed = await run('--resume');
      assert.equal(resumed.code, 0, resumed.stderr);
      const journal = await lines(cwd, '.tunewright/results/talk.users.jsonl');
      const ids = journal.slice(1).map(line => JSON.parse(line).id);
      assert.deepEqual(
        ids.sort(),
        [1, 2, 3, 4, 5, 6].map(number => `conversation ${number}`),
      );
      const all = await lines(cwd, 'talk_conversations (1).jsonl');
      assert.equal(all.length, 6);
      for (const line of all) {
        const { messages } = JSON.parse(line);
        assert.equal(messages.length % 2, 0);
        assert.ok(messages.every((one: { content: string }) => one.content !== ''));
      }
      const csv = await run('--resume', '--format', 'csv', '--out', 'talk.csv');
      assert.equal(csv.stdout, 'talk.csv\n', csv.stderr);
      assert.match(await readFile(path.join(cwd, 'talk.csv'), 'utf8'), /^id,turn,role,content/);
    }));

  it('adds nothing twice to a database, or says that Node cannot', () =>
    withFolder(FILES, async cwd => {
      const run = (...args: string[]) => runCli(['converse', 'talk.users.json', ...args], { cwd });
      const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
      const hasSqlite = major > 22 || (major === 22 && minor >= 13);
      const first = await run('--format', 'sqlite', '--out', 'talks.db');
      if (!hasSqlite) {
        assert.equal(first.code, 2);
        assert.match(first.stderr, /cannot write SQLite[\s\S]*22\.13/);
        // It is said before anything is asked.
        assert.doesNotMatch(first.stderr, /requests/);
        return;
      }
      assert.match(first.stderr, /6 conversations added/);
      assert.match(
        (await run('--resume', '--format', 'sqlite', '--out', 'talks.db')).stderr,
        /0 conversations added/,
      );
    }));

  it('says what it would need before anything is asked', () =>
    withFolder(FILES, async cwd => {
      const { code, stderr } = await runCli(['converse', 'talk.users.json', '--estimate'], { cwd });
      assert.equal(code, 0);
      assert.match(stderr, /costs nothing.*6 conversations, \d+ requests/);
    }));

  const wrong: [string, unknown, RegExp][] = [
    ['no JSON', undefined, /is not JSON/],
    ['turns upside down', { ...USERS, turns: { min: 3, max: 1 } }, /turns: turns\.min is above/],
    ['nobody to answer', { ...USERS, responders: [] }, /responders/],
    ['a word too many', { ...USERS, persona: [] }, /persona/],
  ];
  for (const [name, file, message] of wrong) {
    it(`refuses ${name}`, () =>
      withFolder({ 'a.users.json': file === undefined ? '{' : JSON.stringify(file) }, async cwd => {
        const { code, stderr } = await runCli(['converse', 'a.users.json'], { cwd });
        assert.equal(code, 2);
        assert.match(stderr, message);
      }));
  }

  it('counts a conversation as failed when one of its messages is', async () => {
    const [item] = await planConversations(readUsersFile(JSON.stringify(USERS), 'a'));
    let asked = 0;
    const provider = {
      connection: { id: 'x', kind: 'sandbox', name: 'x' },
      async *chat() {
        asked += 1;
        yield { type: 'start' };
        yield { type: 'text', choice: 0, text: asked === 2 ? ' ' : 'words' };
        yield { type: 'end', truncated: false, duplicates: 0, disordered: false };
      },
    };
    const clock = { now: () => 0, sleep: async () => {} };
    const answer = await converse(item!, () => provider as never, {
      clock,
      signal: new AbortController().signal,
    });
    assert.deepEqual([answer.problem?.code, answer.value, asked], ['bad-response', undefined, 2]);
    assert.deepEqual(hadConversations([{ id: 'a', hash: 'h', at: 1, ...answer }]), []);
  });
});
