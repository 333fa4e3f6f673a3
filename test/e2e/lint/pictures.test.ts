import { copyFileSync } from 'node:fs';
import { fromRoot } from '../../support/root.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { THEMES, useTheme } from '../support/themes.ts';
import type { Workbench } from '../support/workbench.ts';

/** Without the minimap pictures are a third smaller. */
const WRAPPED = { '[jsonl]': { 'editor.wordWrap': 'on', 'editor.minimap.enabled': false } };

/** Pictures for people to look at, in out/screenshots. With TUNEWRIGHT_MEDIA=1 the README's is renewed, too. */
describe('what people see of a dataset', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ workspace: 'samples', open: 'support-chat/train.jsonl' });
    await workbench.problems.texts();
  });
  after(() => workbench?.close());

  for (const { theme, kind, name } of THEMES) {
    it(`is drawn in ${theme}`, async () => {
      const { editor, problems, quickInput } = workbench;
      await useTheme(workbench, { theme, kind }, WRAPPED);
      const picture = (what: string) => workbench.screenshot(`lint-${what}-${name}`);

      await problems.rows.first().waitFor();
      await editor.focus();
      await editor.goTo(8, 104);
      await picture('findings');

      const hover = await editor.hover(8, 104);
      await hover.getByRole('link', { name: 'About this rule' }).first().waitFor();
      await picture('hover');

      await editor.openQuickFixes(3, 170);
      await picture('quick-fixes');
      await editor.closeQuickFixes();

      const list = await workbench.openLanguageStatus();
      await list.getByText('Change').waitFor();
      // It fades in.
      await list.evaluate(() =>
        Promise.allSettled(
          document
            .getAnimations()
            .filter(one => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
            .map(one => one.finished),
        ),
      );
      await picture('status');
      const lastEntry = quickInput.widget.locator('.monaco-list-row').nth(7);
      await workbench.chooseInLanguageStatus('Change', lastEntry);
      await picture('status-menu');
      await quickInput.cancel();

      await workbench.runCommand('Tunewright: Prepare Dataset');
      await quickInput.row('Delete the comma').waitFor();
      await picture('prepare');
      await quickInput.cancel();

      await workbench.runCommand('Tunewright: Show Rule Documentation');
      await quickInput.type('chat/role-unknown');
      await quickInput.pick('chat/role-unknown');
      await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
      await picture('rule');
      await workbench.runCommand('View: Close Editor');
    });
  }

  if (process.env.TUNEWRIGHT_MEDIA) {
    it('is shown by the README', async () => {
      const { editor } = workbench;
      await useTheme(workbench, { theme: 'Dark Modern', kind: 'vs-dark' }, WRAPPED);
      const hover = await editor.hover(8, 103);
      await hover.getByRole('link', { name: 'About this rule' }).first().waitFor();
      await hover.getByText('Quick Fix').waitFor();
      await workbench.screenshot('readme');
      copyFileSync(fromRoot('out/screenshots/readme.png'), fromRoot('media/screenshot.png'));
    });
  }
});
