import assert from 'node:assert/strict';
import { openWorkbench } from '../support/openWorkbench.ts';
import { actUntil, isShown, pressUntilShown } from '../support/page.ts';
import type { Workbench } from '../support/workbench.ts';

/** Two wrong roles and a comma. */
const FAULTY = [
  conversation('user', 'One?'),
  conversation('User', 'Two?'),
  conversation('USER', 'Three?'),
  `${conversation('user', 'Four?')},`,
].join('\n');
const ROLE = { line: 2, column: 24 };

describe('quick fixes', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      files: { 'mouse.jsonl': FAULTY, 'keyboard.jsonl': FAULTY, 'ignored.jsonl': FAULTY },
      open: 'mouse.jsonl',
      settings: { 'files.autoSave': 'off' },
    });
    await workbench.problems.open();
    await workbench.problems.of('chat/role-unknown').nth(1).waitFor();
  });
  after(() => workbench?.close());

  it('are offered for one place, for the rule and for the file; rules can be ignored', async () => {
    await workbench.editor.focus();
    const titles = await workbench.editor.quickFixTitles(ROLE.line, ROLE.column, 'in the project file');
    assert.deepEqual(titles, [
      'Change to "user"',
      'Fix all chat/role-unknown problems in this file',
      'Fix all safe problems in this file',
      'Suppress chat/role-unknown here, with a reason',
      'Ignore chat/role-unknown in the settings',
      'Ignore chat/role-unknown in the project file',
    ]);
  });

  it('mend every place of a rule in one step that can be undone', async () => {
    const { editor, problems } = workbench;
    const roles = problems.of('chat/role-unknown');
    await editor.applyQuickFix(ROLE.line, ROLE.column, 'Fix all chat/role-unknown problems');
    await roles.first().waitFor({ state: 'detached' });
    await problems.of('json/stray-comma').first().waitFor();
    await editor.undo();
    await roles.nth(1).waitFor();
    await workbench.page.locator('.tab.active:not(.dirty)').waitFor();
  });

  it('mend all that is safe, and what is saved is on the disk', async () => {
    const { editor, page } = workbench;
    await editor.applyQuickFix(ROLE.line, ROLE.column, 'Fix all safe problems');
    await page.locator('.tab.active.dirty').waitFor();
    await editor.save();
    const wanted = FAULTY.replace('"User"', '"user"').replace('"USER"', '"user"').replace(/,$/, '');
    assert.equal(workbench.readFile('mouse.jsonl'), wanted);
  });

  it('need no mouse: to the next problem, its fix, save', async () => {
    const { editor, page, problems } = workbench;
    await editor.open('keyboard.jsonl');
    await problems.of('json/stray-comma').first().waitFor();
    await editor.goTo(1, 1);
    await pressUntilShown(page, ['F8'], page.locator('.peekview-widget, .zone-widget'));
    const fixes = page.locator('.action-widget:visible .monaco-list-row.action');
    const dirty = page.locator('.tab.active.dirty');
    await actUntil(async () => {
      if (await dirty.isVisible()) return;
      await pressUntilShown(page, ['Control+.'], fixes);
      await page.keyboard.press('Enter');
    }, isShown(dirty));
    await editor.save();
    assert.notEqual(workbench.readFile('keyboard.jsonl'), FAULTY);
  });

  it('include turning the rule off for everybody', async () => {
    const { editor, problems } = workbench;
    await editor.open('ignored.jsonl');
    await problems.of('json/stray-comma').first().waitFor();
    await editor.applyQuickFix(ROLE.line, ROLE.column, 'Ignore chat/role-unknown in the project file');
    const project = await workbench.waitForFile('tunewright.jsonc');
    assert.deepEqual(JSON.parse(project), { rules: { 'chat/role-unknown': 'off' } });
    await problems.of('chat/role-unknown').first().waitFor({ state: 'detached' });
  });
});

function conversation(role: string, question: string): string {
  return JSON.stringify({
    messages: [
      { role, content: question },
      { role: 'assistant', content: 'Yes.' },
    ],
  });
}
