import assert from 'node:assert/strict';
import type { Preflight } from '../../../src/core/tune/preflight/preflight.ts';
import { preflightRows } from '../../../src/core/view/preflightRows.ts';
import { launchPromise, launchSections } from '../../../src/core/view/launchPage.ts';

describe('the page before a launch', () => {
  it('shows each number with where it is from', () => {
    const facts = factsOf({});
    assert.deepEqual(facts.get('Low, likely, high')?.value, '$1.00, $2.00, $4.00');
    assert.deepEqual(facts.get('Price'), {
      label: 'Price',
      value: '$5 for a million tokens',
      source: 'our table of 2026-11-21',
    });
    assert.equal(facts.get('Its end')?.tone, 'warning');
    assert.equal(facts.get('Its end')?.value, 'stops answering in 54 days (2027-01-20)');
    assert.equal(facts.get('Tokens')?.source, 'counted');
    assert.equal(facts.get('Epochs')?.value, '3 (1 to 4)');
    assert.equal(facts.get('Spending cap')?.value, '$10.00, of which $7.00 are left');
    assert.match(facts.get('Time')?.value ?? '', /^1 min to 5 min$/);
  });

  it('says what is unknown, and why', () => {
    const facts = factsOf({
      price: { kind: 'unknown', reason: 'This provider publishes none.' },
      duration: { kind: 'unknown' },
    });
    assert.deepEqual(facts.get('Price'), {
      label: 'Price',
      value: 'unknown',
      source: 'This provider publishes none.',
      tone: 'warning',
    });
    assert.equal(facts.get('Time')?.value, 'unknown');
  });

  it('marks what stands in the way', () => {
    const { files } = preflight();
    const facts = factsOf({
      files: [{ ...files[0]!, totals: { error: 2, warning: 0, info: 0 } }],
      spending: { verdict: 'over', committed: 9.5, cap: 10, left: 0.5 },
    });
    assert.equal(facts.get('The linter says')?.tone, 'bad');
    assert.equal(facts.get('Spending cap')?.tone, 'bad');
  });

  it('says that what was spent is a lower bound where the ledger could not be read', () => {
    const spending = { verdict: 'within', committed: 3, cap: 10, left: 7, unread: 2 } as const;
    const facts = factsOf({ spending });
    const spent = facts.get('Spent and reserved this month');
    assert.deepEqual([spent?.value, spent?.tone], ['at least $3.00', 'warning']);
    assert.match(spent?.source ?? '', /2 lines/);
    assert.match(facts.get('Spending cap')?.value ?? '', /at most \$7\.00/);
    const row = preflightRows(preflight({ spending })).find(({ label }) => label === 'Spending');
    assert.match(row?.value ?? '', /^at least \$3\.00.*2 lines/);
  });

  it('promises what the button does', () => {
    assert.equal(
      launchPromise(preflight()),
      'train.jsonl will be uploaded, and OpenAI trains the model. It is likely to cost $2.00, at most about $4.00.',
    );
    const { files } = preflight();
    const there = [{ ...files[0]!, onConnection: 'file-1' }];
    assert.equal(
      launchPromise(preflight({ files: there, price: { kind: 'free', reason: '' } })),
      'Its files are there already, and OpenAI trains the model. Nobody charges for it.',
    );
  });
});

function factsOf(given: Partial<Preflight>) {
  const facts = launchSections(preflight(given)).flatMap(section => section.facts);
  return new Map(facts.map(fact => [fact.label, fact]));
}

function preflight(given: Partial<Preflight> = {}): Preflight {
  return {
    name: 'support',
    connection: { id: 'one', kind: 'openai', name: 'OpenAI' },
    ...{ model: 'gpt-4.1-mini', method: 'supervised', billedTokens: 400_000, trainedTokens: 90_000 },
    files: [
      {
        ...{ role: 'training', given: 'train.jsonl', format: 'openai-sft', target: 'openai', examples: 100 },
        planned: { path: '/w/train.jsonl', name: 'train.jsonl', bytes: 1200, sha256: 'ab'.repeat(32) },
        totals: { error: 0, warning: 0, info: 0 },
        targets: [],
        worst: [],
        tokens: {
          ...{ examples: 100, total: 100_000, trained: 30_000, billed: 100_000, longest: 900, cut: 0 },
          ...{ cutLines: [], exact: true },
        },
      },
    ],
    epochs: { low: 1, likely: 3, high: 4, basis: 'guessed' },
    exactTokens: true,
    price: {
      ...{ kind: 'known', low: 1, likely: 2, high: 4, perMillion: 5 },
      ...{ source: 'our table', updated: '2026-11-21' },
    },
    duration: { kind: 'known', low: 60_000, high: 300_000, jobs: 2 },
    end: {
      ...{ endDate: '2027-01-20', days: 54, text: 'stops answering in 54 days', jobsEnded: false },
      source: 'our table',
    },
    spending: { verdict: 'within', committed: 3, cap: 10, left: 7 },
    ...{ issues: [], consent: 'free' },
    ...given,
  };
}
