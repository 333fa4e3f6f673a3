import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { chatTemplateRenderer } from '../../../src/core/template/chatTemplate.ts';
import type { RenderResult } from '../../../src/core/template/dialect/render.ts';
import { minijinjaRenderer } from '../../../src/core/template/minijinja.ts';
import { nunjucksRenderer } from '../../../src/core/template/nunjucksRenderer.ts';
import type { Dialect, Renderer } from '../../../src/core/template/renderer.ts';
import { fromRoot } from '../../support/root.ts';

const CORPUS = fromRoot('../shared/corpus/templates/open');

interface Vector {
  template: string;
  data: Record<string, unknown>;
  expected?: string;
  snapshot?: string;
  error?: string;
  error_line?: number;
  template_file?: string;
  context?: string;
}

/** The test suites of other projects, and how often we agree. Every disagreement has a reason, and is counted by it. */
describe('vectors of other projects', () => {
  let renderers: Record<Dialect, Renderer>;

  before(async function () {
    if (!existsSync(CORPUS)) this.skip();
    const wasm = readFileSync(fromRoot('node_modules/minijinja-js/dist/web/minijinja_js_bg.wasm'));
    renderers = {
      nunjucks: nunjucksRenderer(),
      minijinja: await minijinjaRenderer(wasm),
      'chat-template': chatTemplateRenderer(() => new Date('2025-07-10T12:00:00Z')),
    };
  });

  /** How many vectors agree, and how many do not for each reason. */
  function compare(
    file: string,
    dialect: Dialect,
    judge: (vector: Vector, result: RenderResult) => 'agrees' | string,
  ): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const vector of read(file)) {
      const source = vector.template_file ? load(vector.template_file) : vector.template;
      const values = vector.context
        ? (JSON.parse(load(`vectors/${vector.context}`)) as Vector['data'])
        : vector.data;
      const result = renderers[dialect].render({ dialect, source, values });
      const verdict = judge(vector, result);
      counts[verdict] = (counts[verdict] ?? 0) + 1;
    }
    return counts;
  }

  it('nunjucks: 222 of 232', () => {
    const counts = compare('nunjucks.jsonl', 'nunjucks', ({ expected, template }, { text, error }) => {
      if (text === expected && !error) return 'agrees';
      if (error?.code === 'not-supported' && /r\/.*\/\w*/.test(template))
        return 'regular expressions are refused';
      if (text === unescapeHtml(expected!)) return 'HTML is never escaped';
      return `unexplained: ${template}`;
    });
    assert.deepEqual(counts, {
      agrees: 222,
      'HTML is never escaped': 7,
      'regular expressions are refused': 3,
    });
  });

  it('MiniJinja: 22 of 36', () => {
    const counts = compare('minijinja.jsonl', 'minijinja', ({ snapshot, template }, { text, error }) => {
      if (!error && text.trim() === snapshot!.trim()) return 'agrees';
      if (/get_args|debug\(|one_shot_iterator/.test(template)) return 'needs functions of its test program';
      if (!error && asBefore(text) === asBefore(snapshot!))
        return 'the newer version prints values as Python does';
      return `unexplained: ${template}`;
    });
    assert.deepEqual(counts, {
      agrees: 22,
      'needs functions of its test program': 3,
      'the newer version prints values as Python does': 11,
    });
  });

  it('errors of MiniJinja, by their line: 30 of 33', () => {
    const counts = compare('minijinja_errors.jsonl', 'minijinja', (vector, { error }) => {
      const line = error && vector.template.slice(0, error.start).split('\n').length;
      if (line === vector.error_line) return 'agrees';
      if (!error && vector.template.includes('undefined_value'))
        return 'undefined values are shown as missing';
      if (error?.code === 'template-not-found') return 'needs a template of its test program';
      return `unexplained: ${vector.template}`;
    });
    assert.deepEqual(counts, {
      agrees: 30,
      'undefined values are shown as missing': 2,
      'needs a template of its test program': 1,
    });
  });

  for (const [file, count] of [
    ['hf_jinja_units.jsonl', 79],
    ['hf_jinja_e2e.jsonl', 27],
  ] as const) {
    it(`chat templates, ${file}: all ${count}`, () => {
      const counts = compare(file, 'chat-template', ({ expected, template }, { text, error }) =>
        text === expected && !error ? 'agrees' : `unexplained: ${template}`,
      );
      assert.deepEqual(counts, { agrees: count });
    });
  }

  it('renderings of chat templates: 154 of 156', () => {
    const counts = compare('chat_template_renderings.jsonl', 'chat-template', (vector, { text, error }) => {
      if (vector.error ? error : text === vector.expected) return 'agrees';
      if (/Expected iterable or object type in for loop: got StringValue/.test(error?.message ?? '')) {
        return 'the engine does not loop over texts';
      }
      return `unexplained: ${vector.template_file}`;
    });
    assert.deepEqual(counts, { agrees: 154, 'the engine does not loop over texts': 2 });
  });
});

function load(file: string): string {
  return readFileSync(`${CORPUS}/${file}`, 'utf8');
}

function read(file: string): Vector[] {
  const lines = load(`vectors/${file}`).split('\n');
  return lines.filter(line => line !== '').map(line => JSON.parse(line) as Vector);
}

/** As MiniJinja printed before it printed as Python does; white space at the ends does not count. */
function asBefore(text: string): string {
  const words: Record<string, string> = { True: 'true', False: 'false', None: 'none' };
  return text
    .trim()
    .replace(/\b(True|False|None)\b/g, word => words[word]!)
    .replaceAll("'", '"')
    .replace(/\(([^()]*)\)/g, '[$1]');
}

function unescapeHtml(text: string): string {
  const entities: Record<string, string> = { quot: '"', lt: '<', gt: '>', amp: '&' };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code ? String.fromCharCode(Number(code)) : entities[name]!,
  );
}
