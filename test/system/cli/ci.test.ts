import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { exampleHash } from '../../../src/core/lint/suppressions.ts';
import { runCli } from '../../support/cli.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const line = (content: string, answer = 'Hello') =>
  JSON.stringify({
    messages: [
      { role: 'user', content },
      { role: 'assistant', content: answer },
    ],
  });
const tooled = JSON.stringify({
  messages: [
    { role: 'user', content: 'Time?' },
    {
      role: 'assistant',
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'time', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'a', content: '9:30' },
    { role: 'assistant', content: 'Half past nine.' },
  ],
  tools: [{ type: 'function', function: { name: 'time', description: 'Tells it.' } }],
});
const many = (prefix: string) =>
  Array.from({ length: 12 }, (_, index) => line(`${prefix} ${index}`, `It is ${index}`));
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`;

interface JsonFinding {
  file: string;
  line: number;
  rule: string;
  severity: string;
  message: string;
  verdicts?: { target: string; severity: string }[];
  related?: { file: string; line: number }[];
}

async function lintJson(cwd: string, ...rest: string[]): Promise<JsonFinding[]> {
  const { stdout, stderr } = await runCli(['lint', ...rest, '--output', 'json'], { cwd });
  assert.equal(stderr, '');
  return JSON.parse(stdout) as JsonFinding[];
}

const rulesOf = (findings: readonly JsonFinding[]) => findings.map(({ rule, line: at }) => `${rule}@${at}`);

describe('several targets at once', () => {
  it('one finding says for whom it is one', () =>
    withFolder({ 'a.jsonl': text([...many('Q'), tooled]) }, async cwd => {
      const found = await lintJson(cwd, 'a.jsonl', '--target', 'openai,together');
      const [finding] = found.filter(({ rule }) => rule === 'chat/role-not-allowed');
      assert.equal(found.filter(({ rule }) => rule === 'chat/role-not-allowed').length, 1);
      assert.equal(finding?.severity, 'error');
      assert.deepEqual(finding?.verdicts, [
        { target: 'openai', severity: 'off' },
        { target: 'together', severity: 'error' },
      ]);
    }));

  it('the project file names them, and one of your own', () =>
    withFolder(
      {
        'a.jsonl': text(many('Q')),
        'own.target.json': JSON.stringify({
          id: 'own',
          title: 'Our cluster',
          updated: '2026-11-01',
          extends: 'trl',
          limits: { minExamples: 50, recommendedExamples: 50 },
        }),
        'tunewright.jsonc': '{ "targets": ["trl", "own"], "targetFiles": ["own.target.json"] }',
      },
      async cwd => {
        const [finding] = await lintJson(cwd, 'a.jsonl');
        assert.equal(finding?.rule, 'dataset/too-few-examples');
        assert.deepEqual(
          finding?.verdicts?.map(({ severity }) => severity),
          ['off', 'error'],
        );
        assert.match(finding?.message ?? '', /Our cluster/);
      },
    ));

  it('a target that does not exist, or a file that is none, is told', () =>
    withFolder(
      {
        'a.jsonl': text(many('Q')),
        'own.target.json':
          '{ "id": "own", "title": "Ours", "updated": "today", "limits": { "minExamples": "5" } }',
        'tunewright.jsonc': '{ "targetFiles": ["own.target.json", "none.target.json"] }',
      },
      async cwd => {
        const wrong = await runCli(['lint', 'a.jsonl', '--target', 'opnai'], { cwd });
        assert.equal(wrong.code, 2);
        assert.match(wrong.stderr, /opnai.*\n.*openai/);
        const { stderr } = await runCli(['lint', 'a.jsonl'], { cwd });
        assert.match(stderr, /tunewright\.jsonc:1:\d+: own\.target\.json: "updated"/);
        assert.match(stderr, /"limits\.minExamples"/);
        assert.match(stderr, /none\.target\.json/);
      },
    ));
});

describe('a training file and its validation file', () => {
  const files = {
    'train.jsonl': text([...many('Q'), line('In both', 'Yes')]),
    'valid.jsonl': text([line('In both', 'Yes'), ...many('V').slice(0, 5)]),
    'tunewright.jsonc': '{ "datasets": [{ "files": "./train.jsonl", "validation": "valid.jsonl" }] }',
  };

  it('each names the twin in the other', () =>
    withFolder(files, async cwd => {
      const found = (await lintJson(cwd, 'train.jsonl', 'valid.jsonl')).filter(
        ({ rule }) => rule === 'cross-file/train-valid-overlap',
      );
      assert.deepEqual(
        found.map(one => [one.file, one.line, one.related?.[0]?.file, one.related?.[0]?.line]),
        [
          ['train.jsonl', 13, 'valid.jsonl', 1],
          ['valid.jsonl', 1, 'train.jsonl', 13],
        ],
      );
    }));

  it('one that is not there is no partner', () =>
    withFolder({ ...files, 'valid.jsonl': '' }, async cwd => {
      const found = await lintJson(cwd, 'train.jsonl');
      assert.deepEqual(rulesOf(found.filter(({ rule }) => rule.startsWith('cross-file/'))), []);
    }));
});

describe('suppressions', () => {
  const empty = line('', 'Hello');
  const project = (example: string) =>
    JSON.stringify({
      suppressions: [{ rule: 'chat/content-empty', file: 'a.jsonl', example, reason: 'Silence is meant' }],
    });

  it('hide a finding wherever its line stands', async () => {
    for (const lines of [
      [empty, ...many('Q')],
      [...many('Q'), empty],
    ]) {
      await withFolder(
        { 'a.jsonl': text(lines), 'tunewright.jsonc': project(exampleHash(empty)) },
        async cwd => assert.deepEqual(await lintJson(cwd, 'a.jsonl'), []),
      );
    }
  });

  it('are reported when nothing is left to hide', () =>
    withFolder({ 'a.jsonl': text(many('Q')), 'tunewright.jsonc': project(exampleHash(empty)) }, async cwd =>
      assert.deepEqual(rulesOf(await lintJson(cwd, 'a.jsonl')), ['project/unused-suppression@1']),
    ));

  it('keep their name of an example for good', () => {
    assert.equal(exampleHash('{"a":1,"b":"x"}'), exampleHash('{ "b": "x", "a": 1 }'));
    assert.equal(exampleHash('{"a":1}'), KEPT);
  });
});

describe('--baseline', () => {
  it('leaves out what was there before, also when it moved', () =>
    withFolder({ 'a.jsonl': text([line('', 'Old'), ...many('Q')]) }, async cwd => {
      const { stdout } = await runCli(['lint', 'a.jsonl', '--output', 'sarif'], { cwd });
      await withFolder(
        { 'a.jsonl': text([...many('Q'), line(' ', 'New'), line('', 'Old')]), 'old.sarif': stdout },
        async later => {
          const found = await lintJson(later, 'a.jsonl', '--baseline', 'old.sarif');
          assert.deepEqual(rulesOf(found), ['chat/content-empty@13']);
        },
      );
    }));

  it('that is no SARIF stops the run with a remedy', () =>
    withFolder({ 'a.jsonl': text(many('Q')), 'old.sarif': '[]' }, async cwd => {
      const { code, stderr } = await runCli(['lint', 'a.jsonl', '--baseline', 'old.sarif'], { cwd });
      assert.equal(code, 2);
      assert.match(stderr, /--output sarif/);
    }));
});

describe('SARIF', () => {
  it('has what version 2.1.0 of its schema asks for', () =>
    withFolder(
      { 'a.jsonl': text([tooled, line(''), '{"a":1,}', ...many('Q'), many('Q')[0] ?? '']) },
      async cwd => {
        const { stdout } = await runCli(
          ['lint', 'a.jsonl', '--target', 'openai,together', '--output', 'sarif'],
          {
            cwd,
          },
        );
        const validate = new Ajv({ allErrors: true }).compile(SARIF);
        validate(JSON.parse(stdout));
        assert.deepEqual(validate.errors ?? [], []);
      },
    ));

  it('says nothing of the secret itself, and no output does, also where another finding stands beside it', () =>
    withFolder(
      {
        'a.jsonl': text([
          ...many('Q'),
          line(`My key is ${SECRET}`),
          `${line(PERSONAL.join(', '))},`,
          line(`Card ${CARD}`).replace('}]}', ',"weight":true}]}'),
          `{"messages":[{"role":"user","content":"${SECRET} ${PERSONAL[0]}"},{"role":"asistant","content":"x"}]}`,
        ]),
      },
      async cwd => {
        for (const output of ['pretty', 'github', 'json', 'sarif']) {
          const { stdout, stderr } = await runCli(
            ['lint', 'a.jsonl', '--target', 'openai', '--output', output],
            { cwd },
          );
          for (const rule of ['secret', 'personal-data', 'payment-card'])
            assert.match(stdout, new RegExp(`privacy/${rule}`), `${output} ${rule}`);
          for (const value of [SECRET, CARD, ...PERSONAL]) {
            assert.ok(!stdout.includes(value) && !stderr.includes(value), `${output} repeats ${value}`);
          }
        }
      },
    ));
});

const PERSONAL = [
  'bob.lee@corp-mail.org',
  '+49 30 12345678',
  'DE89370400440532013000',
  '093.184.216.34'.slice(1),
];
const CARD = '4929 4212 3456 7897';
const SECRET = ['sk', 'proj-a1B2c3D4e5F6g7H8i9J0k1L2'].join('-');
/** What was written into project files once must be found there for ever. */
const KEPT = '18wxssjtft2';

/** The parts of the schema of SARIF 2.1.0 (OASIS) that our reports use, with what it requires of them. */
const REGION = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    ['startLine', 'startColumn', 'endLine', 'endColumn'].map(name => [name, { type: 'integer', minimum: 1 }]),
  ),
};
const MESSAGE = { type: 'object', required: ['text'], properties: { text: { type: 'string' } } };
const ARTIFACT = { type: 'object', properties: { uri: { type: 'string' } } };
const LOCATION = {
  type: 'object',
  additionalProperties: false,
  properties: {
    id: { type: 'integer', minimum: -1 },
    message: MESSAGE,
    physicalLocation: {
      type: 'object',
      additionalProperties: false,
      properties: { artifactLocation: ARTIFACT, region: REGION },
    },
  },
};
const LEVEL = { enum: ['none', 'note', 'warning', 'error'] };
const SARIF = {
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool'],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful'],
              properties: { executionSuccessful: { type: 'boolean' } },
            },
          },
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                properties: {
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      additionalProperties: false,
                      properties: {
                        id: { type: 'string' },
                        shortDescription: MESSAGE,
                        fullDescription: MESSAGE,
                        help: MESSAGE,
                        defaultConfiguration: {
                          type: 'object',
                          additionalProperties: false,
                          properties: { level: LEVEL, enabled: { type: 'boolean' } },
                        },
                        properties: { type: 'object' },
                      },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              required: ['message'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: -1 },
                level: LEVEL,
                message: MESSAGE,
                locations: { type: 'array', items: LOCATION },
                relatedLocations: { type: 'array', uniqueItems: true, items: LOCATION },
                partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
                properties: { type: 'object' },
                fixes: {
                  type: 'array',
                  uniqueItems: true,
                  items: {
                    type: 'object',
                    required: ['artifactChanges'],
                    additionalProperties: false,
                    properties: {
                      description: MESSAGE,
                      artifactChanges: {
                        type: 'array',
                        minItems: 1,
                        items: {
                          type: 'object',
                          required: ['artifactLocation', 'replacements'],
                          properties: {
                            artifactLocation: ARTIFACT,
                            replacements: {
                              type: 'array',
                              minItems: 1,
                              items: {
                                type: 'object',
                                required: ['deletedRegion'],
                                properties: { deletedRegion: REGION, insertedContent: MESSAGE },
                              },
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};
