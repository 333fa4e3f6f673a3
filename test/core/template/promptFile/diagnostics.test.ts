import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analysePrompt } from '../../../../src/core/template/promptFile/analysePrompt.ts';
import { diagnosePrompt, tokenFinding } from '../../../../src/core/template/promptFile/diagnosePrompt.ts';
import type { PromptFinding } from '../../../../src/core/template/promptFile/finding.ts';
import { parsePromptFile } from '../../../../src/core/template/promptFile/parsePromptFile.ts';
import { spelled } from './spelled.ts';
import { runs } from '../../../support/property.ts';

function diagnose(text: string, files: Record<string, string> = {}, known: string[] = []): PromptFinding[] {
  const file = parsePromptFile({ path: 'dir/ask.prompt.json', text, files });
  return diagnosePrompt(file, analysePrompt(file), { known: new Set(known) });
}

/** `code: offending text` of each finding, with the file if it is another one. */
function brief(text: string, files: Record<string, string> = {}, known: string[] = []): string[] {
  return diagnose(text, files, known).map(({ code, file, start, end }) => {
    const source = file === undefined ? text : files[file]!;
    return `${code}: ${source.slice(start, end)}${file === undefined ? '' : ` in ${file}`}`;
  });
}

const user = (content: string, more = '') =>
  `{ ${more}"messages": [{ "role": "user", "content": ${content} }] }`;
const declared = '"inputs": { "topic": {}, "n": { "type": "integer" } }, ';

describe('diagnostics of prompt files', () => {
  const CASES: [what: string, text: string, expected: string[], files?: Record<string, string>][] = [
    ['a sound file', user('"About {{ topic }}, {{ n }} times"', declared), []],
    ['nothing declared', user('"{{ anything }}"'), []],
    [
      'an undefined variable',
      user('"{{ topik }}{{ topic }}{{ n }}"', declared),
      ['undefined-variable: topik'],
    ],
    [
      'an undefined variable behind escapes',
      user('"\\u00e9\\n\\"\\ud83d\\ude00 {{ nope.x }}{{ topic }}{{ n }}"', declared),
      ['undefined-variable: nope'],
    ],
    ['a variable that may be missing', user('"{% if maybe %}x{% endif %}{{ topic }}{{ n }}"', declared), []],
    [
      'local variables',
      user('"{% for i in topic %}{{ i }}{{ loop.index }}{% endfor %}{% set s = n %}{{ s }}"', declared),
      [],
    ],
    ['an unused input', user('"{{ topic }}"', declared), ['unused-input: n']],
    ['a syntax error', user('"a {{ topic n }}"'), ['syntax: n']],
    ['an escaped syntax error', user('"a {{ topic \\u006e }}"'), ['syntax: \\u006e']],
    [
      'several syntax errors',
      user('"{{ a b }} {% endif %} {{ c"'),
      ['syntax: b', 'unexpected-tag: endif', 'unclosed-delimiter: {{'],
    ],
    [
      'an unclosed block',
      user('"{% for i in \\"ab\\" %}\\n{{ i }}"'),
      ['unclosed-block: {% for i in \\"ab\\" %}'],
    ],
    ['an unclosed string', user('"{{ \\"abc }}"'), ['unclosed-string: \\"']],
    ['an unknown filter', user('"{{ a | uper }}"'), ['unknown-filter: uper']],
    ['an unknown test', user('"{{ 1 if a is definde }}"'), ['unknown-test: definde']],
    ['an unknown function', user('"{{ rnge(3) }}"'), ['unknown-function: rnge']],
    ['a name that is none', user('"{{ user\'s }}"'), ["invalid-name: user's"]],
    ['a missing template', user('"{% include \\"nope.njk\\" %}"'), ['template-not-found: \\"nope.njk\\"']],
    ['a template that may be missing', user('"{% include \'nope.njk\' ignore missing %}"'), []],
    ['a template outside', user('"{% include \'../../x.njk\' %}"'), ["outside-workspace: '../../x.njk'"]],
    ['an unknown role', '{ "messages": [{ "role": "human", "content": "x" }] }', ['unknown-role: "human"']],
    [
      'a role that all objects have',
      '{ "messages": [{ "role": "constructor", "content": "{% toString %}{{ valueOf }}" }] }',
      ['unknown-tag: toString', 'unknown-role: "constructor"'],
    ],
    ['no role', '{ "messages": [{ "content": "x" }] }', ['missing-role: { "content": "x" }']],
    ['an empty message', user('" \\n"'), ['empty-message: " \\n"']],
    ['no content', '{ "messages": [{ "role": "user" }] }', ['empty-message: { "role": "user" }']],
    [
      'tool calls without content',
      '{ "messages": [{ "role": "assistant", "content": null, "tool_calls": [] }, { "role": "user", "content": "x" }] }',
      [],
    ],
    ['an image', user('[{ "type": "image_url", "image_url": { "url": "{{ url }}" } }]'), []],
    [
      'an assistant message last',
      '{ "messages": [{ "role": "user", "content": "a" }, { "role": "assistant", "content": "b" }] }',
      ['assistant-last: "assistant"'],
    ],
    ['no messages', '{ "messages": [] }', ['no-messages: {']],
    ['no list of messages', '{ "model": "m" }', ['no-messages: {']],
    ['broken JSON', '{ "messages": [{ "role": "user" "content": "x" }] }', ['json-syntax: "content"']],
    ['comments', '// why\n{ /* a */ "messages": [{ "role": "user", "content": "x" }], }', []],
    [
      'a missing file',
      user('{ "$file": "nope.jinja" }'),
      [
        'file-not-found: nope.jinja',
        'empty-message: { "role": "user", "content": { "$file": "nope.jinja" } }',
      ],
    ],
    [
      'a file outside',
      user('{ "$file": "../../x.jinja" }'),
      [
        'outside-workspace: ../../x.jinja',
        'empty-message: { "role": "user", "content": { "$file": "../../x.jinja" } }',
      ],
    ],
    [
      'an error in a file',
      user('{ "$file": "a.jinja" }'),
      ['unknown-filter: nope in dir/a.jinja'],
      { 'dir/a.jinja': 'é\n{{ x | nope }}' },
    ],
    [
      'an undefined variable in a file',
      user('{ "$file": "a.jinja" }', declared),
      ['undefined-variable: nope in dir/a.jinja'],
      { 'dir/a.jinja': '{{ nope }}{{ topic }}{{ n }}' },
    ],
    [
      'an input that an included file uses',
      user('"{% include \'b.njk\' %}{{ n }}"', declared),
      [],
      { 'dir/b.njk': '{{ topic }}' },
    ],
    [
      'tags in a plain file',
      user('{ "$file": "a.md" }'),
      ['not-rendered: { "$file": "a.md" }'],
      { 'dir/a.md': 'Say {{ x }}' },
    ],
    [
      'filters of MiniJinja',
      user('{ "$file": "a.minijinja" }'),
      [],
      { 'dir/a.minijinja': '{% with x = 1 %}{{ x | bool }}{% endwith %}' },
    ],
    [
      'an unclosed block of MiniJinja',
      user('{ "$file": "a.minijinja" }'),
      ['unclosed-block: {% if x %} in dir/a.minijinja'],
      { 'dir/a.minijinja': '{% if x %}' },
    ],
    [
      'choices',
      '{ "inputs": {}, "choices": [{ "name": "a", "file": "b.prompt.json" }], "messages": [{ "role": "user", "content": "{{ choices | tojson }}" }] }',
      [],
      { 'dir/b.prompt.json': '{}' },
    ],
    [
      'a choice without its file',
      '{ "choices": [{ "name": "a", "file": "b.prompt.json" }], "messages": [{ "role": "user", "content": "x" }] }',
      ['file-not-found: b.prompt.json'],
    ],
    [
      'a template outside of messages',
      '{ "stop": "{{ a b }}", "messages": [{ "role": "user", "content": "x" }] }',
      ['syntax: b'],
    ],
    ['no rendering wanted', user('"{{ a b }}"', '"template": "none", '), []],
    ['a list of messages', '[{ "role": "user", "content": "{{ a | nope }}" }]', ['unknown-filter: nope']],
  ];
  for (const [what, text, expected, files] of CASES) {
    it(what, () => assert.deepEqual(brief(text, files), expected));
  }

  it('takes values that are known from elsewhere as declared', () => {
    assert.deepEqual(brief(user('"{{ row }}{{ topic }}{{ n }}"', declared), {}, ['row']), []);
  });

  it('offers what is meant, and the declaration', () => {
    const [finding] = diagnose(user('"{{ topik }}{{ topic }}{{ n }}"', declared));
    assert.equal(finding!.fixes.length, 2);
    const [change, declare] = finding!.fixes.map(fix => fix.edits);
    assert.equal(change![0]!.newText, 'topic');
    assert.match(declare![0]!.newText, /"topik"/);
  });

  it('mends a role', () => {
    const text = '{ "messages": [{ "role": "human", "content": "x" }] }';
    const [edit] = diagnose(text)[0]!.fixes[0]!.edits;
    const mended = text.slice(0, edit!.start) + edit!.newText + text.slice(edit!.end);
    assert.deepEqual(brief(mended), []);
  });

  it('finds too many tokens', () => {
    const text = user('"x"');
    const file = parsePromptFile({ path: 'a.prompt.json', text });
    assert.equal(tokenFinding(file, 10, 10), undefined);
    const { start, end } = tokenFinding(file, 11, 10)!;
    assert.equal(text.slice(start, end), '{ "role": "user", "content": "x" }');
  });

  /** Templates with one fault each, between « and ». */
  const FAULTS: [code: string, template: string][] = [
    ['unknown-filter', '{{ topic | «uper» }}'],
    ['unknown-test', '{% if topic is «defind» %}x{% endif %}'],
    ['unknown-function', '{{ «rang»(3) }}'],
    ['undefined-variable', '{% for i in [1] %}{{ «nope».x["ü"] }}{% endfor %}'],
    ['syntax', '{{ "ä\\n" «"/"» }}'],
    ['unclosed-block', '«{% for i in "é/" %}»{{ i }}'],
    ['unclosed-delimiter', '«{{» topic '],
    ['unclosed-string', '{{ topic ~ «"»abc }}'],
    ['unclosed-comment', '«{#» abc'],
    ['unknown-tag', '{% «fro» x %}'],
    ['unexpected-tag', '{% «endif» %}'],
    ['template-not-found', '{% include «"a/ü.njk"» %}'],
  ];

  it('selects exactly the offending text, however the JSON spells it', () => {
    const surroundings = fc.stringMatching(/^[ -z|~\n\t\u00e0-\u00ff\u{1f600}-\u{1f64f}"\\/]{0,30}$/u);
    const generated = fc.record({
      before: surroundings.map(text => text.replaceAll('{', '(')),
      fault: fc.constantFrom(...FAULTS),
      after: surroundings.map(text => text.replaceAll(/[{}]/g, '(').replaceAll(/["']/g, '.')),
      choices: fc.array(fc.nat(9), { minLength: 1, maxLength: 12 }),
    });
    fc.assert(
      fc.property(generated, ({ before, fault: [code, marked], after, choices }) => {
        const clean = before.replaceAll('#}', '# ').replaceAll('%}', '% ');
        const from = clean.length + marked.indexOf('«');
        const to = clean.length + marked.indexOf('»') - 1;
        const { json, places } = spelled(clean + marked.replace(/[«»]/g, '') + after, choices);
        const head =
          '{ "inputs": { "topic": {} }, "messages": [{ "role": "system", "content": "{{ topic }} 😀" },\n{ "role": "user", "content": ';
        const text = `${head}${json} }] }`;
        const found = diagnose(text).filter(finding => finding.code === code);
        const [finding] = found;
        assert.equal(found.length, 1, json);
        assert.equal(finding!.start, head.length + places[from]!);
        assert.equal(finding!.end, head.length + places[to]!);
      }),
      runs(400),
    );
  });

  it('only tells of an answer with variables at the end, which makes datasets', () => {
    const severities = (content: string) =>
      diagnose(
        `{ "messages": [{ "role": "user", "content": "a" }, { "role": "assistant", "content": "${content}" }] }`,
      )
        .filter(({ code }) => code === 'assistant-last')
        .map(({ severity }) => severity);
    assert.deepEqual([severities('b'), severities('{{ b }}')], [['warning'], ['info']]);
  });
});
