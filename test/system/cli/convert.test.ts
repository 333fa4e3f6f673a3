import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runCli } from '../../support/cli.ts';
import { type Tree, withFolder } from '../../support/temporaryFolder.ts';

const CHAT =
  '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}\n';
const SHARE =
  '{"conversations":[{"from":"system","value":"Be brief."},{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello"}]}\n';
const DPO =
  '{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"a"}],"non_preferred_output":[{"role":"assistant","content":"b"}]}\n';

async function convertIn(tree: Tree, args: string[]) {
  return withFolder(tree, async cwd => {
    const result = await runCli(['convert', ...args], { cwd });
    const files: Record<string, string> = {};
    for (const name of await readdir(cwd)) files[name] = await readFile(path.join(cwd, name), 'utf8');
    for (const [name, content] of Object.entries(tree)) assert.equal(files[name], content);
    return { ...result, files };
  });
}

describe('tunewright convert', () => {
  const table: [what: string, tree: Tree, args: string[], file: string, content: string | undefined][] = [
    [
      'writes another format',
      { 'a.jsonl': CHAT },
      ['a.jsonl', '--to', 'sharegpt'],
      'a_sharegpt.jsonl',
      SHARE,
    ],
    ['and back', { 'a.jsonl': SHARE }, ['a.jsonl', '--to', 'openai-sft'], 'a_openai-sft.jsonl', CHAT],
    [
      'knows the formats of consumers',
      { 'a.jsonl': CHAT },
      ['a.jsonl', '--to', 'llamafactory'],
      'a_sharegpt.jsonl',
      SHARE,
    ],
    [
      'knows them by what examples hold',
      { 'a.jsonl': DPO },
      ['a.jsonl', '--to', 'trl'],
      'a_trl-preference.jsonl',
      undefined,
    ],
    [
      'reads a JSON array',
      { 'a.json': `[\n${CHAT},${CHAT}]` },
      ['a.json', '--to', 'sharegpt'],
      'a_sharegpt.jsonl',
      SHARE + SHARE,
    ],
    [
      'takes a free name',
      { 'a.jsonl': CHAT, 'a_sharegpt.jsonl': 'mine' },
      ['a.jsonl', '--to', 'sharegpt'],
      'a_sharegpt (1).jsonl',
      SHARE,
    ],
  ];
  for (const [what, tree, args, file, content] of table) {
    it(what, async () => {
      const { code, files, stderr } = await convertIn(tree, args);
      assert.equal(code, 0, stderr);
      assert.deepEqual(Object.keys(files).sort(), [...Object.keys(tree), file].sort());
      if (content !== undefined) assert.equal(files[file], content);
    });
  }

  it('says what is lost, and where', async () => {
    const { code, stdout } = await convertIn({ 'a.jsonl': CHAT + DPO }, [
      ...['a.jsonl', '--from', 'openai-sft', '--to', 'prompt-completion', '--output', 'json'],
    ]);
    assert.equal(code, 1);
    const { file, written, lost, refused } = JSON.parse(stdout);
    assert.deepEqual([file, written], ['a_prompt-completion.jsonl', 1]);
    assert.deepEqual(lost, [{ kind: 'system-text', examples: 1, lines: [1] }]);
    assert.deepEqual(refused, [{ kind: 'no-messages', examples: 1, lines: [2] }]);
  });

  it('writes nothing when it may lose nothing', async () => {
    const tree = { 'a.jsonl': CHAT };
    const { code, files } = await convertIn(tree, ['a.jsonl', '--to', 'prompt-completion', '--strict']);
    assert.equal(code, 1);
    assert.deepEqual(Object.keys(files), ['a.jsonl']);
  });

  const failures: [what: string, tree: Tree, args: string[]][] = [
    ['without a format', { 'a.jsonl': CHAT }, ['a.jsonl']],
    ['with a format that cannot be written', { 'a.jsonl': CHAT }, ['a.jsonl', '--to', 'pretokenized']],
    ['with a consumer that has no format for it', { 'a.jsonl': DPO }, ['a.jsonl', '--to', 'bedrock-llama']],
    ['with nothing that could be written', { 'a.jsonl': CHAT }, ['a.jsonl', '--to', 'openai-dpo']],
    ['with an empty file', { 'a.jsonl': '' }, ['a.jsonl', '--to', 'sharegpt']],
    ['with a missing file', {}, ['a.jsonl', '--to', 'sharegpt']],
  ];
  for (const [what, tree, args] of failures) {
    it(`cannot run ${what}, and leaves nothing behind`, async () => {
      const { code, stdout, stderr, files } = await convertIn(tree, args);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.notEqual(stderr, '');
      assert.deepEqual(Object.keys(files), Object.keys(tree));
    });
  }
});
