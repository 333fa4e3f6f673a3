import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { loadPromptFile } from '../../../../src/core/template/promptFile/loadPromptFile.ts';
import { parsePromptFile } from '../../../../src/core/template/promptFile/parsePromptFile.ts';
import { promptFileSchema } from '../../../../src/core/template/promptFile/schema.ts';

const FULL = `// A judge.
{
  "$schema": "x",
  "name": "judge",
  "description": "yes or no",
  "connection": "mine",
  "inputs": {
    "topic": { "type": "string", "description": "what", "default": "cats", "example": "dogs" },
    "n": { "type": "integer", "enum": [1, 2] },
    "rubric": { "default": { "$file": "rubric.md" } },
  },
  "model": "gpt-4o-mini",
  "temperature": 0,
  "stop": ["{{ topic }}:"],
  "response_format": { "type": "json_schema", "json_schema": { "name": "v", "schema": { "$file": "v.json" } } },
  "expect": "jsonl",
  "messages": [
    { "role": "system", "content": { "$file": "system.jinja" } },
    { "role": "user", "content": [
      { "type": "text", "text": "About {{ topic }}" },
      { "type": "image_url", "image_url": { "url": "https://example.com/{{ n }}.png" } }
    ] },
    { "role": "user", "content": "plain" }
  ]
}
`;
const FILES = {
  'p/rubric.md': 'Be {{ fair }}',
  'p/v.json': '{ "type": "object" } // schema',
  'p/system.jinja': 'You judge {{ topic }}.',
};

describe('reading prompt files', () => {
  const file = parsePromptFile({ path: 'p/judge.prompt.json', text: FULL, files: FILES });

  it('keeps what is about the file out of the request', () => {
    assert.deepEqual(Object.keys(file.request), [
      'model',
      'temperature',
      'stop',
      'response_format',
      'messages',
    ]);
    assert.deepEqual(
      [file.name, file.description, file.connection, file.expect],
      ['judge', 'yes or no', 'mine', 'jsonl'],
    );
    assert.deepEqual(file.problems, []);
  });

  it('reads declarations, with texts from files', () => {
    const inputs = file.inputs.map(({ place: { start, end }, ...rest }) => [FULL.slice(start, end), rest]);
    assert.deepEqual(inputs, [
      ['topic', { name: 'topic', type: 'string', description: 'what', default: 'cats', example: 'dogs' }],
      ['n', { name: 'n', type: 'integer', enum: [1, 2] }],
      ['rubric', { name: 'rubric', default: 'Be {{ fair }}' }],
    ]);
  });

  it('finds each text that is rendered, with its place', () => {
    const slots = file.slots.map(slot => [
      slot.path.join('.'),
      slot.dialect,
      slot.message,
      FULL.slice(slot.place.start, slot.place.end),
    ]);
    assert.deepEqual(slots, [
      ['stop.0', 'nunjucks', undefined, '"{{ topic }}:"'],
      ['messages.0.content', 'nunjucks', 0, '{ "$file": "system.jinja" }'],
      ['messages.1.content.0.text', 'nunjucks', 1, '"About {{ topic }}"'],
      ['messages.1.content.1.image_url.url', 'nunjucks', 1, '"https://example.com/{{ n }}.png"'],
      ['messages.2.content', 'nunjucks', 2, '"plain"'],
    ]);
    assert.equal(file.slots[1]!.file, 'p/system.jinja');
  });

  it('puts values of JSON files in', () => {
    const format = file.request.response_format as { json_schema: { schema: unknown } };
    assert.deepEqual(format.json_schema.schema, { type: 'object' });
  });

  it('survives any JSON', () => {
    for (const text of [
      '',
      '1',
      '"x"',
      'null',
      '[]',
      '[1, null]',
      '{"messages": 1}',
      '{"messages": [1, [2]]}',
      '{"inputs": [1], "choices": {}, "messages": [{"role": 1, "content": {"$file": 1}}]}',
      '{"__proto__": {"a": "{{ b }}"}, "messages": []}',
      '['.repeat(100_000),
    ]) {
      const read = parsePromptFile({ path: 'a.json', text });
      assert.equal(read.kind, 'json');
      assert.equal((read.request as { a?: unknown }).a, undefined);
    }
  });

  it('loads what it refers to and what that includes', async () => {
    const workspace: Record<string, string> = {
      'p/a.jinja': '{% include "parts/b.jinja" %}{% from "shared.njk" import m %}',
      'p/parts/b.jinja': '{% include "./c.jinja" %}{% include "../../../etc/passwd" %}',
      'p/parts/c.jinja': 'c',
      'shared.njk': '{% macro m() %}{% endmacro %}',
    };
    const asked: string[] = [];
    const text = '{ "messages": [{ "role": "user", "content": { "$file": "a.jinja" } }] }';
    const loaded = await loadPromptFile({ path: 'p/x.prompt.json', text }, async path => {
      asked.push(path);
      return workspace[path];
    });
    assert.deepEqual(Object.keys(loaded.files).sort(), Object.keys(workspace).sort());
    assert.equal(asked.length, new Set(asked).size);
    assert.ok(asked.every(path => !path.includes('..') && !path.includes('etc')));
  });
});

describe('the schema of prompt files', () => {
  const validate = new Ajv({ strict: false }).compile(promptFileSchema());
  const messages = [{ role: 'user', content: 'x' }];

  const CASES: [what: string, value: object, valid: boolean][] = [
    ['the least', { messages }, true],
    ['everything', JSON.parse(FULL.replace(/^\/\/.*\n/, '').replace('},\n  },', '}\n  },')), true],
    ['parameters that it does not know', { messages, logprobs: true }, true],
    ['a reference', { messages: [{ role: 'user', content: { $file: 'a.jinja' } }] }, true],
    ['no messages', { model: 'm' }, false],
    ['a bad temperature', { messages, temperature: 3 }, false],
    ['a bad type of an input', { messages, inputs: { a: { type: 'text' } } }, false],
    ['an unknown key of an input', { messages, inputs: { a: { descripton: 'x' } } }, false],
    ['a choice without file', { messages, choices: [{ name: 'a' }] }, false],
    ['choices', { messages, choices: [{ name: 'a', file: 'a.prompt.json' }] }, true],
    ['another expectation', { messages, expect: 'xml' }, false],
  ];
  for (const [what, value, valid] of CASES) {
    it(`${valid ? 'accepts' : 'refuses'} ${what}`, () =>
      assert.equal(validate(value), valid, JSON.stringify(validate.errors)));
  }

  it('is draft 7 and describes every property', () => {
    const schema = promptFileSchema() as {
      $schema: string;
      properties: Record<string, { description?: string }>;
    };
    assert.match(schema.$schema, /draft-07/);
    const bare = Object.entries(schema.properties).filter(([, property]) => !property.description);
    assert.deepEqual(
      bare.map(([name]) => name),
      ['$schema', 'tool_choice'],
    );
  });
});
