import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyOfMessages } from '../../../src/core/template/pattern/promptKey.ts';
import { matchSegments, renderSegments } from '../../../src/core/template/pattern/matchSegments.ts';
import { messagePatterns } from '../../../src/core/template/pattern/patternOf.ts';
import type { Segment } from '../../../src/core/template/pattern/promptPattern.ts';
import { loadPromptFile } from '../../../src/core/template/promptFile/loadPromptFile.ts';
import { runs } from '../../support/property.ts';

const v = (variable: string) => ({ variable });

describe('a template matched against a text', () => {
  const cases: [segments: Segment[], text: string, expected: Record<string, string> | 'none' | 'many'][] = [
    [['Hi'], 'Hi', {}],
    [['Hi'], 'Hi!', 'none'],
    [['Q: ', v('q')], 'Q: why?', { q: 'why?' }],
    [['Q: ', v('q')], 'why?', 'none'],
    [[v('a'), ' and ', v('b')], 'x and y', { a: 'x', b: 'y' }],
    [[v('a'), ' and ', v('b')], 'x and y and z', 'many'],
    [[v('a'), v('b')], 'xy', 'many'],
    [[v('a'), '-', v('a')], 'xx-xx', { a: 'xx' }],
    [[v('a'), '-', v('a')], 'xx-xy', 'none'],
    [[v('a'), '.'], 'a.b.', { a: 'a.b' }],
    [[v('a')], '', { a: '' }],
    [['', v('a'), '', '!'], 'x!', { a: 'x' }],
  ];
  for (const [segments, text, expected] of cases) {
    it(`${JSON.stringify(segments)} in ${JSON.stringify(text)}`, () => {
      const match = matchSegments(segments, text);
      assert.deepEqual(match.kind === 'one' ? match.values : match.kind, expected);
    });
  }

  it('finds the values again, or says that there are several', () => {
    const segment = fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom('a', 'b', 'c').map(variable => ({ variable })),
    );
    const values = fc.record({ a: fc.string(), b: fc.string(), c: fc.string() });
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), values, (segments, given) => {
        const text = renderSegments(segments, new Map(Object.entries(given)));
        const match = matchSegments(segments, text ?? '');
        assert.notEqual(match.kind, 'none');
        if (match.kind !== 'one') return;
        for (const [name, value] of Object.entries(match.values)) {
          assert.equal(value, given[name as keyof typeof given]);
        }
      }),
      runs(300),
    );
  });

  it('ends soon on a text that matches in countless ways', () => {
    const segments = Array.from({ length: 30 }, (_, index) => [v(`v${index}`), 'a']).flat();
    assert.notEqual(matchSegments([...segments, 'b'], 'a'.repeat(5000)).kind, 'one');
  });
});

describe('the pattern of a template', () => {
  it('has fixed texts and variables, and leaves out what cannot be told', async () => {
    const messages = [
      { role: 'system', content: 'Be {{ tone }}.' },
      { role: 'user', content: '{% if x %}a{% endif %}' },
      { role: 'user', content: '{{ q | trim }}' },
      { role: 'assistant', content: '{{ label }}' },
    ];
    const file = await loadPromptFile(
      { path: 'a.prompt.json', text: JSON.stringify({ messages }) },
      async () => undefined,
    );
    assert.deepEqual(messagePatterns(file), [
      { role: 'system', segments: ['Be ', v('tone'), '.'] },
      { role: 'user' },
      { role: 'user' },
    ]);
  });
});

describe('the key of a prompt', () => {
  it('is the one that datasets on disk were written with', () => {
    assert.equal(
      keyOfMessages([{ role: 'user', content: 'q' }]),
      keyOfMessages([{ content: 'q', role: 'user' }]),
    );
    assert.equal(keyOfMessages([{ role: 'user', content: 'q' }]), 'xrwh5jyuoy');
  });
});
