import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { runCli } from '../../support/cli.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const ASK = `{
  // A translator.
  "model": "gpt-4.1-mini",
  "temperature": 0,
  "inputs": {
    "text": { "description": "what to translate" },
    "times": { "type": "integer", "default": 2, "enum": [1, 2] },
    "user": { "type": "object", "default": { "name": "Ann" } }
  },
  "messages": [
    { "role": "system", "content": "Translate {{ times }} times for {{ user.name }}." },
    { "role": "user", "content": "{{ text }}" }
  ]
}`;

const FILES = {
  'tunewright.jsonc': '{}',
  'ask.prompt.json': ASK,
  'ask.inputs.json': '{ "short": { "text": "Hi" }, "long": { "text": "Good morning", "times": 1 } }',
  'one.json': '{ "only": { "text": "one" } }',
  'flat.json': '{ "text": "{{ times }}", "user": { "name": "Bo" } }',
  'odd#name.json': '{ "text": "odd" }',
  'broken.json': '{ "text": }',
  'list.json': '[{ "role": "user", "content": "plain" }]',
  'rows.jsonl': '{}',
  'lone.jinja': 'Hello {{ name }}{% include "parts/end.j2" %}',
  'parts/end.j2': '!{{ end }}',
  'lone.minijinja': 'Hello {{ name }}',
  'broken.jinja': 'first\nthen {{ name | uper }}',
  'deep.jinja': '{% include "parts/broken.j2" %}',
  'parts/broken.j2': 'a\n{{ 1 | batch }}{% if %}',
  'hello.prompty': '---\nname: hello\n---\nsystem:\nBe kind.\nuser:\n{{ question }}\n',
  'parts.prompt.json': `{ "messages": [{ "role": "user", "name": "Ann", "content": [
    { "type": "text", "text": "Look, {{ name }}:" }, { "type": "image_url", "image_url": { "url": "data:," } }] }] }`,
  'steers.prompt.json': '{ "messages": [{ "role": "user", "content": "a\\u001b[2Jb\\r\\nc" }] }',
  'link.prompt.json': '{ "messages": [{ "role": "user", "content": { "$file": "link.txt" } }] }',
  'up.prompt.json': '{ "messages": [{ "role": "user", "content": { "$file": "../secret.txt" } }] }',
};

describe('tunewright render', () => {
  const printed: [args: string[], stdout: string][] = [
    [
      ['ask.prompt.json', '--input', `text=It's "a=b" <&>\n`],
      `system:\nTranslate 2 times for Ann.\n\nuser:\nIt's "a=b" <&>\n\n`,
    ],
    [
      ['ask.prompt.json', '-i', 'text=a', '-i', 'times=1', '-i', 'text=b'],
      'system:\nTranslate 1 times for Ann.\n\nuser:\nb\n',
    ],
    [
      ['ask.prompt.json', '--inputs', '#long'],
      'system:\nTranslate 1 times for Ann.\n\nuser:\nGood morning\n',
    ],
    [
      ['ask.prompt.json', '--inputs', 'ask.inputs.json#short', '-i', 'user={"name":"Cy"}'],
      'system:\nTranslate 2 times for Cy.\n\nuser:\nHi\n',
    ],
    [['ask.prompt.json', '--inputs', 'one.json'], 'system:\nTranslate 2 times for Ann.\n\nuser:\none\n'],
    [
      ['ask.prompt.json', '--inputs', 'flat.json'],
      'system:\nTranslate 2 times for Bo.\n\nuser:\n{{ times }}\n',
    ],
    [['ask.prompt.json', '--inputs', 'odd#name.json'], 'system:\nTranslate 2 times for Ann.\n\nuser:\nodd\n'],
    [
      ['ask.prompt.json', '--allow-missing'],
      'system:\nTranslate 2 times for Ann.\n\nuser:\n[missing: text]\n',
    ],
    [
      ['ask.prompt.json', '-i', 'text=x', '-i', 'user={}', '--allow-missing'],
      'system:\nTranslate 2 times for [missing: user.name].\n\nuser:\nx\n',
    ],
    [['list.json'], 'user:\nplain\n'],
    [['lone.jinja', '-i', 'name=Ann', '-i', 'end=?'], 'user:\nHello Ann!?\n'],
    [['lone.minijinja', '-i', 'name=Ann'], 'user:\nHello Ann\n'],
    [['lone.minijinja', '--allow-missing'], 'user:\nHello [missing: name]\n'],
    [['hello.prompty', '-i', 'question=Why?'], 'system:\nBe kind.\n\nuser:\nWhy?\n'],
    [
      ['parts.prompt.json', '-i', 'name=Bo'],
      'user:\nLook, Bo:\n{"type":"image_url","image_url":{"url":"data:,"}}\n{"name":"Ann"}\n',
    ],
  ];
  for (const [args, stdout] of printed) {
    it(`prints ${args.join(' ')}`, async () => {
      const result = await withFolder(FILES, cwd => runCli(['render', ...args], { cwd }));
      assert.deepEqual([result.code, result.stdout], [0, stdout], result.stderr);
    });
  }

  it('prints the exact request as JSON', async () => {
    const args = ['render', 'ask.prompt.json', '-i', 'text="\\', '--output', 'json'];
    const { stdout } = await withFolder(FILES, cwd => runCli(args, { cwd }));
    assert.deepEqual(JSON.parse(stdout), {
      model: 'gpt-4.1-mini',
      temperature: 0,
      messages: [
        { role: 'system', content: 'Translate 2 times for Ann.' },
        { role: 'user', content: '"\\' },
      ],
    });
  });

  const refused: [args: string[], code: number, stderr: RegExp][] = [
    [['ask.prompt.json'], 1, /text {2}what to translate\n.*--input text=/],
    [['ask.prompt.json', '-i', 'text=x', '-i', 'user={}'], 1, /user\.name .*\n.*--inputs/],
    [['broken.jinja'], 1, /broken\.jinja:2:16 .*uper.*\n.*\n +\^{4}\n.*upper/],
    [['deep.jinja'], 1, /parts\/broken\.j2:2:\d+ /],
    [['ask.inputs.json'], 1, /no-messages/],
    [['link.prompt.json'], 1, /link\.prompt\.json:1:\d+ .*file-not-found/],
    [['up.prompt.json'], 1, /outside-workspace/],
    [['ask.prompt.json', '-i', 'times=many'], 2, /"many".*times/],
    [['ask.prompt.json', '-i', 'times=3'], 2, /times.*3/],
    [['ask.prompt.json', '-i', 'text'], 2, /--input name=value/],
    [['ask.prompt.json', '--inputs', 'ask.inputs.json'], 2, /#short, #long/],
    [['ask.prompt.json', '--inputs', '#shrt'], 2, /"short"/],
    [['ask.prompt.json', '--inputs', 'broken.json'], 2, /broken\.json:1:\d+/],
    [['ask.prompt.json', '--inputs', 'list.json'], 2, /list\.json/],
    [['ask.prompt.json', '--inputs', 'none.json'], 2, /none\.json/],
    [['ask.prompt.json', '--root', 'parts'], 2, /--root/],
    [['rows.jsonl'], 2, /rows\.jsonl/],
    [['none.prompt.json'], 2, /none\.prompt\.json/],
    [['parts'], 2, /parts/],
    [[], 2, /render FILE/],
  ];
  for (const [args, code, stderr] of refused) {
    it(`refuses ${args.join(' ') || 'nothing'}`, async () => {
      const result = await withFolder(FILES, async cwd => {
        await symlink('/etc/hosts', path.join(cwd, 'link.txt')).catch(() => {});
        return runCli(['render', ...args], { cwd });
      });
      assert.deepEqual([result.code, result.stdout], [code, ''], result.stderr);
      assert.match(result.stderr, stderr);
    });
  }

  it('names an input that the prompt does not have, and renders', async () => {
    const args = ['render', 'ask.prompt.json', '-i', 'text=x', '-i', 'tiems=1'];
    const { code, stderr } = await withFolder(FILES, cwd => runCli(args, { cwd }));
    assert.equal(code, 0);
    assert.match(stderr, /tiems[\s\S]*"times"/);
  });

  it('keeps what steers a terminal away from one, and nothing away from a file', async () => {
    await withFolder(FILES, async cwd => {
      const file = await runCli(['render', 'steers.prompt.json'], { cwd });
      const terminal = await runCli(['render', 'steers.prompt.json'], {
        cwd,
        columns: 80,
        env: { NO_COLOR: '1' },
      });
      assert.equal(file.stdout, 'user:\na\u001b[2Jb\r\nc\n');
      assert.equal(terminal.stdout, 'user:\na␛[2Jb\nc\n');
    });
  });

  it('reads files above a prompt only below a project, or the folder that is named', async () => {
    const files = {
      'texts/long.txt': 'long',
      'prompts/x.prompt.json':
        '{ "messages": [{ "role": "user", "content": { "$file": "../texts/long.txt" } }] }',
    };
    const run = (cwd: string, ...more: string[]) =>
      runCli(['render', path.join('prompts', 'x.prompt.json'), ...more], { cwd });
    await withFolder(files, async cwd => {
      assert.equal((await run(cwd)).code, 1);
      assert.equal((await run(cwd, '--root', '.')).stdout, 'user:\nlong\n');
    });
    await withFolder({ ...files, 'tunewright.jsonc': '{}' }, async cwd => {
      // The home folder is no project, whatever lies in it.
      assert.equal((await run(cwd)).code, 1);
      const elsewhere = path.join(cwd, 'home');
      const args = ['render', path.join('prompts', 'x.prompt.json')];
      assert.equal((await runCli(args, { cwd, home: elsewhere })).stdout, 'user:\nlong\n');
    });
  });
});
