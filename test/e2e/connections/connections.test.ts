import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { TEST_KEY } from '../../../scripts/suites/testKey.mjs';
import { FaultServer } from '../../support/faultServer.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { actUntil, isGone, pressUntilShown } from '../support/page.ts';
import type { Workbench } from '../support/workbench.ts';

const KEY = `${TEST_KEY}-e2e`;

const MODELS = {
  object: 'list',
  data: [
    { id: 'large-2', context_length: 262_144, pricing: { input: 1.1, output: 4.4 } },
    { id: 'large-1', context_length: 131_072, pricing: { input: 2, output: 8 }, shutdown_date: '2026-12-24' },
    { id: 'embedder' },
  ],
};

describe('the Connections view', () => {
  let workbench: Workbench;
  let server: FaultServer;
  let view: Locator;

  before(async () => {
    server = await FaultServer.start();
    server.otherwise({ body: JSON.stringify(MODELS) });
    workbench = await openWorkbench({
      settings: {
        'tunewright.connections': [
          { id: 'openai', kind: 'openai', name: 'OpenAI' },
          { id: 'refusing', kind: 'openai-compatible', name: 'Old server', baseUrl: `${server.origin}/old` },
          { id: 'ollama', kind: 'ollama', name: 'Ollama' },
        ],
      },
    });
    view = workbench.view('Connections');
  });
  after(async () => {
    await workbench?.close();
    await server?.stop();
  });

  const row = (name: string) => view.locator('.monaco-list-row').filter({ hasText: name }).first();

  it('shows the sandbox and what is set up', async () => {
    await workbench.openActivity('Tunewright');
    for (const name of ['Sandbox', 'OpenAI', 'Old server', 'Ollama']) await row(name).waitFor();
    assert.deepEqual(server.received, []);
  });

  it('tests the sandbox by keyboard and lists its models', async () => {
    await workbench.runCommand('Tunewright: Focus on Connections View');
    await view.locator('.monaco-list:focus-within, .monaco-list:focus').waitFor();
    const { page } = workbench;
    const menu = page.locator('.monaco-menu:visible');
    const chosen = menu.locator('.action-item.focused').filter({ hasText: 'Test Connection' });
    await page.keyboard.press('Home');
    await pressUntilShown(page, ['Shift+F10'], menu);
    await pressUntilShown(page, ['ArrowDown'], chosen);
    await actUntil(async () => {
      if (await menu.isVisible()) await page.keyboard.press('Enter');
    }, isGone(menu));
    await workbench.messages.notification('Sandbox');
    await row('sandbox-base').waitFor();
    await workbench.screenshot('connections-sandbox');
  });

  it('adds a connection whose key is typed into a password box', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Tunewright: Add Connection');
    await quickInput.row('OpenAI-compatible').waitFor();
    await workbench.screenshot('connections-add');
    await quickInput.pick('OpenAI-compatible');
    await quickInput.type(`${server.origin}/v1`);
    await quickInput.accept();
    await quickInput.type('Team server');
    await quickInput.accept();
    await quickInput.row('Type or paste it').waitFor();
    await workbench.screenshot('connections-key');
    await quickInput.pick('Type or paste it');
    const box = quickInput.widget.locator('input[type=password]');
    await box.fill(KEY);
    await workbench.screenshot('connections-password');
    await box.press('Enter');
    await workbench.messages.answerNotification('Team server is set up', 'Test');
    await row('large-1').waitFor();
    assert.deepEqual(
      server.received.map(one => one.headers.authorization),
      [`Bearer ${KEY}`],
    );
  });

  it('says what failed, with a way out', async () => {
    server.next({ status: 401, body: '{"error":{"message":"No."}}' });
    await row('Old server').click();
    await row('Old server').getByRole('button', { name: 'Test Connection' }).click();
    const message = await workbench.messages.notification('Old server');
    await message.getByRole('button', { name: 'Enter Key', exact: true }).waitFor();
    await workbench.screenshot('connections-failed');
  });

  for (const [theme, kind] of [
    ['Light Modern', 'vs'],
    ['Dark Modern', 'vs-dark'],
    ['Dark High Contrast', 'hc-black'],
  ] as const) {
    it(`can be read in ${theme}`, async () => {
      await workbench.runCommand('Notifications: Clear All Notifications');
      await workbench.runCommand('Preferences: Color Theme');
      await workbench.quickInput.type(theme);
      await workbench.quickInput.pick(theme);
      await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
      await row('large-1').click();
      await workbench.screenshot(`connections-${theme.replaceAll(' ', '-').toLowerCase()}`);
      assert.ok(await row('large-1').isVisible());
    });
  }
});
