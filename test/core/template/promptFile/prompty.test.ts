import assert from 'node:assert/strict';
import { analysePrompt } from '../../../../src/core/template/promptFile/analysePrompt.ts';
import { diagnosePrompt } from '../../../../src/core/template/promptFile/diagnosePrompt.ts';
import { parsePromptFile } from '../../../../src/core/template/promptFile/parsePromptFile.ts';
import { parsePrompty } from '../../../../src/core/template/promptFile/prompty.ts';
import { toPromptJson } from '../../../../src/core/template/promptFile/toPromptJson.ts';

const SECOND = `---
name: weather
description: Tells the weather
model:
  id: gpt-4o
  connection: { kind: key, apiKey: "\${env:KEY}" }
  options:
    temperature: 0.7
    maxOutputTokens: 100
    additionalProperties: { user: me }
inputs:
  - name: city
    kind: string
    default: Paris
  - name: "days"
    kind: integer
    description: how many
tools:
  - name: get_weather
    kind: function
    description: d
    parameters:
      - name: city
        kind: string
        required: true
      - name: unit
        kind: string
        enumValues: [c, f]
  - name: files
    kind: mcp
outputs:
  - { name: degrees, kind: float }
template: { format: { kind: jinja2 } }
---
system:
You know {{ city }}.

# Rules
Be brief.

user:
For {{ days }} days?

assistant:
  Sure
`;

const FIRST = `---
name: old
model:
  api: chat
  configuration:
    type: azure_openai
    azure_deployment: my-gpt
  parameters:
    max_tokens: 5
inputs:
  topic:
    type: string
sample:
  topic: cats
  name: Ada
---
Hello {{name}}, about {{topic}}
# user:
Go {{ on }}
`;

describe('.prompty files', () => {
  it('of version 2 become requests', () => {
    const file = parsePrompty({ path: 'w.prompty', text: SECOND });
    assert.deepEqual(file.problems, []);
    assert.deepEqual(file.request, {
      model: 'gpt-4o',
      temperature: 0.7,
      max_completion_tokens: 100,
      user: 'me',
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_weather',
            description: 'd',
            parameters: {
              type: 'object',
              properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['c', 'f'] } },
              required: ['city'],
              additionalProperties: false,
            },
          },
        },
      ],
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'output',
          strict: true,
          schema: {
            type: 'object',
            properties: { degrees: { type: 'number' } },
            required: ['degrees'],
            additionalProperties: false,
          },
        },
      },
      messages: [
        { role: 'system', content: 'You know {{ city }}.\n\n# Rules\nBe brief.' },
        { role: 'user', content: 'For {{ days }} days?' },
        { role: 'assistant', content: 'Sure' },
      ],
    });
  });

  it('declare their inputs, with places', () => {
    const second = parsePrompty({ path: 'w.prompty', text: SECOND });
    const places = second.inputs.map(({ place, ...rest }) => [SECOND.slice(place.start, place.end), rest]);
    assert.deepEqual(places, [
      ['city', { name: 'city', type: 'string', default: 'Paris' }],
      ['"days"', { name: 'days', type: 'integer', description: 'how many' }],
    ]);
    const first = parsePrompty({ path: 'o.prompty', text: FIRST });
    assert.deepEqual(
      first.inputs.map(({ place, ...rest }) => [FIRST.slice(place.start, place.end), rest]),
      [
        ['topic', { name: 'topic', type: 'string', example: 'cats' }],
        ['name', { name: 'name', example: 'Ada' }],
      ],
    );
  });

  it('of version 1 become requests', () => {
    const { request } = parsePrompty({ path: 'o.prompty', text: FIRST });
    assert.deepEqual(request, {
      model: 'my-gpt',
      max_tokens: 5,
      messages: [
        { role: 'system', content: 'Hello {{name}}, about {{topic}}' },
        { role: 'user', content: 'Go {{ on }}' },
      ],
    });
  });

  it('have diagnostics at their places', () => {
    const file = parsePrompty({ path: 'o.prompty', text: FIRST });
    const found = diagnosePrompt(file, analysePrompt(file)).map(
      ({ code, start, end }) => `${code}: ${FIRST.slice(start, end)}`,
    );
    assert.deepEqual(found, ['undefined-variable: on']);
  });

  it('are read however broken', () => {
    for (const text of [
      '',
      '---',
      '---\na: [',
      '---\na: b\n---',
      'user:\n',
      'just text',
      '---\ntemplate: mustache\n---\nuser:\nx',
      '---\n- 1\n---\nsystem:\nuser:\n',
    ]) {
      assert.equal(parsePrompty({ path: 'x.prompty', text }).kind, 'prompty');
    }
    assert.deepEqual(
      parsePrompty({ path: 'x.prompty', text: '---\na: [\n---\nuser:\nx' }).problems.map(
        problem => problem.code,
      ),
      ['syntax'],
    );
    assert.deepEqual(
      parsePrompty({ path: 'x.prompty', text: '---\ntemplate: mustache\n---\nuser:\nx' }).problems.map(
        problem => problem.code,
      ),
      ['not-supported'],
    );
  });

  it('can be written as prompt files', () => {
    const file = parsePrompty({ path: 'w.prompty', text: SECOND });
    const { name, text } = toPromptJson(file, '');
    assert.equal(name, 'weather.prompt.json');
    const again = parsePromptFile({ path: name, text });
    assert.deepEqual(again.request, file.request);
    assert.deepEqual(
      again.inputs.map(input => [input.name, input.type, input.default]),
      [
        ['city', 'string', 'Paris'],
        ['days', 'integer', undefined],
      ],
    );
  });
});
