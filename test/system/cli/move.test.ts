import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCli } from '../../support/cli.ts';
import { type Tree, withFolder } from '../../support/temporaryFolder.ts';

const example = (index: number, more: object = {}) =>
  `${JSON.stringify({
    messages: [
      { role: 'user', content: `How far is town ${index}?` },
      { role: 'assistant', content: `It is ${index + 1} miles.`, ...more },
    ],
  })}\n`;
const lines = (count: number, more?: object) =>
  Array.from({ length: count }, (_, index) => example(index, more)).join('');
const pair = (index: number) =>
  `${JSON.stringify({
    input: { messages: [{ role: 'user', content: `Town ${index}?` }] },
    preferred_output: [{ role: 'assistant', content: `${index} miles.` }],
    non_preferred_output: [{ role: 'assistant', content: 'Who knows.' }],
  })}\n`;

const tune = (changes: object = {}) =>
  JSON.stringify({
    ...{ connection: 'openai', model: 'gpt-4.1-mini-2025-04-14', training: 'train.jsonl' },
    ...{ hyperparameters: { n_epochs: 2 }, suffix: 'towns', ...changes },
  });

/** All files below a folder, by their paths with `/`. */
async function filesBelow(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: Record<string, string> = {};
  for (const entry of names.filter(one => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join('/');
    if (!name.startsWith('.tunewright')) found[name] = await readFile(file, 'utf8');
  }
  return found;
}

/** The model or tune of each variant. */
function variantsOf(text: string): [string | undefined, string | undefined][] {
  const { variants } = JSON.parse(text) as { variants: { model?: string; tune?: string }[] };
  return variants.map(({ model, tune: asked }) => [model, asked]);
}

/** Runs a move and returns what is new. What was there must be as it was. */
async function moveIn(tree: Tree, args: string) {
  return withFolder(tree, async cwd => {
    const result = await runCli(['move', ...args.split(' ')], { cwd });
    const files = await filesBelow(cwd);
    for (const [name, content] of Object.entries(tree)) assert.equal(files[name], content, name);
    for (const name of Object.keys(tree)) delete files[name];
    return { ...result, files };
  });
}

describe('tunewright move', function () {
  this.timeout(180_000);

  it('writes a tune beside, and no dataset where the old one fits', async () => {
    const { code, files, stderr } = await moveIn(
      { 'a.tune.json': tune(), 'train.jsonl': lines(12) },
      'a.tune.json --to together',
    );
    assert.equal(code, 0, stderr);
    assert.deepEqual(Object.keys(files), ['a-together.tune.json']);
    assert.deepEqual(JSON.parse(files['a-together.tune.json']!), {
      ...{ connection: 'together', model: 'Qwen/Qwen3-8B', training: 'train.jsonl' },
      ...{ hyperparameters: { n_epochs: 2 }, suffix: 'towns' },
    });
  });

  it('converts what the new place does not read, and mends what it can', async () => {
    const share = `${JSON.stringify({
      conversations: [
        { from: 'human', value: 'Hi' },
        { from: 'gpt', value: 'Hello' },
      ],
    })}\n`;
    const { code, files } = await moveIn(
      {
        'a.tune.json': tune({ training: 'data/s.jsonl', validation: 'v.jsonl' }),
        'data/s.jsonl': share,
        'v.jsonl': lines(3, { weight: true }),
      },
      'a.tune.json --to together',
    );
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(files).sort(), [
      'a-together.tune.json',
      'data/s-together.jsonl',
      'v-together.jsonl',
    ]);
    const moved = JSON.parse(files['a-together.tune.json']!) as Record<string, unknown>;
    assert.deepEqual([moved.training, moved.validation], ['data/s-together.jsonl', 'v-together.jsonl']);
    assert.ok((JSON.parse(files['data/s-together.jsonl']!) as { messages: unknown }).messages);
    assert.equal(files['v-together.jsonl'], lines(3, { weight: 1 }));
  });

  it('says what remains wrong there, and exits with 1', async () => {
    const bad = `${JSON.stringify({
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
        { role: 'assistant', content: 'c' },
      ],
    })}\n`;
    const { code, stdout } = await moveIn(
      { 'a.tune.json': tune(), 'train.jsonl': lines(12) + bad },
      'a.tune.json --to together',
    );
    assert.equal(code, 1);
    assert.match(stdout, /! line 13: .*chat\/consecutive-same-role/);
  });

  it('copies the comparison of the old model', async () => {
    const compare = JSON.stringify({
      variants: [{ name: 'tuned', model: 'ft:x', trainingFile: 'train.jsonl' }],
      cases: [{ dataset: 'valid.jsonl' }],
    });
    const { files } = await moveIn(
      {
        '.git/HEAD': '',
        'a.tune.json': tune(),
        'train.jsonl': lines(12),
        'valid.jsonl': lines(2),
        'b.compare.json': compare,
      },
      'a.tune.json --to together',
    );
    assert.deepEqual(variantsOf(files['b-together.compare.json']!), [
      ['ft:x', undefined],
      [undefined, './a-together.tune.json'],
    ]);
  });

  it('copies it for a trainer of one’s own as well, and says how its model is served', async () => {
    const compare = JSON.stringify({
      variants: [{ name: 'tuned', model: 'ft:x', trainingFile: 'train.jsonl' }],
      cases: [{ dataset: 'train.jsonl' }],
    });
    const tree = {
      '.git/HEAD': '',
      'a.tune.json': tune(),
      'train.jsonl': lines(12),
      'c/b.compare.json': compare,
    };
    const { files } = await moveIn(
      { ...tree, 'c/b.compare.json': compare.replaceAll('"train.jsonl', '"../train.jsonl') },
      'a.tune.json --to trl',
    );
    assert.deepEqual(variantsOf(files['c/b-trl.compare.json']!), [
      ['ft:x', undefined],
      ['towns', undefined],
    ]);
    assert.match(files['c/b-trl.compare.json']!, /"trainingFile": "\.\.\/a-trl\/train\.jsonl"/);
    assert.match(files['a-trl/README.md']!, /vllm serve .* --lora-modules towns=outputs\/towns/);
    const outside = await withFolder({}, out =>
      moveIn(tree, `a.tune.json --to trl --out ${out}`).then(moved => moved.files),
    );
    assert.ok(!outside['c/b-trl.compare.json']?.includes('a-trl/train.jsonl'));
  });

  it('writes nothing in a trial, and never over what is there', async () => {
    const tree = {
      'a.tune.json': tune(),
      'train.jsonl': lines(12),
      'a-together.tune.json': 'mine',
      'a-trl/x': 'mine',
    };
    const trial = await moveIn(tree, 'a.tune.json --to trl --dry-run --output json');
    assert.deepEqual([trial.code, trial.files], [0, {}]);
    const { plan } = JSON.parse(trial.stdout) as { plan: { to: { tool: string } } };
    assert.equal(plan.to.tool, 'trl');
    assert.deepEqual(Object.keys((await moveIn(tree, 'a.tune.json --to together')).files), [
      'a-together-2.tune.json',
    ]);
    const folders = Object.keys((await moveIn(tree, 'a.tune.json --to trl')).files);
    assert.ok(folders.every(name => name.startsWith('a-trl-2/')));
  });

  const trainers: [tool: string, tune: object, data: string, wanted: string[], first: object][] = [
    [
      'trl',
      {},
      lines(12),
      ['README.md', 'config.yaml', 'requirements.txt', 'train.jsonl', 'train.py'],
      {
        prompt: [{ role: 'user', content: 'How far is town 0?' }],
        completion: [{ role: 'assistant', content: 'It is 1 miles.' }],
      },
    ],
    [
      'axolotl',
      { method: 'dpo' },
      Array.from({ length: 12 }, (_, index) => pair(index)).join(''),
      ['README.md', 'config.yaml', 'train.jsonl'],
      {
        messages: [{ role: 'user', content: 'Town 0?' }],
        chosen: { role: 'assistant', content: '0 miles.' },
        rejected: { role: 'assistant', content: 'Who knows.' },
      },
    ],
    [
      'llamafactory',
      {},
      lines(12),
      ['README.md', 'dataset_info.json', 'train.jsonl', 'train.yaml'],
      {
        conversations: [
          { from: 'human', value: 'How far is town 0?' },
          { from: 'gpt', value: 'It is 1 miles.' },
        ],
      },
    ],
  ];
  for (const [tool, changes, data, wanted, first] of trainers) {
    it(`writes a ready folder for ${tool}`, async () => {
      const { code, files, stderr } = await moveIn(
        { 'a.tune.json': tune(changes), 'train.jsonl': data },
        `a.tune.json --to ${tool} --out out`,
      );
      assert.equal(code, 0, stderr);
      assert.deepEqual(
        Object.keys(files).sort(),
        wanted.map(name => `out/a-${tool}/${name}`),
      );
      const written = files[`out/a-${tool}/train.jsonl`]!.trimEnd().split('\n');
      assert.equal(written.length, 12);
      assert.deepEqual(JSON.parse(written[0]!), first);
    });
  }

  it('keeps what is learnt: answers with a weight of 0 stay unlearnt where the trainer can do so', async () => {
    const muted = `${JSON.stringify({
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b', weight: 0 },
        { role: 'user', content: 'c' },
        { role: 'assistant', content: 'd' },
      ],
    })}\n`.repeat(12);
    const tree = { 'a.tune.json': tune(), 'train.jsonl': muted };
    const trl = await moveIn(tree, 'a.tune.json --to trl');
    const { prompt, completion } = JSON.parse(trl.files['a-trl/train.jsonl']!.split('\n')[0]!) as Record<
      string,
      unknown[]
    >;
    assert.deepEqual([prompt!.length, completion!.length], [3, 1]);
    assert.ok(!trl.files['a-trl/config.yaml']!.includes('assistant_only_loss'));
    const axolotl = await moveIn(tree, 'a.tune.json --to axolotl');
    assert.match(axolotl.files['a-axolotl/config.yaml']!, /message_field_training: weight/);
    const factory = await moveIn(tree, 'a.tune.json --to llamafactory');
    assert.match(factory.files['a-llamafactory/train.yaml']!, /mask_history: true/);
  });

  it('learns every answer where every answer is to be learnt', async () => {
    const both = lines(12).replaceAll(
      ']}',
      ',{"role":"user","content":"And back?"},{"role":"assistant","content":"As far."}]}',
    );
    const { files } = await moveIn({ 'a.tune.json': tune(), 'train.jsonl': both }, 'a.tune.json --to trl');
    assert.match(files['a-trl/config.yaml']!, /assistant_only_loss: true/);
    assert.equal(files['a-trl/train.jsonl'], both);
  });

  const refusals: [what: string, args: string, tree: Tree, code: number][] = [
    ['no place', 'a.tune.json', {}, 2],
    ['a place that nobody knows', 'a.tune.json --to nowhere', {}, 2],
    ['a tune that is none', 'b.tune.json --to trl', { 'b.tune.json': '{' }, 2],
    ['a job that nobody knows', 'ftjob-x --to trl', {}, 2],
    [
      'a dataset that is gone',
      'a.tune.json --to trl',
      { 'a.tune.json': tune({ training: 'gone.jsonl' }) },
      2,
    ],
    ['a dataset of another kind', 'a.tune.json --to axolotl', { 'train.jsonl': '{"x":1}\n' }, 2],
  ];
  for (const [what, args, tree, wanted] of refusals) {
    it(`refuses ${what} with a remedy, and leaves nothing behind`, async () => {
      const { code, files, stderr } = await moveIn(
        { 'a.tune.json': tune(), 'train.jsonl': lines(3), ...tree },
        args,
      );
      assert.equal(code, wanted);
      assert.deepEqual(files, {});
      assert.match(stderr, /\n {2}\S/);
    });
  }

  it('moves a job, with the comparison of the model that it made', () =>
    withFolder(
      {
        '.git/HEAD': '',
        'a.tune.json': tune({ connection: 'sandbox', model: 'sandbox-base' }),
        'train.jsonl': lines(12),
      },
      async cwd => {
        const launched = await runCli(['tune', 'launch', 'a.tune.json', '--yes'], { cwd });
        assert.equal(launched.code, 0, launched.stderr);
        const model = launched.stdout.trim();
        const compare = { variants: [{ name: 'tuned', model }], cases: [{ dataset: 'train.jsonl' }] };
        await writeFile(path.join(cwd, 'c.compare.json'), JSON.stringify(compare));
        const listed = await runCli(['tune', 'list', '--output', 'json'], { cwd });
        const [job] = JSON.parse(listed.stdout) as { id: string }[];
        const moved = await runCli(['move', job!.id, '--to', 'together'], { cwd });
        assert.equal(moved.code, 0, moved.stderr);
        const files = await filesBelow(cwd);
        assert.ok(files['a-together.tune.json']);
        const copy = files['c-together.compare.json']!;
        assert.deepEqual(variantsOf(copy).at(-1), [undefined, './a-together.tune.json']);
        // The new tune has made nothing yet; the old one has.
        const early = await runCli(['compare', 'c-together.compare.json', '--estimate'], { cwd });
        assert.equal(early.code, 2);
        assert.match(early.stderr, /a-together\.tune\.json has made no model yet/);
        await writeFile(path.join(cwd, 'd.compare.json'), copy.replace('a-together.tune', 'a.tune'));
        const asked = await runCli(['compare', 'd.compare.json', '--output', 'json'], { cwd });
        assert.equal(asked.code, 0, asked.stderr);
      },
    ));
});
