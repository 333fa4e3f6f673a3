import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import * as vscode from 'vscode';
import { chat } from './support/datasets.ts';
import { restoreStubs, stubNotifications } from './support/stubs.ts';
import { ours, until } from './support/waiting.ts';
import { closeAll, deleteFile, inWorkspace, writeFile } from './support/workspace.ts';

const LEVELS = 100_000;
const DEEP = `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`;
const SOUND = chat('One?');

interface Kind {
  content: string | Uint8Array;
  /** One of the rules that must speak. */
  rule: string;
  /** VS Code takes it for no text and hands no document to extensions: it is linted by the command. */
  isBinary?: true;
}

const KINDS: Readonly<Record<string, Kind>> = {
  'nothing at all': { content: '', rule: 'dataset/too-few-examples' },
  'NUL bytes': { content: new Uint8Array(1000), rule: 'json/invalid-syntax', isBinary: true },
  'NUL in a text': {
    content: SOUND.replace('One', '\0'),
    rule: 'json/raw-control-character',
    isBinary: true,
  },
  'UTF-16 with its mark': { content: utf16(`${SOUND}\n`), rule: 'encoding/not-utf8' },
  'bytes that are not UTF-8': { content: Buffer.from(`${SOUND}\xff\n`, 'latin1'), rule: 'encoding/not-utf8' },
  'carriage returns only': { content: `${SOUND},\r${SOUND}\r\r${SOUND}\r`, rule: 'json/stray-comma' },
  'half a pair, escaped': {
    content: `${chat('x').replace('x', '\\ud800')}\n`,
    rule: 'encoding/lone-surrogate',
  },
  'keys of the prototype': {
    content: `{"__proto__":{"messages":[]},"constructor":1,${SOUND.slice(1)}\n`,
    rule: 'shape/extra-key',
  },
  'no line break at the end': { content: `${SOUND}\n${SOUND},`, rule: 'json/stray-comma' },
  'many levels in no training data': { content: `${DEEP}\n`, rule: 'json/nested-too-deeply' },
  'many levels in an example': {
    content: `${SOUND.slice(0, -1)},"tools":${DEEP}}\n`,
    rule: 'json/nested-too-deeply',
  },
  'many levels that are never closed': { content: '['.repeat(LEVELS), rule: 'json/invalid-syntax' },
  // A far VS Code asks before it opens more than 10 MB.
  'a line of 9 MB': { content: `${chat('x'.repeat(9_000_000))},\n`, rule: 'json/stray-comma' },
};

const FOLDER = 'anyBytes';
const FILES = Object.entries(KINDS).map(([name, kind]) => ({ file: `${name}.jsonl`, name, ...kind }));

describe('whatever bytes a dataset has', () => {
  let cli: Map<string, string[]>;

  before(async () => {
    // For both the same, whatever the settings of the editor are.
    writeFile(
      path.join(FOLDER, 'tunewright.jsonc'),
      '{ "target": "openai", "rules": { "dataset/too-few-examples": "error" } }',
    );
    for (const { file, content } of FILES) writeFile(path.join(FOLDER, file), content);
    cli = await rulesByCli(FILES.map(({ file }) => file));
  });
  after(() => {
    for (const name of ['tunewright.jsonc', ...FILES.map(({ file }) => file)])
      deleteFile(vscode.Uri.file(inWorkspace(path.join(FOLDER, name))));
  });
  beforeEach(stubNotifications);
  afterEach(async () => {
    restoreStubs();
    await closeAll();
  });

  for (const { file, name, rule, isBinary } of FILES) {
    it(`${name}: the editor finds what the command line finds`, async () => {
      const uri = vscode.Uri.file(inWorkspace(path.join(FOLDER, file)));
      const expected = cli.get(file) ?? [];
      assert.ok(expected.includes(rule), expected.join(', '));
      await vscode.commands.executeCommand('vscode.open', uri);
      if (isBinary) await vscode.commands.executeCommand('tunewright.lintDataset', uri, [uri]);
      await until(
        () => rulesOf(uri).join() === expected.join(),
        vscode.languages.onDidChangeDiagnostics,
        () => assert.deepEqual(rulesOf(uri), expected),
      );
    });
  }
});

function rulesOf(uri: vscode.Uri): string[] {
  return ours(uri)
    .map(({ code }) => (code as { value: string }).value)
    .sort();
}

/** What `tunewright lint` says of each file, in a process of its own. */
async function rulesByCli(files: readonly string[]): Promise<Map<string, string[]>> {
  const { extensionPath } = vscode.extensions.getExtension('tunewright.tunewright')!;
  const args = [path.join(extensionPath, 'dist', 'cli.cjs'), 'lint', ...files, '--output', 'json'];
  const text = await new Promise<string>((resolve, reject) => {
    const options = { cwd: inWorkspace(FOLDER), env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } };
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      // 1 says that there are errors among the findings.
      !error || error.code === 1 ? resolve(stdout) : reject(new Error(stderr || error.message)),
    );
  });
  const rules = new Map<string, string[]>();
  for (const { file, rule } of JSON.parse(text) as { file: string; rule: string }[]) {
    const name = path.basename(file);
    rules.set(name, [...(rules.get(name) ?? []), rule].sort());
  }
  return rules;
}

function utf16(text: string): Uint8Array {
  return Buffer.from(`\uFEFF${text}`, 'utf16le');
}
