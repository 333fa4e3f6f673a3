import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fromRoot } from '../../support/root.ts';

/** The engine that VS Code colours with comes with the VS Code that other suites install. */
const HOST = fromRoot('.vscode-test/host/node_modules');

const OWN: Record<string, string> = {
  'text.jinja.tunewright': fromRoot('syntaxes/jinja.tmLanguage.json'),
  'text.prompty.tunewright': fromRoot('syntaxes/prompty.tmLanguage.json'),
  'inline.prompt-template.tunewright': fromRoot('syntaxes/prompt-template.injection.tmLanguage.json'),
};

interface Grammar {
  tokenizeLine(line: string, stack: unknown): { tokens: Token[]; ruleStack: unknown };
}

interface Token {
  startIndex: number;
  endIndex: number;
  scopes: string[];
}

describe('grammars', () => {
  for (const [scope, file] of Object.entries(OWN)) {
    it(`${scope} refers only to what there is`, () => {
      const text = readFileSync(file, 'utf8');
      const grammar = JSON.parse(text) as { scopeName: string; repository: Record<string, unknown> };
      assert.equal(grammar.scopeName, scope);
      for (const [, included] of text.matchAll(/"include": "([^"]+)"/g)) {
        const [other, name] = included!.split('#') as [string, string?];
        const source = other === '' ? file : OWN[other];
        if (!source) continue;
        const { repository } = JSON.parse(readFileSync(source, 'utf8')) as typeof grammar;
        if (name !== undefined) assert.ok(name in repository, included);
      }
    });
  }

  describe('colour', () => {
    let load: (scope: string) => Promise<Grammar>;
    let initial: unknown;
    before(async function () {
      if (!existsSync(`${HOST}/vscode-textmate`)) this.skip();
      ({ load, initial } = await engine());
    });

    /** The last scope of each stretch of text that has one of ours. */
    async function colours(scope: string, text: string): Promise<string[]> {
      const grammar = await load(scope);
      let stack = initial;
      return text.split('\n').flatMap(line => {
        const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
        stack = ruleStack;
        return tokens
          .map(token => [line.slice(token.startIndex, token.endIndex).trim(), token.scopes.at(-1)!])
          .filter(([word, last]) => word !== '' && last!.endsWith('.jinja') && !last!.startsWith('meta'))
          .map(([word, last]) => `${word} ${last!.split('.').slice(0, 2).join('.')}`);
      });
    }

    it('tags in JSON strings, escapes and all', async () => {
      const text =
        '{ "c": "a {{ u.n | join(\\"x\\") }}\\n{% if y is odd %}", "{{ key }}": 1 } // {{ comment }}';
      assert.deepEqual(await colours('source.json.comments', text), [
        '{{ punctuation.definition',
        'u variable.other',
        '. punctuation.accessor',
        'n variable.other',
        '| keyword.operator',
        'join support.function',
        '\\" string.quoted',
        'x string.quoted',
        '\\" string.quoted',
        '}} punctuation.definition',
        '{% punctuation.definition',
        'if keyword.control',
        'y variable.other',
        'is keyword.operator',
        'odd support.function',
        '%} punctuation.definition',
      ]);
    });

    it('tags that are not closed only to the end of their string', async () => {
      const text = '{ "a": "{{ x", "b": "y" }';
      assert.deepEqual(await colours('source.json.comments', text), [
        '{{ punctuation.definition',
        'x variable.other',
      ]);
    });

    it('template files', async () => {
      const text = '{% raw %}{{ no }}{% endraw %}{# c #}\n{%- for i in range(3) %}{{ i }}';
      assert.deepEqual(await colours('text.jinja.tunewright', text), [
        '{% punctuation.definition',
        'raw keyword.control',
        '%} punctuation.definition',
        '{{ no }} string.unquoted',
        '{% punctuation.definition',
        'endraw keyword.control',
        '%} punctuation.definition',
        '{# comment.block',
        'c comment.block',
        '#} comment.block',
        '{%- punctuation.definition',
        'for keyword.control',
        'i variable.other',
        'in keyword.operator',
        'range entity.name',
        '3 constant.numeric',
        '%} punctuation.definition',
        '{{ punctuation.definition',
        'i variable.other',
        '}} punctuation.definition',
      ]);
    });
  });
});

async function engine(): Promise<{ load: (scope: string) => Promise<Grammar>; initial: unknown }> {
  const require = createRequire(`${HOST}/`);
  const textmate = require('vscode-textmate');
  const oniguruma = require('vscode-oniguruma');
  const { buffer } = new Uint8Array(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  await oniguruma.loadWASM(buffer);
  const json = `${HOST}/code-server/lib/vscode/extensions/json/syntaxes/JSONC.tmLanguage.json`;
  const files: Record<string, string> = { ...OWN, 'source.json.comments': json };
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope: string) => {
      const file = files[scope];
      return file ? textmate.parseRawGrammar(readFileSync(file, 'utf8'), file) : null;
    },
    getInjections: (scope: string) =>
      scope === 'source.json.comments' ? ['inline.prompt-template.tunewright'] : undefined,
  });
  return { load: scope => registry.loadGrammar(scope), initial: textmate.INITIAL };
}
