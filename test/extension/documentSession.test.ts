import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import type { LintSettings } from '../../src/core/lint/settings.ts';
import { Problem } from '../../src/core/util/problem.ts';
import { DocumentSession, type SessionHost } from '../../src/extension/lint/documentSession.ts';
import { Channel } from '../../src/protocol/channel.ts';
import type { LintContract, NoContract } from '../../src/protocol/lint.ts';
import { lintHandlers } from '../../src/worker/lintHandlers.ts';
import { FakeDocument } from '../support/fakeDocument.ts';
import { documentOf } from '../support/lint.ts';
import { wire } from '../support/ports.ts';
import { withFolder } from '../support/temporaryFolder.ts';
import { runs } from '../support/property.ts';

const PAIR = '{"prompt":"a","completion":"b"}';

describe('DocumentSession', () => {
  it('says of any text what a fresh look says, however it came about', () => {
    const text = fc.constantFrom(',', '\n', '"', '}', 'x', '', `${PAIR}\n`, '\n\n');
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.record({ from: fc.nat(200), length: fc.nat(12), text }) },
      { weight: 2, arbitrary: fc.constantFrom('wait', 'ask', 'die', 'configure', 'reread') },
    );
    return fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async steps => {
        const document = new FakeDocument(`${PAIR}\n${PAIR},\n`);
        const host = new Host();
        const session = new DocumentSession(document.asDocument(), host);
        host.onDeath = () => session.lost();
        for (const one of steps) {
          if (one === 'wait') await new Promise(resolve => setImmediate(resolve));
          else if (one === 'ask') void session.current();
          else if (one === 'die') host.die();
          else if (one === 'reread') session.reread();
          else if (one === 'configure') {
            host.configure();
            session.settingsMayDiffer();
          } else {
            const from = one.from % (document.text.length + 1);
            const to = Math.min(document.text.length, from + one.length);
            session.edited(document.type(from, to, one.text));
          }
        }
        // Dying twice over the same document, it was given up.
        if ((await session.current()).problem) session.reread();
        const { report, version } = await session.current();
        session.dispose();
        assert.equal(version, document.version);
        assert.deepEqual(report?.findings, documentOf(document.text, host.settings).report().findings);
      }),
      runs(150),
    );
  });

  it('lints while somebody types, not after every key', async () => {
    const host = new Host();
    const document = new FakeDocument(`${PAIR}\n`);
    const session = new DocumentSession(document.asDocument(), host);
    await session.current();
    for (let key = 0; key < 50; key++) session.edited(document.type(0, 0, ' '));
    await session.current();
    assert.deepEqual(host.asked, ['open', 'change']);
  });

  it('takes the text where the disk holds another', () =>
    withFolder({ 'a.jsonl': `${PAIR}\n` }, async folder => {
      const host = new Host();
      const document = new FakeDocument(`${PAIR},\n`, path.join(folder, 'a.jsonl'));
      const { report } = await new DocumentSession(document.asDocument(), host).current();
      assert.deepEqual(host.asked, ['open', 'open']);
      assert.equal(report?.totals.error, 1);
    }));

  it('takes the text where the disk cannot be read', async () => {
    const document = new FakeDocument(`${PAIR},\n`, '/nowhere/a.jsonl');
    const { report } = await new DocumentSession(document.asDocument(), new Host()).current();
    assert.equal(report?.totals.error, 1);
  });

  it('looks only at size and encoding when a file is saved', () =>
    withFolder({ 'a.jsonl': '' }, async folder => {
      const file = path.join(folder, 'a.jsonl');
      const host = new Host();
      const document = new FakeDocument('', file);
      const session = new DocumentSession(document.asDocument(), host);
      await session.current();
      session.edited(document.type(0, 0, `${PAIR},\n`));
      await writeFile(file, document.text);
      document.isDirty = false;
      session.saved();
      assert.equal((await session.current()).report?.totals.error, 1);
      assert.deepEqual(host.asked, ['open', 'change', 'saved']);
      assert.equal(session.disk?.bytes, document.text.length);
    }));

  it('says nothing of a file that is gone, until somebody writes it again', async () => {
    const document = new FakeDocument(`${PAIR},\n`, '/nowhere/a.jsonl');
    const session = new DocumentSession(document.asDocument(), new Host());
    await session.current();
    session.vanished();
    assert.equal((await session.current()).report, undefined);
    session.edited(document.type(0, 0, ' '));
    assert.equal((await session.current()).report?.totals.error, 1);
  });

  it('gives a document up that kills the worker, and tries again when asked to', async () => {
    const host = new Host();
    const document = new FakeDocument(`${PAIR},\n`);
    host.deadly = true;
    const session = new DocumentSession(document.asDocument(), host);
    host.onDeath = () => session.lost();
    assert.equal((await session.current()).problem?.code, 'internal');
    assert.deepEqual(host.asked, ['open', 'open']);
    session.edited(document.type(0, 0, ' '));
    assert.equal((await session.current()).problem?.code, 'internal');
    assert.deepEqual(host.asked, ['open', 'open']);
    host.deadly = false;
    session.reread();
    assert.equal((await session.current()).report?.totals.error, 1);
  });

  it('lets everybody go who waits when the document is closed', async () => {
    const session = new DocumentSession(new FakeDocument(PAIR).asDocument(), new Host());
    const waiting = session.current();
    session.dispose();
    assert.equal((await waiting).report, undefined);
  });
});

/** A worker that can die, on this thread. */
class Host implements SessionHost {
  settings: LintSettings = { target: 'generic', rules: {} };
  asked: string[] = [];
  deadly = false;
  onDeath = () => {};
  readonly log = { info: () => {}, problem: () => {} } as unknown as SessionHost['log'];
  readonly worker: SessionHost['worker'] = {
    call: (method, params, options) => {
      if (method !== 'close') this.asked.push(method);
      const answer = this.#client.call(method, params, options);
      if (this.deadly) this.die();
      return answer;
    },
  };
  #client = connect();
  #level = 0;

  settingsOf(): Promise<LintSettings> {
    return Promise.resolve(this.settings);
  }

  alone<T>(task: () => Promise<T>): Promise<T> {
    return task();
  }

  stateChanged(): void {}

  configure(): void {
    const severity = (['error', 'info', 'off'] as const)[this.#level++ % 3]!;
    this.settings = { target: 'generic', rules: { 'json/stray-comma': { severity } } };
  }

  die(): void {
    const dead = this.#client;
    this.#client = connect();
    dead.dispose(new Problem({ code: 'internal', message: 'Dead.', remedy: 'Again.', retryable: true }));
    this.onDeath();
  }
}

function connect(): Channel<NoContract, LintContract> {
  const [near, far] = wire();
  new Channel<LintContract, NoContract>(far, lintHandlers());
  return new Channel<NoContract, LintContract>(near, {});
}
