import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCli } from '../../support/cli.ts';
import { fromRoot } from '../../support/root.ts';
import { withFolder } from '../../support/temporaryFolder.ts';
import { seededRandom } from '../../../src/core/util/seededRandom.ts';

const THINGS = ['ferry', 'lighthouse', 'museum', 'harbour', 'boat', 'tide', 'ticket', 'storm', 'pier'];
const VERBS = ['find', 'visit', 'book', 'reach', 'photograph', 'rent'];
const WHO = ['my son', 'my aunt', 'two friends', 'a class of pupils', 'my dog', 'nobody else'];

/** A log of conversations in which people ask some things again and again. */
function chatLog(rows: number): string {
  const random = seededRandom(3);
  const one = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)]!;
  return Array.from({ length: rows }, (_, id) => {
    const content = `Can I ${one(VERBS)} the ${one(THINGS)} with ${one(WHO)} at ${6 + Math.floor(random() * 15)} o'clock?`;
    const messages = [
      { role: 'user', content },
      { role: 'assistant', content: 'Certainly.' },
    ];
    return `${JSON.stringify({ id, messages })}\n`;
  }).join('');
}

/** S5: a model learns from a log to write as users do, and then plays one. */
describe('a model of the users', function () {
  this.timeout(300_000);

  it('is tuned on what they wrote first, without copies, and talks', () =>
    withFolder({ 'log.jsonl': chatLog(3000), 'tunewright.jsonc': '{}' }, async cwd => {
      const template = 'first-message.prompt.json';
      await cp(fromRoot('samples', 'users', template), path.join(cwd, template));
      const run = async (...args: string[]) => {
        const done = await runCli(args, { cwd });
        assert.equal(done.code, 0, done.stderr);
        return done.stdout.trim();
      };
      await run('build', 'log.jsonl', '--template', template, '--out', 'users.jsonl');
      await runCli(['prepare', 'users.jsonl', '--accept', 'leave-out/duplicates'], { cwd });
      const rows = (await readFile(path.join(cwd, 'users_prepared.jsonl'), 'utf8')).trim().split('\n');
      assert.ok(rows.length > 2000 && rows.length < 3000, String(rows.length));
      assert.equal(new Set(rows).size, rows.length);
      const tune = {
        ...{ connection: 'sandbox', model: 'sandbox-base', training: 'users_prepared.jsonl' },
        ...{ hyperparameters: { n_epochs: 2 }, suffix: 'user', seed: 1 },
      };
      await writeFile(path.join(cwd, 'user.tune.json'), JSON.stringify(tune));
      const model = await run('tune', 'launch', 'user.tune.json', '--yes');
      assert.match(model, /^ft:sandbox-base\S*user\S*$/);
      const system: string = JSON.parse(rows[0]!).messages[0].content;
      const users = {
        ...{ count: 4, turns: { min: 1, max: 1 }, user: { model, system } },
        responders: [{ model: 'sandbox-base' }],
      };
      await writeFile(path.join(cwd, 'town.users.json'), JSON.stringify(users));
      await run('converse', 'town.users.json');
      const talks = (await readFile(path.join(cwd, 'town_conversations.jsonl'), 'utf8')).trim().split('\n');
      for (const line of talks) assert.match(JSON.parse(line).messages[0].content, /^Can I .* o'clock\?$/);
    }));
});
