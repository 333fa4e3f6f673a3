import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PromptPattern } from '../../../../../src/core/template/pattern/promptPattern.ts';
import { documentOf } from '../../../../support/lint.ts';
import { applyEditsToLines } from '../../../../support/applyEdits.ts';
import { runCli } from '../../../../support/cli.ts';
import { withFolder } from '../../../../support/temporaryFolder.ts';
import { drift } from '../../../../../src/core/lint/rules/template/drift.ts';

const v = (variable: string) => ({ variable });

describe('template/drift', () => {
  const pattern = (
    messages: PromptPattern['messages'],
    more: Partial<PromptPattern> = {},
  ): PromptPattern => ({
    template: 't.prompt.json',
    messages,
    defaults: {},
    stored: {},
    ...more,
  });
  const system = (...segments: (string | { variable: string })[]) => ({ role: 'system', segments });
  const user = (...segments: (string | { variable: string })[]) => ({ role: 'user', segments });
  const line = (...messages: [role: string, content: unknown][]) =>
    JSON.stringify({ messages: messages.map(([role, content]) => ({ role, content })) });
  const S = (content: string): [string, unknown] => ['system', content];
  const U = (content: unknown): [string, unknown] => ['user', content];
  const A: [string, unknown] = ['assistant', 'a'];

  /** Message ids with what the fixes make of the line; `-` where there is none. */
  function outcome(text: string, prompt: PromptPattern): string[] {
    const options = { target: 'generic', prompt, rules: {} };
    const document = documentOf(text, options as never);
    return document
      .report()
      .findings.filter(({ rule }) => rule === drift.id)
      .map(finding => {
        const [fix] = finding.fixes;
        return `${finding.messageId} ${fix ? applyEditsToLines(text.split('\n'), fix.edits).join('\n') : '-'}`;
      });
  }

  it('renders a changed text again with the values that another message tells', () => {
    const prompt = pattern([system('Judge ', v('title'), '.'), user(v('title'))]);
    const drifted = line(S('Rate Sea.'), U('Sea'), A);
    assert.deepEqual(outcome(drifted, prompt), [`text ${line(S('Judge Sea.'), U('Sea'), A)}`]);
  });

  it('uses defaults only to render, never to judge', () => {
    const prompt = pattern([system('In ', v('language'), '.'), user(v('q'))], {
      defaults: { language: 'French' },
    });
    assert.deepEqual(outcome(line(S('In Danish.'), U('q'), A), prompt), []);
    assert.deepEqual(outcome(line(S('Danish'), U('q'), A), prompt), [
      `text ${line(S('In French.'), U('q'), A)}`,
    ]);
  });

  it('offers no fix where values are not known, contradict each other, or could be several', () => {
    const prompt = pattern([system('Judge ', v('t'), '.'), user('T: ', v('t'))]);
    assert.deepEqual(outcome(line(S('Rate Sea.'), U('Sea'), A), prompt), ['text -', 'text -']);
    const three = pattern([system('A ', v('t')), user('B ', v('t')), user('C ', v('t'))]);
    assert.deepEqual(outcome(line(S('A x'), U('B y'), U('drifted'), A), three), ['text -']);
    const many = pattern([system('Old ', v('a')), user(v('a'), ' and ', v('b'))]);
    assert.deepEqual(outcome(line(S('New'), U('x and y and z'), A), many), ['text -']);
  });

  it('goes by stored variables first, for templates with conditions too', async () => {
    const { keyOfMessages } = await import('../../../../../src/core/template/pattern/promptKey.ts');
    const key = keyOfMessages([{ role: 'user', content: 'old' }]);
    const prompt = pattern([{ role: 'user' }], { stored: { [key]: [{ role: 'user', content: 'new' }] } });
    assert.deepEqual(outcome(line(U('old'), A), prompt), [`text ${line(U('new'), A)}`]);
    assert.deepEqual(outcome(line(U('unknown'), A), prompt), []);
  });

  it('lets a conversation go on after the template, and contents be no texts', () => {
    const prompt = pattern([user('Hi')]);
    assert.deepEqual(outcome(line(U('Hi'), A, U('And?'), A), prompt), []);
    assert.deepEqual(outcome(line(U([{ type: 'text', text: 'Hi' }]), A), prompt), []);
    assert.deepEqual(outcome(line(S('x'), U('Hi'), A), prompt), ['shape -']);
  });

  it('is told by the command line for a dataset that was built, after its template changed', async () => {
    const messages = [
      { role: 'system', content: '{% if loud %}SHOUT{% else %}Whisper{% endif %}: {{ rubric }}' },
      { role: 'user', content: '{{ title }}' },
    ];
    const inputs = {
      rubric: { default: { $file: 'rubric.txt' } },
      loud: { type: 'boolean', default: false },
    };
    const files = {
      'tunewright.jsonc':
        '{ "datasets": [{ "files": "t_sft.jsonl", "template": "j.prompt.json" }], "rules": { "dataset/too-few-examples": "off" } }',
      'rubric.txt': 'Sea.',
      'j.prompt.json': JSON.stringify({ inputs, messages }),
      't.csv': 'title,liked\nSea,true\nLand,false\n',
    };
    await withFolder(files, async cwd => {
      const run = (...args: string[]) => runCli(args, { cwd });
      await run('build', 't.csv', '-t', 'j.prompt.json', '--answer', 'liked');
      const lint = () => run('lint', 't_sft.jsonl', '--output', 'json');
      assert.doesNotMatch((await lint()).stdout, /template\/drift/);
      await writeFile(path.join(cwd, 'rubric.txt'), 'Land.');
      const { stdout } = await lint();
      assert.equal(stdout.split('"template/drift"').length, 3, stdout);
      await appendFile(path.join(cwd, 't_sft.jsonl'), await readFile(path.join(cwd, 't_sft.jsonl')));
      assert.ok((await lint()).stdout.split('"template/drift"').length >= 5);
    });
  });
});
