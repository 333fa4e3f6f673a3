import assert from 'node:assert/strict';
import { nunjucksRenderer } from '../../../src/core/template/nunjucksRenderer.ts';
import { withInputSet } from '../../../src/core/template/promptFile/editInputSets.ts';
import { messagesPlace } from '../../../src/core/template/promptFile/messagesPlace.ts';
import { outputPlace } from '../../../src/core/template/promptFile/outputPlace.ts';
import { parseByName } from '../../../src/core/template/promptFile/parseByName.ts';
import { type RenderedPrompt, renderPrompt } from '../../../src/core/template/promptFile/renderPrompt.ts';
import { resolveValues } from '../../../src/core/template/promptFile/values.ts';
import { drawPreview } from '../../../src/core/view/previewState.ts';

const PART = 'Hi {{ who }},\nwelcome.';

async function preview(text: string, given: Record<string, unknown> = {}, path = 'ask.prompt.json') {
  const file = parseByName({ path, text, files: { 'part.jinja': PART } });
  const resolved = resolveValues(file, given, { examples: true });
  const rendered = await renderPrompt(file, resolved.values, async () => nunjucksRenderer({ now: () => 0 }));
  const drawn = drawPreview({
    sequence: 1,
    file,
    rendered,
    resolved,
    typed: {},
    sets: [],
    restricted: false,
  });
  return { file, rendered, ...drawn };
}

function prompt(contents: readonly string[], inputs: Record<string, unknown> = {}): string {
  return JSON.stringify({ inputs, messages: contents.map(content => ({ role: 'user', content })) });
}

describe('the preview of a prompt', () => {
  it('cuts texts into what was written, put in and is missing', async () => {
    const { state } = await preview(prompt(['A{% if who %}B{% endif %}{{ who }}{{ city }}C']), {
      who: 'Ada',
    });
    assert.deepEqual(state.messages[0]?.texts[0]?.pieces, [
      { kind: 'text', text: 'AB', start: 0 },
      { kind: 'value', text: 'Ada', start: 2, path: 'who' },
      { kind: 'missing', text: '', start: 5, path: 'city' },
      { kind: 'text', text: 'C', start: 5 },
    ]);
    assert.deepEqual(state.missing, ['city']);
  });

  it('keeps values exactly in the request', async () => {
    const value = `Aren't <b> & "x"\n{{ no }}`;
    const { state } = await preview(prompt(['{{ v }}']), { v: value });
    assert.equal(JSON.parse(state.request).messages[0].content, value);
    assert.equal('inputs' in JSON.parse(state.request), false);
  });

  it('asks for declared inputs in their order, then for what is missing', async () => {
    const inputs = { b: { default: 1, type: 'number' }, a: { type: 'boolean' }, e: { enum: ['x', 'y'] } };
    const { state } = await preview(prompt(['{{ a }}{{ b }}{{ z }}'], inputs));
    assert.deepEqual(
      state.inputs.map(({ name, control, from }) => [name, control, from]),
      [
        ['b', 'line', 'default'],
        ['a', 'choice', undefined],
        ['e', 'choice', undefined],
        ['z', 'text', undefined],
      ],
    );
  });

  it('says where an error is, in an included file too', async () => {
    const { state, notePlaces, file } = await preview(prompt(['ok', '\n\n{{ a | nope }}']));
    assert.equal(state.notes[0]?.where, 'ask.prompt.json:1');
    assert.match(file.text.slice(notePlaces[0]!.start, notePlaces[0]!.end), /nope/);
  });

  it('is empty for a file without messages, and says what is wrong with one that is no JSON', async () => {
    assert.deepEqual((await preview('{}')).state.messages, []);
    const broken = await preview('{\n"messages": [}');
    assert.equal(broken.state.notes[0]?.where, 'ask.prompt.json:2');
  });

  it('shows what a message says without text', async () => {
    const text = JSON.stringify({ messages: [{ role: 'assistant', tool_calls: [{ id: 'c1' }] }] });
    const { state } = await preview(text);
    assert.deepEqual(JSON.parse(state.messages[0]?.other ?? ''), { tool_calls: [{ id: 'c1' }] });
  });

  it('is sound JSON for the page', async () => {
    const { state } = await preview(prompt(['{{ a }}']));
    assert.deepEqual(structuredClone(state), state);
  });
});

describe('a click on a rendered text', () => {
  const at = ({ slots }: RenderedPrompt, slot: number, text: string) => slots[slot]!.text.indexOf(text);

  it('leads to the very character in the JSON, escapes and emoji or not', async () => {
    const { file, rendered } = await preview(prompt(['"😀"\n{{ who }} said\t"yes"']), { who: 'A\n"B"' });
    for (const word of ['said', 'yes', '😀']) {
      const { start } = outputPlace(rendered.slots[0]!, at(rendered, 0, word), file.path);
      assert.equal(file.text.slice(start, start + word.length), word);
    }
  });

  it('leads from a value to the tag that put it in, from its first to its last character', async () => {
    const { file, rendered } = await preview(prompt(['To {{ who | upper }}!']), { who: 'Ada' });
    for (const offset of [3, 5]) {
      const { start, end } = outputPlace(rendered.slots[0]!, offset, file.path);
      assert.match(file.text.slice(start, end), /who/);
    }
    const { start } = outputPlace(rendered.slots[0]!, 6, file.path);
    assert.equal(file.text[start], '!');
  });

  it('leads into files that are referred to and included', async () => {
    const text = JSON.stringify({
      messages: [
        { role: 'system', content: { $file: 'part.jinja' } },
        { role: 'user', content: 'x {% include "part.jinja" %}' },
      ],
    });
    const { file, rendered } = await preview(text, { who: 'Ada' });
    for (const slot of [0, 1]) {
      const place = outputPlace(rendered.slots[slot]!, at(rendered, slot, 'welcome'), file.path);
      assert.equal(place.file, 'part.jinja');
      assert.equal(PART.slice(place.start, place.start + 7), 'welcome');
    }
  });

  it('has a place even for an empty text and beyond the end', async () => {
    const { file, rendered } = await preview(prompt(['', 'end']));
    assert.equal(file.text[outputPlace(rendered.slots[0]!, 0, file.path).start], '"');
    const { start } = outputPlace(rendered.slots[1]!, 99, file.path);
    assert.equal(file.text[start], 'd');
  });
});

describe('helpers of the preview', () => {
  it('finds the messages of each kind of prompt', () => {
    const json = parseByName({ path: 'a.json', text: '{"a": 1, "messages": []}' });
    const { start, end } = messagesPlace(json)!;
    assert.equal(json.text.slice(start, end), '"messages"');
    assert.deepEqual(messagesPlace(parseByName({ path: 'a.json', text: '[]' })), { start: 0, end: 2 });
    assert.equal(messagesPlace(parseByName({ path: 'a.json', text: '{}' })), undefined);
  });

  it('writes a set of values beside others, comments kept', () => {
    assert.deepEqual(JSON.parse(withInputSet(undefined, 'one', { a: 1 })), { one: { a: 1 } });
    const text = withInputSet('{\n  // mine\n  "one": { "a": 1 }\n}\n', 'two', { b: 'x' });
    assert.match(text, /\/\/ mine/);
    assert.match(text, /"two": \{\n\s+"b": "x"/);
  });
});
