import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { COPY_LANGUAGES, type CopyLanguage, copyAs } from '../../../../src/core/run/copyAs.ts';
import type { Connection } from '../../../../src/core/provider/connection.ts';
import { serveSandbox } from '../../../../src/node/sandbox/serve.ts';
import { fromRoot } from '../../../support/root.ts';
import { withFolder } from '../../../support/temporaryFolder.ts';

const REQUEST = {
  model: 'm',
  messages: [{ role: 'user', content: `It's "so" \\ $HOME \`id\` {{ x }}\nREQUEST\n😀\u2028` }],
};

const CONNECTIONS: Readonly<Record<string, Connection>> = {
  openai: { id: 'a', kind: 'openai', name: 'OpenAI' },
  azure: {
    id: 'b',
    kind: 'azure',
    name: 'Azure',
    baseUrl: 'https://x.openai.azure.com',
    apiVersion: '2025-04-01-preview',
  },
  'own variable': {
    id: 'c',
    kind: 'openai-compatible',
    name: 'Own',
    baseUrl: 'https://h/v1',
    keyVariable: 'OWN_KEY',
  },
  ollama: { id: 'd', kind: 'ollama', name: 'Ollama' },
  sandbox: { id: 'sandbox', kind: 'sandbox', name: 'Sandbox' },
  editor: { id: 'e', kind: 'vscode-lm', name: 'VS Code' },
};

const VARIABLES: Readonly<Record<string, string | undefined>> = {
  openai: 'OPENAI_API_KEY',
  azure: 'AZURE_OPENAI_API_KEY',
  'own variable': 'OWN_KEY',
  ollama: undefined,
  sandbox: 'OPENAI_API_KEY',
};

describe('a request as a program', () => {
  for (const [name, connection] of Object.entries(CONNECTIONS)) {
    for (const language of COPY_LANGUAGES) {
      it(`names the key of ${name} in ${language}, if there is one`, () => {
        const program = copyAs(language, REQUEST, connection);
        if (!Object.hasOwn(VARIABLES, name)) return;
        const variable = VARIABLES[name];
        assert.equal(/\w+_(?:API_)?KEY\b/.exec(program)?.[0], variable);
      });
    }
  }

  it('puts the deployment of Azure into the path', () => {
    const program = copyAs('curl', REQUEST, CONNECTIONS.azure!);
    assert.match(
      program,
      /'https:\/\/x\.openai\.azure\.com\/openai\/deployments\/m\/chat\/completions\?api-version=2025-04-01-preview'/,
    );
    assert.match(program, /api-key: \$AZURE_OPENAI_API_KEY/);
  });

  it('hands a shell exactly the request, whatever is in it', () => {
    const program = copyAs('curl', REQUEST, CONNECTIONS.ollama!);
    const shown = execFileSync('sh', ['-c', `curl() { cat; }\n${program}`], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(shown), REQUEST);
  });

  it('is TypeScript that holds the request', () => {
    const program = copyAs('TypeScript', REQUEST, CONNECTIONS.openai!);
    const given = /create\(([\s\S]*)\);\nconsole/.exec(program)?.[1];
    // A literal of TypeScript, and JSON as well.
    assert.deepEqual(JSON.parse(given!), REQUEST);
  });

  describe('that is run against the sandbox as it stands', function () {
    this.timeout(180_000);
    const run = promisify(execFile);
    const QUESTION = {
      ...REQUEST,
      messages: [{ role: 'user', content: 'It\'s "so"\nred -> apple\nred ->' }],
    };
    const RUNNERS: Record<CopyLanguage, { isHere: () => boolean; name: string; run: string[] }> = {
      curl: { isHere: () => works('curl', '--version'), name: 'copied.sh', run: ['sh'] },
      Python: { isHere: () => works('python3', '-c', 'import openai'), name: 'copied.py', run: ['python3'] },
      TypeScript: { isHere: () => true, name: 'copied.mjs', run: [process.execPath] },
    };
    for (const language of COPY_LANGUAGES) {
      it(`in ${language}`, async function () {
        const runner = RUNNERS[language];
        if (!runner.isHere()) this.skip();
        await withFolder({}, async dir => {
          const served = await serveSandbox({ port: 0, dir, validateTrainingFile: () => [] });
          // Where the package that the program imports is found.
          const folder = await mkdtemp(fromRoot('out', 'copied-'));
          try {
            const program = copyAs(language, { ...QUESTION, model: 'sandbox-base' }, CONNECTIONS.sandbox!);
            const file = path.join(folder, runner.name);
            await writeFile(file, program.replace('http://127.0.0.1:4141/v1', served.url));
            const [command = '', ...args] = runner.run;
            const env = { ...process.env, OPENAI_API_KEY: served.token };
            const { stdout } = await run(command, [...args, file], { env });
            assert.match(stdout, /\bapple\b/);
          } finally {
            await rm(folder, { recursive: true, force: true });
            await served.close();
          }
        });
      });
    }
  });
});

function works(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
