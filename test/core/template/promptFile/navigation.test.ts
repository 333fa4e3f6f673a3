import assert from 'node:assert/strict';
import { analysePrompt } from '../../../../src/core/template/promptFile/analysePrompt.ts';
import { completePrompt } from '../../../../src/core/template/promptFile/completePrompt.ts';
import { inputSetsPath, parseInputSets } from '../../../../src/core/template/promptFile/inputSets.ts';
import { renameEdits, thingAt } from '../../../../src/core/template/promptFile/navigation.ts';
import { valueOfThing } from '../../../../src/core/template/promptFile/valueOfThing.ts';
import { parsePromptFile } from '../../../../src/core/template/promptFile/parsePromptFile.ts';
import { resolveValues } from '../../../../src/core/template/promptFile/values.ts';

const TEXT = `{ "inputs": { "topic": { "default": { "kind": "d\\u00e9f" } } },
  "messages": [
    { "role": "system", "content": "\\"é\\" {{ topic.kind }} {% for t in tags %}{{ t }}{% endfor %}" },
    { "role": "user", "content": { "$file": "user.jinja" } }
  ] }`;
const USER = 'Say {{ topic }} to {{ tags[0] }} {% set s = topic %}{{ s }}';
const FILES = { 'user.jinja': USER };

describe('navigation in prompts', () => {
  const file = parsePromptFile({ path: 'ask.prompt.json', text: TEXT, files: FILES });
  const analysis = analysePrompt(file);
  const at = (word: string, inFile?: string) => {
    const text = inFile === undefined ? TEXT : USER;
    return thingAt(analysis, text.indexOf(word) + word.length - 1, inFile);
  };
  const shown = (places: readonly { start: number; end: number; file?: string }[]) =>
    places.map(
      ({ start, end, file: other }) => `${other ?? ''}@${start}:${(other ? USER : TEXT).slice(start, end)}`,
    );

  it('leads from a use to the declaration and to all uses', () => {
    const thing = at('{{ topic')!;
    assert.deepEqual([thing.name, thing.path, thing.kind], ['topic', 'topic.kind', 'input']);
    assert.deepEqual(shown(thing.definitions), [`@${TEXT.indexOf('topic')}:topic`]);
    assert.equal(thing.references.length, 4);
    assert.ok(shown(thing.references).every(text => text.endsWith(':topic')));
    assert.deepEqual(at('"topic')!.references, thing.references);
  });

  it('knows local names and other files', () => {
    assert.equal(at('for t')!.kind, 'loop');
    assert.equal(at('{{ s', 'user.jinja')!.kind, 'set');
    assert.equal(at('{{ tags', 'user.jinja')!.references.length, 2);
    assert.equal(at('Say', 'user.jinja'), undefined);
  });

  it('renames an input everywhere, in saved sets too', () => {
    const sets = parseInputSets(
      '{ "one": { "topic": "x", "other": 1 }, "two": { "top\\u0069c": "y" }, "bad": 3 }',
    );
    const edits = renameEdits(analysis, at('{{ topic')!, 'subject', [{ file: 'ask.inputs.json', sets }]);
    assert.ok(Array.isArray(edits));
    assert.equal(edits.length, 6);
    assert.equal(sets.problems.length, 1);
    const own = edits.filter(edit => edit.file === undefined).sort((a, b) => b.start - a.start);
    const renamed = own.reduce(
      (text, edit) => text.slice(0, edit.start) + edit.newText + text.slice(edit.end),
      TEXT,
    );
    assert.match(renamed, /"subject": \{/);
    assert.match(renamed, /\{\{ subject\.kind \}\}/);
  });

  it('refuses names that cannot be', () => {
    const thing = at('{{ topic')!;
    assert.deepEqual(renameEdits(analysis, thing, 'a b'), { fault: 'no-name' });
    assert.deepEqual(renameEdits(analysis, thing, 'not'), { fault: 'reserved' });
    assert.deepEqual(renameEdits(analysis, thing, 'tags'), { fault: 'taken' });
  });

  it('tells the value and where it comes from', () => {
    assert.deepEqual(valueOfThing(at('{{ topic')!, resolveValues(file, {})), {
      value: 'déf',
      origin: 'default',
    });
    const given = resolveValues(file, { tags: ['a'] });
    assert.deepEqual(valueOfThing(at('{{ tags', 'user.jinja')!, given), { value: 'a', origin: 'given' });
    assert.deepEqual(valueOfThing(at('for t')!, given), { value: undefined });
  });

  it('completes behind escapes, and replaces the right characters', () => {
    const offset = TEXT.indexOf('topic.kind') + 3;
    const found = completePrompt(file, analysis, offset, {})!;
    assert.equal(TEXT.slice(found.start, found.end), 'topic');
    assert.ok(found.items.some(item => item.label === 'tags'));
    assert.equal(completePrompt(file, analysis, TEXT.indexOf('system'), {}), undefined);
    assert.ok(completePrompt(file, analysis, USER.indexOf('topic'), {}, 'user.jinja'));
  });

  it('knows where example sets are kept', () => {
    assert.equal(inputSetsPath('a/ask.prompt.json'), 'a/ask.inputs.json');
    assert.equal(inputSetsPath('ask.json'), 'ask.inputs.json');
    assert.equal(inputSetsPath('ask.prompty'), 'ask.inputs.json');
  });
});
