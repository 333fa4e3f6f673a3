import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { until } from '../lint/support/waiting.ts';
import { inWorkspace, writeFile } from '../lint/support/workspace.ts';

interface Heard {
  state: string;
  label: string;
  messages: vscode.TestMessage[];
}

const made = new vscode.EventEmitter<void>();
const heard: Heard[] = [];
let controller: vscode.TestController | undefined;
let profile: vscode.TestRunProfile | undefined;

/** Keeps the controller that the extension makes, and what its runs say. */
function keepController(): () => void {
  const original = vscode.tests.createTestController;
  const stub = (id: string, label: string) => {
    const real = original.call(vscode.tests, id, label);
    const createRun = real.createTestRun.bind(real);
    const createProfile = real.createRunProfile.bind(real);
    real.createRunProfile = (...args) => {
      profile = createProfile(...args);
      return profile;
    };
    real.createTestRun = (...args) => {
      const run = createRun(...args);
      for (const state of ['passed', 'failed', 'errored', 'skipped'] as const) {
        run[state] = (item: vscode.TestItem, messages?: unknown) => {
          const all = [messages].flat().filter(one => one instanceof vscode.TestMessage);
          heard.push({ state, label: item.label, messages: all });
        };
      }
      return run;
    };
    controller = real;
    made.fire();
    return real;
  };
  Object.assign(vscode.tests, { createTestController: stub });
  return () => Object.assign(vscode.tests, { createTestController: original });
}

describe('cases in the Test Explorer', () => {
  let restore = () => {};
  before(async () => {
    restore = keepController();
    await vscode.extensions.getExtension('tunewright.tunewright')?.activate();
  });
  after(() => {
    restore();
    for (const name of ['tests', '.tunewright']) rmSync(inWorkspace(name), { recursive: true, force: true });
  });

  it('are there once the workspace has a comparison, and read when that is opened', async () => {
    assert.equal(controller, undefined, 'Nobody needs a tests view without comparisons.');
    const cases = [
      ['it was good', 'good'],
      ['it was bad', 'bad'],
      ['it was good again', 'bad'],
    ];
    const messages = [
      { role: 'user', content: 'it was good' },
      { role: 'assistant', content: 'good' },
      { role: 'user', content: 'it was bad' },
      { role: 'assistant', content: 'bad' },
      { role: 'user', content: '{{ text }}' },
    ];
    writeFile('tests/ask.prompt.json', JSON.stringify({ temperature: 0, messages }));
    writeFile(
      'tests/cases.jsonl',
      cases.map(([text, label]) => `${JSON.stringify({ text, label })}\n`).join(''),
    );
    const uri = writeFile(
      'tests/mood.compare.json',
      JSON.stringify({
        variants: [{ name: 'base', template: 'ask.prompt.json' }],
        cases: [{ dataset: 'cases.jsonl' }],
        graders: [{ type: 'exact_match', name: 'right' }],
      }),
    );
    await until(() => controller !== undefined, made.event);
    await controller!.resolveHandler!(undefined);
    const item = controller!.items.get(uri.toString());
    assert.ok(item && item.children.size === 0);
    await controller!.resolveHandler!(item);
    const labels = [...item.children].map(([, child]) => child.label);
    assert.deepEqual(
      labels,
      cases.map(([text]) => text),
    );
    const [, second] = [...item.children].map(([, child]) => child);
    assert.deepEqual([second?.uri?.path.endsWith('cases.jsonl'), second?.range?.start.line], [true, 1]);
  });

  it('are run one by one or together, and fail with what was wanted and what was said', async () => {
    const [[, item]] = [...controller!.items] as [[string, vscode.TestItem]];
    const children = [...item.children].map(([, child]) => child);
    const run = (...include: vscode.TestItem[]) => {
      heard.length = 0;
      const token = new vscode.CancellationTokenSource().token;
      return profile!.runHandler(new vscode.TestRunRequest(include, []), token);
    };
    await run(children[0]!);
    assert.deepEqual(
      heard.map(({ state, label }) => `${state} ${label}`),
      ['passed it was good'],
    );
    await run(item);
    assert.deepEqual(
      heard.map(({ state, label }) => `${state} ${label}`),
      ['passed it was good', 'passed it was bad', 'failed it was good again'],
    );
    const [message] = heard[2]!.messages;
    assert.deepEqual([message?.expectedOutput, message?.actualOutput], ['bad', 'good']);
    assert.equal(message?.location?.range.start.line, 2);
  });
});
