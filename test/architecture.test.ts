import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One room of the house: the folders that it may import from, and whether Node's own modules and vscode are open to it. */
interface Room {
  folder: string;
  mayImport: readonly string[];
  node: boolean;
  vscode: boolean;
  /** Packages that may be imported; `any` where the room is not shipped or is an edge. */
  packages: readonly string[] | 'any';
}

const PURE = [
  '@huggingface/jinja',
  'csv-parse',
  'diff',
  'gpt-tokenizer',
  'hyparquet',
  'jsonc-parser',
  'minijinja-js',
  'nunjucks',
  'openai',
  'picomatch',
  'smol-toml',
  'yaml',
  'zod',
];

const ROOMS: readonly Room[] = [
  { folder: 'src/core', mayImport: ['src/core'], node: false, vscode: false, packages: PURE },
  {
    folder: 'src/protocol',
    mayImport: ['src/protocol', 'src/core'],
    node: false,
    vscode: false,
    packages: [],
  },
  {
    folder: 'src/contributions',
    mayImport: ['src/contributions', 'src/core'],
    node: false,
    vscode: false,
    packages: [],
  },
  {
    folder: 'src/node',
    mayImport: ['src/node', 'src/core', 'src/protocol'],
    node: true,
    vscode: false,
    packages: PURE,
  },
  {
    folder: 'src/worker',
    mayImport: ['src/worker', 'src/core', 'src/protocol', 'src/node'],
    node: true,
    vscode: false,
    packages: PURE,
  },
  {
    folder: 'src/cli',
    mayImport: ['src/cli', 'src/core', 'src/protocol', 'src/node'],
    node: true,
    vscode: false,
    packages: PURE,
  },
  {
    folder: 'src/extension',
    mayImport: ['src/extension', 'src/core', 'src/protocol', 'src/node', 'src/contributions'],
    node: true,
    vscode: true,
    packages: PURE,
  },
  {
    folder: 'media',
    mayImport: ['media', 'src/protocol', 'src/core/view'],
    node: false,
    vscode: false,
    packages: 'any',
  },
];

/** Inside the core: who must not know whom. */
const FORBIDDEN: readonly { from: string; to: string }[] = [
  { from: 'src/core/provider', to: 'src/core/lint' },
  { from: 'src/core/jobs', to: 'src/core/lint' },
  ...[
    'formats',
    'jsonl',
    'lint',
    'prepare',
    'provider',
    'sandbox',
    'targets',
    'template',
    'text',
    'util',
  ].map(folder => ({ from: `src/core/${folder}`, to: 'src/core/view' })),
];

describe('architecture', () => {
  for (const room of ROOMS) {
    it(`${room.folder} imports only what it may`, () => {
      assert.deepEqual(
        importsOf(room.folder)
          .filter(one => !isAllowed(room, one))
          .map(describeImport),
        [],
      );
    });
  }

  it('keeps the parts of the core apart', () => {
    const wrong = FORBIDDEN.flatMap(({ from, to }) =>
      importsOf(from).filter(one => one.typeOnly === false && isInside(one.target, to)),
    );
    assert.deepEqual(wrong.map(describeImport), []);
  });

  it('keeps rules apart from each other', () => {
    const ruleFiles = /^src\/core\/lint\/rules\/\w+\/[a-z0-9-]+\.ts$/;
    const wrong = importsOf('src/core/lint/rules').filter(
      one => ruleFiles.test(one.file) && ruleFiles.test(one.target),
    );
    assert.deepEqual(wrong.map(describeImport), []);
  });

  it('starts no process in a unit test: that is for test/system, so that units stay an inner loop of seconds', () => {
    const wrong = importsOf('test').filter(
      ({ file, target }) =>
        target === 'node:child_process' &&
        /\.test\.tsx?$/.test(file) &&
        !/^test\/(?:system|host|e2e|bench)\//.test(file),
    );
    assert.deepEqual(wrong.map(describeImport), []);
  });

  it('has no file that only passes on what others export', () => {
    const barrels = sourceFiles('src').filter(file => {
      const lines = readFileSync(file, 'utf8')
        .split('\n')
        .filter(line => /\S/.test(line));
      return lines.length > 0 && lines.every(line => /^export .* from /.test(line));
    });
    assert.deepEqual(barrels, []);
  });
});

interface Import {
  file: string;
  /** A path from the root of the repository, or the name of a package or of a module of the host. */
  target: string;
  own: boolean;
  typeOnly: boolean;
}

const IMPORT =
  /^(?:import|export)\b(?<type> type\b)?[^'";]*?from '(?<from>[^']+)'|\bimport\('(?<lazy>[^']+)'\)|^import '(?<bare>[^']+)'/gm;

function importsOf(folder: string): Import[] {
  return sourceFiles(folder).flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(({ groups }) => {
      const target = groups?.from ?? groups?.lazy ?? groups?.bare ?? '';
      const own = target.startsWith('.');
      return {
        file,
        target: own ? path.posix.join(path.posix.dirname(file), target) : target,
        own,
        typeOnly: groups?.type !== undefined,
      };
    }),
  );
}

function isAllowed(room: Room, { target, own }: Import): boolean {
  if (own) return room.mayImport.some(folder => isInside(target, folder));
  if (target.startsWith('node:')) return room.node;
  if (target === 'vscode') return room.vscode;
  return room.packages === 'any' || room.packages.some(name => isInside(target, name));
}

function isInside(target: string, folder: string): boolean {
  return target === folder || target.startsWith(`${folder}/`);
}

function describeImport({ file, target }: Import): string {
  return `${file} -> ${target}`;
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map(entry => path.posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name));
}
