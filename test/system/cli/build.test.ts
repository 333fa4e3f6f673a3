import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runCli } from '../../support/cli.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const FILES = {
  'tunewright.jsonc': '{}',
  'rubric.txt': 'Likes the sea.',
  'judge.prompt.json': JSON.stringify({
    inputs: { rubric: { default: { $file: 'rubric.txt' } } },
    messages: [
      { role: 'system', content: 'Judge. {{ rubric }}' },
      { role: 'user', content: '{{ title }}' },
    ],
  }),
  'prefer.prompt.json': JSON.stringify({
    messages: [{ role: 'user', content: 'A: {{ title_a }}\nB: {{ title_b }}' }],
  }),
  'titles.csv': 'Title,is_favorite\nSea,true\nLand,false\nSand,\n',
  'pairs.json': JSON.stringify([
    { title_a: 'Sea', title_b: 'Land', preferred: 'Sea' },
    { title_a: 'Mud', title_b: 'Bay', preferred: 'B' },
  ]),
  'script.txt': 'Ada: Who is there?\nBo: Me.\nAda: Come in.\n',
};

describe('tunewright build', () => {
  const build = (
    line: string,
    test: (result: Awaited<ReturnType<typeof runCli>>, cwd: string) => Promise<void>,
  ) => withFolder(FILES, async cwd => test(await runCli(['build', ...line.split(' ')], { cwd }), cwd));
  const lines = async (cwd: string, name: string) =>
    (await readFile(path.join(cwd, name), 'utf8'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));

  it('makes examples of labels, with the rubric from a file, and keeps their variables', () =>
    build('titles.csv -t judge.prompt.json --answer is_favorite', async ({ code, stdout, stderr }, cwd) => {
      assert.deepEqual([code, stdout], [1, 'titles_sft.jsonl\n'], stderr);
      assert.match(stderr, /row 3: It has no answer/);
      const [first, second] = await lines(cwd, 'titles_sft.jsonl');
      assert.deepEqual(first.messages, [
        { role: 'system', content: 'Judge. Likes the sea.' },
        { role: 'user', content: 'Sea' },
        { role: 'assistant', content: 'true' },
      ]);
      assert.equal(second.messages[2].content, 'false');
      const stored = await lines(cwd, 'titles_sft.variables.jsonl');
      assert.deepEqual(
        stored.map(({ template, variables }) => [template, variables.title]),
        [
          ['judge.prompt.json', 'Sea'],
          ['judge.prompt.json', 'Land'],
        ],
      );
    }));

  it('makes preferences out of pairs', () =>
    build(
      'pairs.json -t prefer.prompt.json --answer preferred --method dpo',
      async ({ code, stderr }, cwd) => {
        assert.equal(code, 0, stderr);
        const all = await lines(cwd, 'pairs_dpo.jsonl');
        assert.deepEqual(
          all.map(one => [one.preferred_output[0].content, one.non_preferred_output[0].content]),
          [
            ['A', 'B'],
            ['B', 'A'],
          ],
        );
      },
    ));

  it('makes pairs of a dialogue, which are sound examples', () =>
    build('script.txt --character ada --system Hello --out voice.jsonl', async ({ code, stdout }, cwd) => {
      assert.deepEqual([code, stdout], [0, 'voice.jsonl\n']);
      const [only] = await lines(cwd, 'voice.jsonl');
      assert.deepEqual(
        only.messages.map(({ content }: { content: string }) => content),
        ['Hello', 'Me.', 'Come in.'],
      );
    }));

  const refused: [line: string, stderr: RegExp][] = [
    ['titles.csv', /template or a character/],
    ['titles.csv -t judge.prompt.json --answer is_favourite', /no column "is_favourite"[\s\S]*is_favorite/],
    ['titles.csv -t judge.prompt.json', /No example could be made/],
    ['script.txt --character Cy', /Nobody in script\.txt is called Cy/],
    ['rubric.txt --character Ada', /no lines such as/],
  ];
  for (const [line, stderr] of refused) {
    it(`refuses ${line}`, () =>
      build(line, async result => {
        assert.equal(result.code, 2);
        assert.match(result.stderr, stderr);
      }));
  }
});
