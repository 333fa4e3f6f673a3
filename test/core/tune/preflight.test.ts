import assert from 'node:assert/strict';
import { adoptedJob } from '../../../src/core/jobs/newJob.ts';
import { judgeCap } from '../../../src/core/ledger/cap.ts';
import type { Connection } from '../../../src/core/provider/connection.ts';
import type { JobSnapshot } from '../../../src/core/provider/fineTuning.ts';
import { noTraining } from '../../../src/core/provider/provider.ts';
import { loadTokenizer } from '../../../src/core/tokens/tokenizer.ts';
import { countTokens, type DatasetTokens } from '../../../src/core/tune/preflight/countTokens.ts';
import { expectedEpochs } from '../../../src/core/tune/preflight/epochs.ts';
import { planOfTune } from '../../../src/core/tune/preflight/planOfTune.ts';
import { type PreflightParts, preflightTune } from '../../../src/core/tune/preflight/preflightTune.ts';

const connections: Connection[] = [
  { id: 'openai', kind: 'openai', name: 'OpenAI' },
  { id: 'sandbox', kind: 'sandbox', name: 'Sandbox' },
  { id: 'nebius', kind: 'nebius', name: 'Nebius' },
];

const tokens: DatasetTokens = {
  ...{ examples: 100, total: 1_000_000, trained: 300_000, billed: 1_000_000, longest: 20_000, cut: 0 },
  ...{ cutLines: [], exact: true },
};

interface Given {
  tokens?: Partial<DatasetTokens>;
  errors?: number;
  warnings?: number;
  cap?: number;
  committed?: number;
  /** Lines of the ledger that could not be read. */
  unread?: number;
  today?: string;
}

function parts(given: Given = {}): PreflightParts {
  const {
    errors: error = 0,
    warnings: warning = 0,
    cap,
    committed = 0,
    unread,
    today = '2026-05-01',
  } = given;
  return {
    ...{ connections, today, models: () => undefined, isFile: () => true, jobs: () => [] },
    capabilities: () => undefined,
    resolve: file => `/data/${file}`,
    settingsOf: async () => ({ target: 'generic', rules: {} }),
    allows: async usd => ({ ...judgeCap(usd, committed, cap), ...(unread !== undefined && { unread }) }),
    survey: async ({ path, settings: { target } }) => ({
      planned: { path, name: 'train.jsonl', bytes: 9, sha256: 'a'.repeat(64) },
      ...{
        format: 'openai-sft',
        target,
        totals: { error, warning, info: 0 },
        examples: 100,
        targets: [],
        worst: [],
      },
      tokens: { ...tokens, ...given.tokens },
    }),
  };
}

const tuneText = (tune: object = {}) =>
  JSON.stringify({ connection: 'openai', model: 'gpt-4.1-mini', training: 'train.jsonl', ...tune });

async function preflight(tune?: object, given?: Given) {
  const result = await preflightTune(tuneText(tune), parts(given));
  assert.ok(result.preflight);
  return result.preflight;
}

describe('preflight', () => {
  it('knows tokens, epochs and the price of a job, with the date of the table', async () => {
    const { price, billedTokens, trainedTokens, epochs } = await preflight({
      hyperparameters: { n_epochs: 2 },
    });
    assert.deepEqual([billedTokens, trainedTokens, epochs.basis], [2_000_000, 600_000, 'given']);
    assert.deepEqual(price, {
      ...{ kind: 'known', low: 10, likely: 10, high: 10, perMillion: 5 },
      ...{ source: 'our table', updated: '2026-11-21' },
    });
  });

  it('gives a range where the provider chooses the epochs or tokens are estimated', async () => {
    const { price } = await preflight({}, { tokens: { exact: false } });
    assert.ok(price.kind === 'known');
    assert.deepEqual([price.low, price.likely, price.high], [3.75, 15, 25]);
  });

  it('says that a price is unknown, and asks', async () => {
    const { price, issues, consent } = await preflight({ connection: 'nebius', model: 'x' });
    assert.equal(price.kind, 'unknown');
    assert.ok(issues.some(({ code }) => code === 'preflight/price-unknown'));
    assert.equal(consent, 'asked');
  });

  it('costs nothing in the sandbox', async () => {
    const { price, consent, spending } = await preflight(
      { connection: 'sandbox', model: 'sandbox-base' },
      { cap: 0 },
    );
    assert.deepEqual([price.kind, consent, spending.verdict], ['free', 'free', 'within']);
  });

  const consents: [name: string, given: Given, code: string, consent: string][] = [
    ['errors in a file', { errors: 2 }, 'preflight/file-errors', 'blocked'],
    ['a file of nothing', { tokens: { examples: 0 } }, 'preflight/no-examples', 'blocked'],
    ['warnings in a file', { warnings: 1 }, 'preflight/file-warnings', 'asked'],
    ['examples that are cut', { tokens: { cut: 3, cutLines: [4] } }, 'preflight/examples-cut', 'asked'],
    ['a cap that would be crossed', { cap: 20, committed: 15 }, 'preflight/over-cap', 'blocked'],
    ['a cap of which nobody is sure', { cap: 99, unread: 1 }, 'preflight/ledger-unread', 'asked'],
    ['a model that ends in 54 days', { today: '2026-11-21' }, 'launch/model-retired', 'typed'],
    ['a model that has ended', { today: '2027-03-01' }, 'launch/model-retired', 'blocked'],
  ];
  for (const [name, given, code, consent] of consents) {
    it(`wants to be ${consent} for ${name}`, async () => {
      const found = await preflight({}, given);
      assert.ok(
        found.issues.some(issue => issue.code === code),
        JSON.stringify(found.issues),
      );
      assert.equal(found.consent, consent);
    });
  }

  it('does not ask about unread lines of the ledger where no cap depends on them', async () => {
    for (const given of [{ unread: 1 }, { unread: 1, cap: 10, committed: 99 }]) {
      const { issues } = await preflight({}, given);
      assert.ok(!issues.some(({ code }) => code === 'preflight/ledger-unread'));
    }
  });

  it('is blocked by what stands in the way of every launch, and says so first', async () => {
    const where = { code: 'preflight/restricted', message: 'Not here.', remedy: 'Elsewhere.' };
    const obstacle = { ...where, severity: 'error' } as const;
    const given = { ...parts({ warnings: 1 }), obstacles: [obstacle] };
    const { preflight: found } = await preflightTune(tuneText(), given);
    assert.equal(found?.consent, 'blocked');
    assert.deepEqual(found.issues[0], obstacle);
  });

  it('stops at a tune that names nothing to look into', async () => {
    for (const tune of [{ connection: 'nowhere' }, { training: 5 }]) {
      const { preflight: none, findings } = await preflightTune(tuneText(tune), parts());
      assert.equal(none, undefined);
      assert.ok(findings.length > 0);
    }
  });

  it('says how long it may take when jobs ran here before', async () => {
    const snapshot: JobSnapshot = {
      ...{
        ref: { connectionId: 'openai', jobId: 'j' },
        state: 'succeeded',
        rawStatus: 'succeeded',
        recognised: true,
      },
      ...{ createdAt: 1_000_000, finishedAt: 1_600_000, trainedTokens: 1_000_000 },
    };
    const jobs = [adoptedJob(snapshot, connections[0]!, noTraining, 5)];
    const result = await preflightTune(tuneText(), { ...parts(), jobs: () => jobs });
    const duration = result.preflight?.duration;
    assert.ok(duration?.kind === 'known');
    assert.deepEqual([duration.low, duration.high], [900_000, 2_700_000]);
  });

  it('makes a plan with what was sent and what was expected', async () => {
    const result = await preflightTune(
      tuneText({ method: 'dpo', suffix: 's', hyperparameters: { beta: 0.1, n_epochs: 1 } }),
      parts(),
    );
    const plan = planOfTune(result.tune!, result.preflight!, { project: { name: 'p' } });
    assert.equal(plan.name, 's');
    assert.deepEqual(plan.expected, {
      ...{ likelyUsd: 5, highUsd: 5, usdPerMillion: 5, billedTokens: 1_000_000, epochs: 1 },
    });
    assert.equal('validation' in plan, false);
  });

  const epochs: [asked: unknown, examples: number, likely: number][] = [
    ['auto', 10, 10],
    [undefined, 4, 25],
    [undefined, 1, 25],
    [undefined, 33, 3],
    [undefined, 1000, 3],
    [undefined, 12_500, 2],
    [undefined, 30_000, 1],
    [7, 10, 7],
  ];
  for (const [asked, examples, likely] of epochs) {
    it(`expects ${likely} epochs of ${examples} examples (${asked})`, () => {
      const { low, likely: found, high } = expectedEpochs(asked, examples);
      assert.equal(found, likely);
      assert.ok(low <= found && found <= high);
    });
  }

  it('counts what is trained, what is billed, and what is cut', async () => {
    const line = (words: number) =>
      `${JSON.stringify({
        messages: [
          { role: 'user', content: 'hi' },
          { role: 'assistant', content: 'word '.repeat(words) },
        ],
      })}\n`;
    const bytes = new TextEncoder().encode(`${line(5)}${line(500)}broken\n\n${line(5)}`);
    async function* chunks() {
      for (let at = 0; at < bytes.length; at += 100) yield bytes.slice(at, at + 100);
    }
    const tokenizer = await loadTokenizer('o200k_base');
    const found = await countTokens(chunks(), { format: 'openai-sft', tokenizer, limit: 100 });
    assert.deepEqual([found.examples, found.cut, found.cutLines, found.exact], [3, 1, [1], true]);
    assert.equal(found.total - found.billed, found.longest - 100);
    assert.ok(found.trained > 500 && found.trained < found.total);
  });
});
