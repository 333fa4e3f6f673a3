import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { runCli } from '../../support/cli.ts';
import { type Tree, withFolder } from '../../support/temporaryFolder.ts';

async function convert(tree: Tree, args: string) {
  return withFolder(tree, async cwd => {
    const before = Object.keys(tree);
    const result = await runCli(['convert', ...args.split(' ')], { cwd });
    const [made] = (await readdir(cwd)).filter(name => !before.includes(name));
    const text = made === undefined ? '' : await readFile(path.join(cwd, made), 'utf8');
    const values = text.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line) as unknown]));
    return { ...result, made, values };
  });
}

const chat = (user: string, assistant: string, system?: string) => ({
  messages: [
    ...(system === undefined ? [] : [{ role: 'system', content: system }]),
    { role: 'user', content: user },
    { role: 'assistant', content: assistant },
  ],
});

const parquet = (columns: Record<string, readonly unknown[]>): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: Object.entries(columns).map(([name, data]) => ({ name, data: [...data] })),
    }),
  );

describe('tunewright convert, from tables', () => {
  const table: [what: string, tree: Tree, args: string, values: unknown[], code?: number][] = [
    [
      'guesses what columns mean',
      { 'a.csv': 'Question,Reply\nHow?,"So, then."\n"Two\nlines",Yes\n' },
      'a.csv --to openai-sft',
      [chat('How?', 'So, then.'), chat('Two\nlines', 'Yes')],
    ],
    [
      'is told what they mean',
      { 'a.tsv': 'x\ty\tz\nBe brief.\tHow?\tSo.\n' },
      'a.tsv --to openai-sft --columns system=x,prompt=y,answer=z',
      [chat('How?', 'So.', 'Be brief.')],
    ],
    [
      'makes pairs of two answers',
      { 'a.csv': 'prompt,better,worse\nHow?,So.,No.\n' },
      'a.csv --to openai-dpo --columns prompt=prompt,answer=better,rejected=worse',
      [
        {
          input: { messages: [{ role: 'user', content: 'How?' }] },
          preferred_output: [{ role: 'assistant', content: 'So.' }],
          non_preferred_output: [{ role: 'assistant', content: 'No.' }],
        },
      ],
    ],
    [
      'takes the columns of a format as they are',
      { 'a.csv': 'instruction,input,output\nAdd.,1 and 2,3\n' },
      'a.csv --to openai-sft',
      [chat('Add.\n1 and 2', '3')],
    ],
    [
      'reads JSON in cells',
      {
        'a.csv':
          'messages\n"[{""role"":""user"",""content"":""Hi""},{""role"":""assistant"",""content"":""Yo""}]"\n',
      },
      'a.csv --to openai-sft',
      [chat('Hi', 'Yo')],
    ],
    [
      'lists columns that the format cannot hold',
      { 'a.csv': 'id,question,answer\n7,How?,So.\n' },
      'a.csv --to openai-sft',
      [chat('How?', 'So.')],
      1,
    ],
    [
      'keeps other columns where they can stay',
      { 'a.csv': 'id,question,answer\n7,How?,So.\n' },
      'a.csv --to trl-conversational-pc',
      [
        {
          prompt: [{ role: 'user', content: 'How?' }],
          completion: [{ role: 'assistant', content: 'So.' }],
          id: '7',
        },
      ],
    ],
    [
      'reads semicolons, UTF-16 and a byte order mark',
      { 'a.csv': new Uint8Array(Buffer.from('\uFEFFfrage;question;answer\na;Wie?;Só.\n', 'utf16le')) },
      'a.csv --to openai-sft --columns prompt=question,answer=answer',
      [chat('Wie?', 'Só.')],
      1,
    ],
    [
      'leaves out broken rows and says so',
      { 'a.csv': 'question,answer\nHow?,So.\na,b,c\n' },
      'a.csv --to openai-sft',
      [chat('How?', 'So.')],
      1,
    ],
    [
      'reads Parquet',
      { 'a.parquet': parquet({ question: ['How?', 'Why?'], answer: ['So.', 'Because.'] }) },
      'a.parquet --to openai-sft',
      [chat('How?', 'So.'), chat('Why?', 'Because.')],
    ],
    [
      'reads conversations in Parquet, without what is null in them',
      {
        'a.parquet': parquet({
          messages: [
            [
              { role: 'user', content: 'Hi' },
              { role: 'assistant', content: 'Yo', tool_calls: null },
            ],
          ],
        }),
      },
      'a.parquet --to openai-sft',
      [chat('Hi', 'Yo')],
    ],
    [
      'keeps long numbers of Parquet',
      { 'a.parquet': parquet({ prompt: ['How?'], completion: ['So.'], id: [12345678901234567n] }) },
      'a.parquet --to trl-conversational-pc',
      [
        {
          prompt: [{ role: 'user', content: 'How?' }],
          completion: [{ role: 'assistant', content: 'So.' }],
          // The test reads it as a double; that the digits stay is tested with `stringifyExactly`.
          id: 12345678901234567n as unknown,
        },
      ],
    ],
  ];
  for (const [what, tree, args, values, code = 0] of table) {
    it(what, async () => {
      const result = await convert(tree, args);
      assert.equal(result.code, code, result.stderr);
      assert.deepEqual(JSON.parse(JSON.stringify(result.values)), JSON.parse(plain(values)));
    });
  }

  const broken: [what: string, tree: Tree, args: string][] = [
    [
      'a quotation mark that is never closed',
      { 'a.csv': 'question,answer\n"How?,So.\n' },
      'a.csv --to openai-sft',
    ],
    ['an empty file', { 'a.csv': '' }, 'a.csv --to openai-sft'],
    [
      'bytes that are no text',
      { 'a.csv': Uint8Array.of(0x61, 0x2c, 0xff, 0xfe, 0x80) },
      'a.csv --to openai-sft',
    ],
    ['columns that nobody understands', { 'a.csv': 'x,y\n1,2\n' }, 'a.csv --to openai-sft'],
    [
      'a column that is not there',
      { 'a.csv': 'x,y\n1,2\n' },
      'a.csv --to openai-sft --columns prompt=x,answer=z',
    ],
    ['columns of what is no table', { 'a.jsonl': '{}\n' }, 'a.jsonl --to openai-sft --columns prompt=x'],
    ['pairs that say nothing', { 'a.csv': 'x,y\n1,2\n' }, 'a.csv --to openai-sft --columns question'],
    ['Parquet that is none', { 'a.parquet': 'PAR1 and then nothing PAR1' }, 'a.parquet --to openai-sft'],
    ['an empty Parquet file', { 'a.parquet': '' }, 'a.parquet --to openai-sft'],
  ];
  for (const [what, tree, args] of broken) {
    it(`refuses ${what}, with a remedy`, async () => {
      const { code, stderr, made } = await convert(tree, args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, /\n {2}\S/);
      assert.doesNotMatch(stderr, /report it/);
      assert.equal(made, undefined);
    });
  }
});

function plain(values: unknown[]): string {
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
}
