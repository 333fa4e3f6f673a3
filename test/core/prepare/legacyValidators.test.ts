import assert from 'node:assert/strict';
import { lint } from '../../support/lint.ts';
import { analyse, prepare } from '../../support/prepare.ts';

type Row = Readonly<Record<string, unknown>>;

const NAMES = ['amber', 'brook', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heath', 'inlet', 'jetty'];
/** A row that gives no validator a reason. */
const good = (index: number): Row => ({ prompt: `${NAMES[index]} ->`, completion: ` ${NAMES[9 - index]}\n` });
const rows = (change: (index: number, row: Row) => Row): Row[] =>
  NAMES.map((_, index) => change(index, good(index)));
const lines = (list: readonly Row[]) => `${list.map(row => JSON.stringify(row)).join('\n')}\n`;

/**
 * All validators of the former `openai tools fine_tunes.prepare_data`, in their order: a file that gives each a reason,
 * the remedy that is offered for it (or what is said where there is none), and the first row that it writes.
 */
const VALIDATORS: readonly [
  validator: string,
  text: string,
  remedy: { id: string; first?: Row } | { note: RegExp } | { rule: string },
][] = [
  [
    '0 read_any_format',
    JSON.stringify(rows((_, row) => row)),
    { id: 'json/not-line-delimited', first: good(0) },
  ],
  ['1 num_examples', lines(rows((_, row) => row)), { note: /10 pairs are few/ }],
  [
    '2 necessary_column prompt',
    lines(rows((_, { prompt, ...row }) => ({ Prompt: prompt, ...row }))),
    { id: 'shape/key-case', first: good(0) },
  ],
  [
    '3 necessary_column completion',
    lines(rows((_, { completion, ...row }) => ({ ...row, COMPLETION: completion }))),
    { id: 'shape/key-case', first: good(0) },
  ],
  [
    '3 necessary_column, none at all',
    lines(rows((_, { completion: __, ...row }) => row)),
    { rule: 'shape/missing-key' },
  ],
  [
    '4 additional_column',
    lines(rows((index, row) => ({ ...row, id: index }))),
    { id: 'shape/extra-key:unsafe', first: good(0) },
  ],
  [
    '5 non_empty_field completion',
    lines(rows((index, row) => (index === 0 ? { ...row, completion: '' } : row))),
    { id: 'completion/empty-completions', first: good(1) },
  ],
  [
    '6 format_inferrer',
    lines(rows((index, { prompt }) => ({ prompt, completion: index % 2 ? ' yes' : ' no' }))),
    { note: /as in a classification/ },
  ],
  [
    '7 duplicated_rows',
    lines(rows((index, row) => (index === 1 ? good(0) : row))),
    { id: 'leave-out/duplicates', first: good(0) },
  ],
  [
    '8 long_examples',
    lines(rows((index, row) => (index === 0 ? { ...row, prompt: `${'x'.repeat(10_000)} ->` } : row))),
    { id: 'completion/long-examples', first: good(1) },
  ],
  [
    '9 lower_case prompt',
    lines(rows((_, row) => ({ ...row, prompt: String(row.prompt).toUpperCase() }))),
    { id: 'completion/lower-case-prompts', first: good(0) },
  ],
  [
    '10 lower_case completion',
    lines(rows((_, row) => ({ ...row, completion: String(row.completion).toUpperCase() }))),
    { id: 'completion/lower-case-completions', first: good(0) },
  ],
  [
    '11 common_prompt_suffix',
    lines(rows((index, row) => ({ ...row, prompt: NAMES[index] }))),
    { id: 'completion/separator', first: good(0) },
  ],
  [
    '11 common_prompt_suffix, all prompts equal',
    lines(rows((_, row) => ({ ...row, prompt: 'same' }))),
    { note: /prompts are the same/ },
  ],
  [
    '12 common_prompt_prefix',
    lines(rows((_, row) => ({ ...row, prompt: `Which one is: ${row.prompt}` }))),
    { id: 'completion/prompt-prefix', first: good(0) },
  ],
  [
    '13 common_completion_prefix',
    lines(rows((_, row) => ({ ...row, completion: ` It is${row.completion}` }))),
    { id: 'completion/completion-prefix', first: good(0) },
  ],
  [
    '14 common_completion_suffix',
    lines(rows((_, row) => ({ ...row, completion: String(row.completion).trimEnd() }))),
    { id: 'completion/stop-sequence', first: good(0) },
  ],
  [
    '14 common_completion_suffix, all completions equal',
    lines(rows((index, row) => ({ ...row, completion: ' same', prompt: NAMES[index] })).slice(0, 3)),
    { note: /completions are the same/ },
  ],
  [
    '15 completion_space_start',
    lines(rows((_, row) => ({ ...row, completion: String(row.completion).trimStart() }))),
    { id: 'completion/leading-space', first: good(0) },
  ],
];

describe('each validator of prepare_data', () => {
  for (const [validator, text, wanted] of VALIDATORS) {
    it(validator, async () => {
      const settings = { target: 'openai', format: 'prompt-completion' } as const;
      const { remedies, notes } = await analyse(text, settings);
      const ids = remedies.map(({ id }) => id);
      if ('note' in wanted) assert.match(notes.join('\n'), wanted.note);
      else if ('rule' in wanted) {
        const { findings } = await lint(text, settings);
        assert.ok(findings.some(({ rule, severity }) => rule === wanted.rule && severity === 'error'));
      } else {
        assert.ok(ids.includes(wanted.id), ids.join());
        const { texts } = await prepare(text, [wanted.id], settings);
        assert.deepEqual(JSON.parse((texts.all ?? '').split('\n')[0]!), wanted.first);
      }
    });
  }

  it('has nothing to say against what gives it no reason', async () => {
    const { remedies } = await analyse(lines(rows((_, row) => row)), {
      target: 'generic',
      format: 'prompt-completion',
    });
    assert.deepEqual(
      remedies.map(({ id }) => id),
      [],
    );
  });
});
