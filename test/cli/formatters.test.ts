import assert from 'node:assert/strict';
import { width } from '../../src/cli/terminal/cells.ts';
import { runCli } from '../support/cli.ts';
import { withFolder } from '../support/temporaryFolder.ts';

const GOOD = Array.from({ length: 10 }, (_, i) => `{"prompt":"q${i}","completion":"a${i}"}`);
const COMMA = '{"prompt":"q","completion":"a",}';
const HOSTILE = '{"prompt":"\u001b]0;x\u0007\u202e漢字 %0A::error::","completion":"a",}';

function run(lines: readonly string[], output: string, columns?: number) {
  return withFolder({ 'data, x/a:b.jsonl': `${lines.join('\n')}\n` }, cwd =>
    runCli(['lint', 'data, x/a:b.jsonl', '--output', output], { cwd, ...(columns && { columns }) }),
  );
}

describe('--output json', () => {
  it('is one array of findings with places that count from one', async () => {
    const { stdout } = await run([...GOOD, COMMA], 'json');
    assert.deepEqual(JSON.parse(stdout), [
      {
        file: 'data, x/a:b.jsonl',
        line: 11,
        column: 31,
        endLine: 11,
        endColumn: 32,
        rule: 'json/stray-comma',
        messageId: 'stray',
        severity: 'error',
        target: 'generic',
        message: 'This comma has nothing after it.',
        fixes: [
          {
            title: 'Delete the comma',
            safety: 'safe',
            edits: [{ line: 11, column: 31, endLine: 11, endColumn: 32, newText: '' }],
          },
        ],
      },
    ]);
  });

  it('is an empty array for a clean file', async () => {
    assert.deepEqual(JSON.parse((await run(GOOD, 'json')).stdout), []);
  });
});

describe('--output github', () => {
  it('escapes names and messages, one command a line', async () => {
    const { stdout } = await run([...GOOD, COMMA, HOSTILE], 'github');
    const lines = stdout.trimEnd().split('\n');
    assert.equal(
      lines[0],
      '::error file=data%2C x/a%3Ab.jsonl,line=11,endLine=11,col=31,endColumn=31,title=json/stray-comma::This comma has nothing after it.',
    );
    for (const line of lines) {
      assert.match(line, /^::(error|warning|notice) /);
      assert.doesNotMatch(line, /\p{Cc}|\p{Cf}/u);
    }
  });

  it('prints nothing for a clean file', async () => assert.equal((await run(GOOD, 'github')).stdout, ''));
});

describe('--output sarif', () => {
  interface Sarif {
    version: string;
    runs: {
      tool: { driver: { name: string; rules: { id: string; help: { text: string } }[] } };
      columnKind: string;
      invocations: { executionSuccessful: boolean }[];
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        locations: { physicalLocation: { artifactLocation: { uri: string }; region: object } }[];
        partialFingerprints: Record<string, string>;
        fixes?: object[];
      }[];
    }[];
  }
  const sarifOf = async (lines: readonly string[]) =>
    (JSON.parse((await run(lines, 'sarif')).stdout) as Sarif).runs[0]!;

  it('names the rule, the place and the fix', async () => {
    const { tool, results, columnKind, invocations } = await sarifOf([...GOOD, COMMA]);
    const [result] = results;
    assert.equal(columnKind, 'utf16CodeUnits');
    assert.deepEqual(invocations, [{ executionSuccessful: true }]);
    assert.equal(tool.driver.rules[result!.ruleIndex]?.id, 'json/stray-comma');
    assert.ok(tool.driver.rules.every(rule => rule.help.text !== ''));
    assert.deepEqual(result!.locations[0]!.physicalLocation, {
      artifactLocation: { uri: 'data%2C%20x/a%3Ab.jsonl' },
      region: { startLine: 11, startColumn: 31, endLine: 11, endColumn: 32 },
    });
    assert.equal(result!.fixes?.length, 1);
  });

  it('is whole for a clean file', async () => assert.deepEqual((await sarifOf(GOOD)).results, []));

  it('gives a finding about the file the same fingerprint, whatever example it is shown at', async () => {
    const target = {
      id: 'small',
      title: 'Small',
      updated: '2026-11-01',
      extends: 'generic',
      limits: { maxExamples: 10 },
    };
    const prints = async (first: string) => {
      const tree = {
        'tunewright.jsonc': '{"targets":["small"],"targetFiles":["small.json"]}',
        'small.json': JSON.stringify(target),
        'a.jsonl': `${[first, ...GOOD, '{"prompt":"x","completion":"y"}'].join('\n')}\n`,
      };
      const { stdout } = await withFolder(tree, cwd =>
        runCli(['lint', 'a.jsonl', '--output', 'sarif'], { cwd }),
      );
      return (JSON.parse(stdout) as Sarif).runs[0]!.results.filter(
        ({ ruleId }) => ruleId === 'dataset/too-many-examples',
      ).map(({ partialFingerprints }) => partialFingerprints['tunewrightExample/v1']);
    };
    const [one, other] = [
      await prints(GOOD[0]!),
      await prints('{"prompt":"new","completion":"z"}\n{"prompt":"n","completion":"z"}'),
    ];
    assert.equal(one.length, 1);
    assert.deepEqual(one, other);
  });

  it('gives a finding the same fingerprint when its line moves', async () => {
    const prints = async (lines: readonly string[]) =>
      (await sarifOf(lines)).results
        .filter(result => result.ruleId === 'json/stray-comma')
        .map(result => result.partialFingerprints['tunewrightExample/v1']);
    const other = '{"prompt":"r","completion":"b",}';
    const [first, second] = await prints([...GOOD, COMMA, other]);
    assert.notEqual(first, second);
    assert.deepEqual(await prints([other, ...GOOD, COMMA]), [second, first]);
    const twice = await prints([...GOOD, COMMA, COMMA]);
    assert.equal(twice[0], first);
    assert.notEqual(twice[1], first);
  });
});

describe('--output pretty', () => {
  it('points at the characters, whatever stands before them', async () => {
    const { stdout } = await run([...GOOD, HOSTILE], 'pretty');
    const lines = stdout.split('\n');
    const at = lines.findIndex(line => line.includes('json/stray-comma'));
    const [excerpt = '', mark = ''] = lines.slice(at + 1);
    assert.equal(width(mark), width(excerpt.slice(0, excerpt.lastIndexOf(',') + 1)));
    assert.match(mark, /^ +\^$/);
  });

  it('lets nothing from the data reach the terminal', async () => {
    const { stdout } = await run([...GOOD, HOSTILE], 'pretty');
    assert.doesNotMatch(stdout.replaceAll('\n', ''), /\p{Cc}|\p{Cf}/u);
  });

  it('has colours on a terminal only', async () => {
    assert.match((await run([...GOOD, COMMA], 'pretty', 80)).stdout, /\u001b\[31m/);
    assert.doesNotMatch((await run([...GOOD, COMMA], 'pretty')).stdout, /\u001b/);
  });

  it('says what can be done next', async () => {
    const { stdout } = await run([...GOOD, COMMA, GOOD[0]!], 'pretty');
    for (const hint of ['1 problem can be fixed with --fix', 'tunewright prepare', 'tunewright rules '])
      assert.ok(stdout.includes(hint), hint);
  });
});
