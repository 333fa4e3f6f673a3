import assert from 'node:assert/strict';
import type { PreviewActions } from '../../media/preview/actions.ts';
import { type PageProps, PreviewPage } from '../../media/preview/page.tsx';
import type { PreviewState } from '../../src/core/view/preview.ts';
import type { RunsView } from '../../src/core/view/runs.ts';
import { drawPage } from '../support/drawPage.ts';

const NO_ACTIONS: PreviewActions = {
  setValue: () => {},
  chooseSet: () => {},
  saveSet: () => {},
  reveal: () => {},
  revealNote: () => {},
  copyRequest: () => {},
  showTab: () => {},
  copyAs: () => {},
  chooseRow: () => {},
  chooseTokenizer: () => {},
  forgetTokenizer: () => {},
  showPlain: () => {},
  openLink: () => {},
  copyText: () => {},
  run: () => {},
  stop: () => {},
  chooseTarget: () => {},
  openRun: () => {},
  compareRun: () => {},
  deleteRun: () => {},
  showHistory: () => {},
  copyAnswer: () => {},
};

const NO_RUNS: RunsView = { shown: [], history: [], total: 0 };

const STATE: PreviewState = {
  sequence: 1,
  name: 'Ask',
  messages: [
    {
      role: 'user',
      texts: [
        {
          slot: 0,
          pieces: [
            { kind: 'text', text: 'Dear ', start: 0 },
            { kind: 'value', text: '<b>Ada</b>', start: 5, path: 'name' },
            { kind: 'missing', text: '', start: 15, path: 'city' },
          ],
        },
      ],
    },
  ],
  inputs: [{ name: 'name', control: 'text', options: [], otherwise: '<b>Ada</b>', from: 'default' }],
  sets: [],
  request: '{ "messages": [] }',
  notes: [],
  missing: ['city'],
  restricted: false,
};

describe('the preview page', () => {
  const draw = (state: PreviewState | undefined, props: Partial<PageProps> = {}) =>
    drawPage(
      <PreviewPage
        state={state}
        runs={NO_RUNS}
        facts={undefined}
        isPlain={false}
        tab="messages"
        said=""
        actions={NO_ACTIONS}
        {...props}
      />,
    );

  it('draws messages with where each piece begins', () => {
    const page = draw(STATE);
    assert.match(page, /<article aria-label="Message: user"/);
    assert.match(page, /<span data-start="0">Dear <\/span>/);
    assert.match(page, /<span class="value" data-start="5" role="link" tabIndex="0" title="name">/);
  });

  it('marks what is missing instead of leaving it blank', () => {
    assert.match(draw(STATE), /class="missing"[^>]*data-start="15"[^>]*>city<\/span>/);
  });

  it('shows the request instead of the messages', () => {
    const page = draw(STATE, { tab: 'request' });
    assert.match(page, /<pre class="request"[^>]*>\{ "messages": \[\] \}<\/pre>/);
    assert.doesNotMatch(page, /<article/);
  });

  it('teaches while there are no messages', () => {
    const page = draw({ ...STATE, messages: [] });
    assert.match(page, /class="teaching"/);
    assert.doesNotMatch(page, /role="tablist"/);
  });

  it('shows problems with their places, saved sets and limits', () => {
    const notes: PreviewState['notes'] = [
      { severity: 'error', message: 'No.', remedy: '', where: 'a.jinja:3' },
    ];
    const page = draw({ ...STATE, notes, sets: ['one', 'two'], set: 'two', restricted: true });
    assert.match(page, /<li class="error">No\..*a\.jinja:3/);
    assert.match(page, /<select value="two">.*<option value="one">/);
    assert.match(page, /not trusted/);
  });

  it('says that it is at work before the first rendering', () => {
    assert.match(draw(undefined), /<p class="quiet">/);
  });

  it('ties a fault to its field', () => {
    const input: PreviewState['inputs'][number] = {
      name: 'n',
      control: 'line',
      options: [],
      typed: 'x',
      fault: 'Write a number.',
    };
    const page = draw({ ...STATE, inputs: [input] });
    assert.match(page, /<input aria-describedby="value-n-fault" aria-invalid/);
    assert.match(page, /<p class="fault" id="value-n-fault">/);
  });
});
