import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseProjectFile } from '../../../src/core/project/parseProjectFile.ts';
import { runs } from '../../support/property.ts';

/** The text that each problem underlines, in the order of the file. */
function underlined(text: string): string[] {
  const lines = text.split('\n');
  return parseProjectFile(text)
    .problems.map(({ range }) => {
      const end = range.end.line === range.start.line ? range.end.character : undefined;
      return lines[range.start.line]!.slice(range.start.character, end);
    })
    .sort();
}

describe('parseProjectFile', () => {
  it('reads everything that may stand in it', () => {
    const text = `// for us
{
  "$schema": "x",
  "target": "openai", /* the default */
  "datasets": [
    { "files": "data/*.jsonl", "target": "together", "format": "openai-sft", "method": "dpo", "validation": "v.jsonl" },
    { "files": ["a.jsonl", "!b.jsonl"], "rules": { "json/stray-comma": "off" } },
  ],
  "rules": { "dataset/duplicate-example": { "severity": "error" }, },
}`;
    assert.deepEqual(parseProjectFile(text), {
      problems: [],
      broken: false,
      project: {
        target: 'openai',
        datasets: [
          {
            files: ['data/*.jsonl'],
            target: 'together',
            format: 'openai-sft',
            method: 'dpo',
            validation: 'v.jsonl',
            rules: {},
          },
          { files: ['a.jsonl', '!b.jsonl'], rules: { 'json/stray-comma': { severity: 'off' } } },
        ],
        rules: { 'dataset/duplicate-example': { severity: 'error' } },
      },
    });
  });

  for (const text of ['', '  \n', '// nothing yet', '\uFEFF{}']) {
    it(`takes ${JSON.stringify(text)} for an empty project`, () => {
      assert.deepEqual(parseProjectFile(text), {
        problems: [],
        broken: false,
        project: { datasets: [], rules: {} },
      });
    });
  }

  const wrong: [text: string, underlined: string[]][] = [
    ['[]', ['[]']],
    ['{"targt":"openai"}', ['"targt"']],
    ['{"target":"opnai"}', ['"opnai"']],
    ['{"target":7}', ['7']],
    ['{"target":"openai","target":"azure"}', ['"target"']],
    ['{"datasets":{}}', ['{}']],
    ['{"datasets":[{"target":"openai"}]}', ['{"target":"openai"}']],
    ['{"datasets":[{"files":""}]}', ['""']],
    ['{"datasets":[{"files":["../x.jsonl"]}]}', ['"../x.jsonl"']],
    ['{"datasets":[{"files":[1]}]}', ['1']],
    ['{"datasets":[{"files":"a","format":"chat"}]}', ['"chat"']],
    ['{"datasets":[{"files":"a","method":"sft"}]}', ['"sft"']],
    ['{"rules":{"json/stray-coma":"off"}}', ['"json/stray-coma"']],
    ['{"rules":{"json/stray-comma":"loud"}}', ['"loud"']],
    ['{"rules":{"json/stray-comma":{"severety":"off"}}}', ['"severety"']],
    ['{"rules":[]}', ['[]']],
  ];
  for (const [text, places] of wrong) {
    it(`underlines ${places.join(' and ')} in ${text}`, () => assert.deepEqual(underlined(text), places));
  }

  it('keeps what is right beside what is wrong', () => {
    const { project } = parseProjectFile(
      '{"target":"opnai","datasets":[{"files":"a.jsonl","format":"no","method":"dpo"}],"rules":{"x/y":"off","json/stray-comma":"info"}}',
    );
    assert.deepEqual(project, {
      datasets: [{ files: ['a.jsonl'], method: 'dpo', rules: {} }],
      rules: { 'json/stray-comma': { severity: 'info' } },
    });
  });

  it('says that a file is broken, where, and reads the rest', () => {
    const { project, problems, broken } = parseProjectFile('{\n  "target": "openai"\n  "rules": {}\n}');
    assert.equal(broken, true);
    assert.equal(project.target, 'openai');
    assert.deepEqual(
      problems.map(problem => problem.range.start),
      [{ line: 2, character: 2 }],
    );
  });

  it('lets no key change a prototype', () => {
    const { project } = parseProjectFile(
      '{"__proto__":{"target":"azure"},"rules":{"__proto__":{"severity":"off"}}}',
    );
    assert.equal(project.target, undefined);
    assert.deepEqual(Object.keys(project.rules), []);
    assert.equal(({} as Record<string, unknown>).severity, undefined);
  });

  it('survives any nesting', () => {
    assert.equal(parseProjectFile('['.repeat(200_000)).broken, true);
  });

  it('never throws and never points outside the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), brokenProjects), text => {
        const lines = text.split(/\r\n|\n|\r/);
        for (const { range } of parseProjectFile(text).problems) {
          assert.ok(range.start.line < lines.length && range.end.line < lines.length);
          assert.ok(range.end.character <= lines[range.end.line]!.length);
        }
      }),
      runs(300),
    );
  });
});

const SAMPLE =
  '{"target":"openai","datasets":[{"files":["a","!b"],"rules":{"json/stray-comma":{"severity":"off"}}}]}';

/** A project file with a piece cut out and something put in its place. */
const brokenProjects = fc
  .tuple(
    fc.nat(SAMPLE.length),
    fc.nat(20),
    fc.constantFrom('', ',', '"', '{', ']', 'null', '\r\n', '/*', '1e9'),
  )
  .map(([at, length, put]) => SAMPLE.slice(0, at) + put + SAMPLE.slice(at + length));
