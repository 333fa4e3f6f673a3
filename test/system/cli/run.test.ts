import assert from 'node:assert/strict';
import { TEST_KEY } from '../../../scripts/suites/testKey.mjs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CliOptions, type CliResult, runCli } from '../../support/cli.ts';
import { FaultServer, type Reply } from '../../support/faultServer.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const MOOD = `"messages": [
  { "role": "user", "content": "I love it" }, { "role": "assistant", "content": "good" },
  { "role": "user", "content": "I hate it" }, { "role": "assistant", "content": "bad" },
  { "role": "user", "content": "{{ text }}" }
]`;

const FILES = {
  'mood.prompt.json': `{ "model": "gpt-4.1-mini", "temperature": 0, ${MOOD} }`,
  'plain.prompt.json': '{ "temperature": 0, "messages": [{ "role": "user", "content": "Hi" }] }',
  'both.prompt.json': '{ "n": 2, "messages": [{ "role": "user", "content": "Hi" }] }',
  'away.prompt.json': `{ "connection": "elsewhere", "baseUrl": "http://evil.invalid/v1", ${MOOD} }`,
  'broken.prompt.json': '{ "messages": [{ "role": "user", "content": "{{ a" }] }',
  'pick.prompt.json': `{
    "choices": [{ "name": "mood", "file": "mood.prompt.json" }, { "name": "plain", "file": "plain.prompt.json" }],
    "messages": [
      { "role": "user", "content": "feel: fine" }, { "role": "assistant", "content": "mood" },
      { "role": "user", "content": "{{ what }}: {{ choices | length }}" }
    ]
  }`,
  'lost.prompt.json': `{
    "choices": [{ "name": "nobody", "file": "mood.prompt.json" }],
    "messages": [
      { "role": "user", "content": "a" }, { "role": "assistant", "content": "b" }, { "role": "user", "content": "a" }
    ]
  }`,
  'endless.prompt.json': `{
    "choices": [{ "name": "again", "file": "endless.prompt.json" }],
    "messages": [
      { "role": "user", "content": "a" }, { "role": "assistant", "content": "again" },
      { "role": "user", "content": "a" }
    ]
  }`,
};

const KEY = `${TEST_KEY}-cli`;

describe('tunewright run', () => {
  let home: string;
  let server: FaultServer;
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'tunewright-home-'));
  });
  after(async () => {
    if (home) await rm(home, { recursive: true, force: true });
  });

  const run = (args: readonly string[], more: Partial<CliOptions> = {}): Promise<CliResult> =>
    withFolder(FILES, cwd => runCli(['run', ...args], { cwd, home, ...more }));

  describe('on the sandbox', () => {
    const answered: [args: string[], stdout: string, stderr: RegExp][] = [
      [
        ['mood.prompt.json', '-i', 'text=I love this'],
        'good\n',
        /sandbox-base · Sandbox · \d+ tokens in, 1 out · /,
      ],
      [['mood.prompt.json', '-i', 'text=I hate this', '-m', 'sandbox-base'], 'bad\n', /^sandbox-base · /],
      [['mood.prompt.json', '-i', 'text=I hate this'], 'bad\n', /^sandbox-base .*gpt-4\.1-mini/],
      [
        ['mood.prompt.json', '-i', 'text=I hate this', '--times', '2'],
        '# 1 of 2\nbad\n\n# 2 of 2\nbad\n',
        /(tokens in[\s\S]*){2}/,
      ],
      [
        ['pick.prompt.json', '-i', 'what=feel', '-i', 'text=I love this'],
        'good\n',
        /pick\.prompt\.json .*mood: mood\.prompt\.json/,
      ],
    ];
    for (const [args, stdout, stderr] of answered) {
      it(`answers ${args.join(' ')}`, async () => {
        const result = await run(args);
        assert.deepEqual([result.code, result.stdout], [0, stdout], result.stderr);
        assert.match(result.stderr, stderr);
      });
    }

    it('prints one object as JSON', async () => {
      const { stdout } = await run([
        'mood.prompt.json',
        '-i',
        'text=I love this',
        '--times',
        '2',
        '--output',
        'json',
      ]);
      const { request, answers, model, usage, ms, ...more } = JSON.parse(stdout);
      assert.equal(request.messages.at(-1).content, 'I love this');
      assert.deepEqual([request.model, request.temperature], ['sandbox-base', 0]);
      assert.deepEqual(answers, Array(2).fill({ text: 'good', finish: 'stop' }));
      assert.equal(model, 'sandbox-base');
      assert.equal(usage.completionTokens, 2);
      assert.equal(typeof ms, 'number');
      assert.deepEqual(more, { price: 0 });
    });

    it('shows both steps of a choice in JSON', async () => {
      const args = ['pick.prompt.json', '-i', 'what=feel', '-i', 'text=I hate this', '--output', 'json'];
      const { selections, answers } = JSON.parse((await run(args)).stdout);
      assert.deepEqual(
        selections.map((one: { file: string; choice: string; answers: unknown[] }) => [one.file, one.choice]),
        [['pick.prompt.json', 'mood']],
      );
      assert.equal(selections[0].answers[0].text, 'mood');
      assert.equal(answers[0].text, 'bad');
    });

    const refused: [args: string[], code: number, stderr: RegExp][] = [
      [['mood.prompt.json'], 1, /text\n.*--input text=/],
      [['broken.prompt.json'], 1, /broken\.prompt\.json:1:\d+ .*unclosed-delimiter/],
      [['lost.prompt.json'], 1, /nobody/],
      [['endless.prompt.json'], 2, /endless\.prompt\.json/],
      [['pick.prompt.json', '-i', 'what=feel'], 1, /text\n/],
      [['plain.prompt.json', '-m', 'ft:nothing'], 2, /\n {2}\S/],
      [['plain.prompt.json', '-c', 'openai'], 2, /OPENAI_API_KEY/],
      [['plain.prompt.json', '-c', 'azure'], 2, /connections\.json/],
      [['plain.prompt.json', '-c', 'opnai'], 2, /"openai"/],
      [['plain.prompt.json', '-c', 'vscode-lm'], 2, /VS Code/],
      [['away.prompt.json', '-i', 'text=a'], 2, /"elsewhere"/],
      [['plain.prompt.json', '--times', '0'], 2, /--times/],
      [['none.prompt.json'], 2, /none\.prompt\.json/],
      [[], 2, /run FILE/],
    ];
    for (const [args, code, stderr] of refused) {
      it(`refuses ${args.join(' ') || 'nothing'}`, async () => {
        const result = await run(args);
        assert.deepEqual([result.code, result.stdout], [code, ''], result.stderr);
        assert.match(result.stderr, stderr);
      });
    }

    it('lists its models', async () => {
      const { code, stdout } = await withFolder({}, cwd => runCli(['models'], { cwd, home }));
      assert.equal(code, 0);
      assert.match(stdout, /^model +context +price +end\nsandbox-base +- +- +-\n$/);
    });
  });

  describe('on a server', () => {
    beforeEach(async () => {
      server = await FaultServer.start();
    });
    afterEach(() => server.stop());

    /** A home folder whose connection leads to the server. */
    const atServer = async <T>(more: object, test: (home: string) => Promise<T>): Promise<T> => {
      const connection = {
        id: 'mine',
        kind: 'openai-compatible',
        name: 'My Server',
        keyVariable: 'MY_KEY',
        ...more,
      };
      const list = [{ ...connection, baseUrl: `${server.origin}/v1` }, { id: 'no good' }];
      const file = `// Mine.\n${JSON.stringify(list)}`;
      return withFolder({ '.tunewright/connections.json': file }, test);
    };
    const ask = (args: readonly string[], more: Partial<CliOptions> & { connection?: object } = {}) =>
      atServer(more.connection ?? {}, folder => run(args, { home: folder, env: { MY_KEY: KEY }, ...more }));

    it('takes address and key from the user’s own file and environment, and names neither', async () => {
      server.next(stream(text('Hel'), text('lo'), FINISH, usage(4, 2)));
      const result = await ask(['plain.prompt.json', '-c', 'my server', '-m', 'big']);
      assert.deepEqual([result.code, result.stdout], [0, 'Hello\n'], result.stderr);
      const [received] = server.received;
      assert.equal(received?.headers.authorization, `Bearer ${KEY}`);
      const { messages, model, temperature } = JSON.parse(received?.body ?? '');
      assert.deepEqual(
        { messages, model, temperature },
        {
          messages: [{ role: 'user', content: 'Hi' }],
          model: 'big',
          temperature: 0,
        },
      );
      assert.match(result.stderr, /big-2026 for big · My Server · 4 tokens in, 2 out/);
      assert.match(result.stderr, /connections\.json: Connection 2/);
      assert.doesNotMatch(result.stderr + result.stdout, new RegExp(KEY));
    });

    it('tells the price of an answer where the server tells its prices', async () => {
      const models: Reply = { body: JSON.stringify([{ id: 'big-2026', pricing: { input: 1, output: 2 } }]) };
      const answer = stream(text('Hi'), FINISH, usage(1000, 500));
      server.otherwise(({ method }) => (method === 'GET' ? models : answer));
      const result = await ask(['plain.prompt.json', '-c', 'mine', '-m', 'big'], {
        connection: { kind: 'together' },
      });
      assert.match(result.stderr, / · \$0\.002 · /);
    });

    it('takes the only model that there is, and asks when there are more', async () => {
      server.next(listing('solo'), stream(text('yes'), FINISH));
      const one = await ask(['plain.prompt.json', '-c', 'mine']);
      assert.deepEqual([one.code, one.stdout], [0, 'yes\n'], one.stderr);
      assert.equal(JSON.parse(server.received[1]?.body ?? '').model, 'solo');
      server.next(listing('one', 'two'));
      const several = await ask(['plain.prompt.json', '-c', 'mine']);
      assert.equal(several.code, 2);
      assert.match(several.stderr, /--model.*tunewright models --connection mine/);
    });

    it('prints several answers of one request one after the other', async () => {
      server.next(stream(text('a', 0), text('b', 1), text('A', 0), finish(0), finish(1)));
      const { stdout } = await ask(['both.prompt.json', '-c', 'mine', '-m', 'big']);
      assert.equal(stdout, '# 1 of 2\naA\n\n# 2 of 2\nb\n');
    });

    it('keeps whole a character that arrives in halves', async () => {
      server.next(stream(text('\ud83d'), text('\ude00\u001b[2J'), FINISH));
      const { stdout } = await ask(['plain.prompt.json', '-c', 'mine', '-m', 'big'], { columns: 80 });
      assert.equal(stdout, '😀␛[2J\n');
    });

    it('shows a call of a tool', async () => {
      const call = { index: 0, id: 'c1', function: { name: 'look', arguments: '{"at":1}' } };
      server.next(stream(chunk({ tool_calls: [call] }), finish(0, 'tool_calls')));
      const { stdout } = await ask(['plain.prompt.json', '-c', 'mine', '-m', 'big']);
      assert.equal(stdout, 'look({"at":1})\n');
    });

    const failures: [does: string, reply: Reply, args: string[], code: number, stdout: string][] = [
      ['keeps what arrived before a cut', stream(text('Hel')), [], 1, 'Hel\n'],
      ['ends at the first failure', stream(text('Hel')), ['--times', '3'], 1, '# 1 of 3\nHel\n'],
      ['explains a refused key', { status: 401, body: `{"error":{"message":"bad ${KEY}"}}` }, [], 2, ''],
    ];
    for (const [does, reply, args, code, stdout] of failures) {
      it(does, async () => {
        server.next(withoutDone(reply));
        const result = await ask(['plain.prompt.json', '-c', 'mine', '-m', 'big', ...args]);
        assert.deepEqual([result.code, result.stdout], [code, stdout], result.stderr);
        assert.match(result.stderr, /\.\n {2}\S.*\.\n$/);
        assert.doesNotMatch(result.stderr, new RegExp(KEY));
        assert.equal(server.received.length, 1);
      });

      it(`${does}, in JSON too`, async () => {
        server.next(withoutDone(reply));
        const args = ['plain.prompt.json', '-c', 'mine', '-m', 'big', '--output', 'json'];
        const result = await ask(args);
        const { answers, problem } = JSON.parse(result.stdout);
        assert.equal(result.code, code);
        assert.equal(answers.length, stdout === '' ? 0 : 1);
        assert.ok(problem.code && problem.message && problem.remedy);
        assert.doesNotMatch(result.stdout, new RegExp(KEY));
      });
    }

    it('stops at Ctrl-C and keeps what arrived', async () => {
      const stop = new AbortController();
      server.next({ ...withoutDone(stream(text('Hel'))), stalls: true });
      const args = ['plain.prompt.json', '-c', 'mine', '-m', 'big'];
      const result = await ask(args, { signal: stop.signal, onWrite: () => stop.abort() });
      assert.deepEqual([result.code, result.stdout], [130, 'Hel\n']);
      assert.match(result.stderr, /Cancelled\.\n$/);
    });

    it('ends when nobody reads any more', async () => {
      server.next({ ...withoutDone(stream(text('a'), text('b'))), stalls: true });
      const result = await ask(['plain.prompt.json', '-c', 'mine', '-m', 'big'], { closeAfter: 0 });
      assert.deepEqual([result.code, result.stdout], [141, '']);
    });

    it('lists models as a table and as JSON', async () => {
      const models = [
        { id: 'b', context_length: 131_072, pricing: { input: 0.5, output: 1 } },
        { id: 'a', shutdown_date: '2020-01-02' },
      ];
      server.otherwise({ body: JSON.stringify({ data: models }) });
      const list = (...args: string[]) =>
        atServer({}, folder => runCli(['models', '-c', 'mine', ...args], { cwd: folder, home: folder }));
      const table = await list();
      assert.match(table.stdout, /\na +- +- +2020-01-02, .+\nb +131k +\$0\.50 in, \$1 out +-\n$/);
      const listed = JSON.parse((await list('--output', 'json')).stdout);
      assert.deepEqual(
        listed.map((one: { id: string; contextTokens?: number }) => [one.id, one.contextTokens]),
        [
          ['a', undefined],
          ['b', 131_072],
        ],
      );
    });
  });

  it('says what is wrong with the list of connections', async () => {
    for (const content of ['[', '{}']) {
      const result = await withFolder({ '.tunewright/connections.json': content }, folder =>
        run(['plain.prompt.json', '-c', 'mine'], { home: folder }),
      );
      assert.equal(result.code, 2);
      assert.match(result.stderr, /connections\.json/);
    }
  });
});

/** An answer of a server that streams; `[DONE]` comes last. */
function stream(...chunks: object[]): Reply {
  const body = [...chunks.map(one => `data: ${JSON.stringify(one)}\n\n`), 'data: [DONE]\n\n'];
  return { headers: { 'content-type': 'text/event-stream' }, body };
}

/** The same answer, cut before its end. */
function withoutDone(reply: Reply): Reply {
  return Array.isArray(reply.body) ? { ...reply, body: reply.body.slice(0, -1) } : reply;
}

function chunk(delta: object, index = 0): object {
  return { model: 'big-2026', choices: [{ index, delta }] };
}

function text(content: string, index = 0): object {
  return chunk({ content }, index);
}

function finish(index: number, reason = 'stop'): object {
  return { model: 'big-2026', choices: [{ index, delta: {}, finish_reason: reason }] };
}

const FINISH = finish(0);

function usage(prompt: number, completion: number): object {
  return { choices: [], usage: { prompt_tokens: prompt, completion_tokens: completion } };
}

function listing(...ids: string[]): Reply {
  return { body: JSON.stringify({ data: ids.map(id => ({ id })) }) };
}
