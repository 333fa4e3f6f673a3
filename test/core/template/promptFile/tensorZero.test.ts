import assert from 'node:assert/strict';
import { readTensorZero } from '../../../../src/core/template/promptFile/tensorZero.ts';
import { analyseHandlers } from '../../../../src/worker/analyseHandlers.ts';
import { toPromptJson } from '../../../../src/core/template/promptFile/toPromptJson.ts';

const TOML = `
[functions.judge]
type = "json"
user_schema = "functions/judge/user_schema.json"
output_schema = "functions/judge/output_schema.json"

[functions.judge.variants.first]
type = "chat_completion"
model = "openai::gpt-4o-mini"
system_template = "functions/judge/first/system.minijinja"
user_template = "functions/judge/first/user.minijinja"
temperature = 0.2
stop_sequences = ["END"]
json_mode = "strict"

[functions.judge.variants.best]
type = "experimental_best_of_n_sampling"

[functions.write.variants.only]
model = "m"
templates.user.path = "../outside.minijinja"
`;
const SCHEMA = '{ "type": "object", "properties": { "text": { "type": "string", "description": "what" } } }';
const FILES = {
  'tz/functions/judge/user_schema.json': SCHEMA,
  'tz/functions/judge/output_schema.json': '{ "type": "object" }',
  'tz/functions/judge/first/system.minijinja': 'You judge.',
  'tz/functions/judge/first/user.minijinja': '{{ text }}',
};

describe('TensorZero functions', () => {
  it('name the files that they want', () => {
    const { wanted, problems } = readTensorZero('tz/tensorzero.toml', TOML, {});
    assert.deepEqual([wanted.sort(), problems], [[...Object.keys(FILES), 'outside.minijinja'].sort(), []]);
  });

  it('become prompts, one per chat variant', () => {
    const { variants } = readTensorZero('tz/tensorzero.toml', TOML, FILES);
    assert.deepEqual(
      variants.map(each => `${each.function} ${each.variant}`),
      ['judge first', 'write only'],
    );
    const { prompt } = variants[0]!;
    assert.deepEqual(prompt.request, {
      model: 'gpt-4o-mini',
      temperature: 0.2,
      stop: ['END'],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'output', strict: true, schema: { type: 'object' } },
      },
      messages: [
        { role: 'system', content: 'You judge.' },
        { role: 'user', content: '{{ text }}' },
      ],
    });
    assert.deepEqual(
      prompt.slots.map(slot => [slot.dialect, slot.file]),
      [
        ['minijinja', 'tz/functions/judge/first/system.minijinja'],
        ['minijinja', 'tz/functions/judge/first/user.minijinja'],
      ],
    );
    const [{ place, ...input }] = prompt.inputs as [(typeof prompt.inputs)[number]];
    assert.deepEqual(input, { name: 'text', type: 'string', description: 'what' });
    assert.equal(SCHEMA.slice(place.start, place.end), 'text');
  });

  it('are imported with references to their templates', () => {
    const { prompt } = readTensorZero('tz/tensorzero.toml', TOML, FILES).variants[0]!;
    const { name, text } = toPromptJson(prompt, 'prompts');
    assert.equal(name, 'judge-first.prompt.json');
    const { messages } = JSON.parse(text) as { messages: { content: unknown }[] };
    assert.deepEqual(messages[1]!.content, { $file: '../tz/functions/judge/first/user.minijinja' });
  });

  it('say where the configuration is broken', () => {
    const text = 'a = 1\nb = [\n';
    const { problems, variants } = readTensorZero('tensorzero.toml', text, {});
    assert.deepEqual([variants, problems.map(problem => problem.code)], [[], ['syntax']]);
  });

  describe('are judged against their schema', () => {
    const toml = `[functions.greet]
type = "chat"
system_schema = "schema.json"
[functions.greet.variants.short]
type = "chat_completion"
model = "m"
system_template = "short.minijinja"
[functions.greet.variants.long]
type = "chat_completion"
model = "m"
system_template = "long.minijinja"
assistant_template = "none.minijinja"
`;
    const schema =
      '{"properties":{"name":{"type":"string","description":"Whom"}},"required":["name"],"x":"name"}';
    const files = {
      'schema.json': schema,
      'short.minijinja': 'Hi {{ name }}, {{ nmae }}.',
      'long.minijinja': '{% if name %}Dear {{ name }}{% endif',
    };
    const source = { path: 'tensorzero.toml', text: toml, files };
    const handlers = analyseHandlers();
    const told = { signal: new AbortController().signal, progress() {} };
    const textAt = ({ file, start, end }: { file?: string; start: number; end: number }) =>
      (file === undefined ? toml : files[file as keyof typeof files]).slice(start, end);
    const found = async (variant: string) => {
      const findings = await handlers.diagnose({ ...source, variant, known: [] }, told);
      return findings.map(finding => [finding.code, finding.file, textAt(finding)]);
    };

    it('with what is missing, misspelt and unclosed', async () => {
      assert.deepEqual(await found('greet/short'), [['undefined-variable', 'short.minijinja', 'nmae']]);
      const long = await found('greet/long');
      assert.deepEqual(long[0], ['file-not-found', undefined, 'none.minijinja']);
      assert.ok(long.some(([code, file]) => code === 'unclosed-delimiter' && file === 'long.minijinja'));
    });

    it('and complete, explain and rename its names in all variants', async () => {
      const at = { ...source, variant: 'greet/short', file: 'short.minijinja', offset: 7 };
      const completed = await handlers.complete({ ...at, values: {} }, told);
      const name = completed?.items.find(({ label }) => label === 'name');
      assert.deepEqual(name, { label: 'name', kind: 'input', detail: 'Whom' });
      const thing = await handlers.thing(at, told);
      assert.deepEqual(thing?.definitions, [{ file: 'schema.json', start: 16, end: 20 }]);
      const edits = await handlers.rename({ ...at, newName: 'guest', fixtures: {} }, told);
      assert.ok(Array.isArray(edits));
      assert.deepEqual(
        edits.map(edit => [edit.file, textAt(edit)]),
        [
          ['schema.json', 'name'],
          ['schema.json', 'name'],
          ['short.minijinja', 'name'],
          ['long.minijinja', 'name'],
          ['long.minijinja', 'name'],
        ],
      );
    });
  });
});
