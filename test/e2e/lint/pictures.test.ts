import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fromRoot } from '../../support/root.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { actUntil, isShown } from '../support/page.ts';
import type { Workbench } from '../support/workbench.ts';

const THEMES = [
  { theme: 'Light Modern', kind: 'vs', name: 'light' },
  { theme: 'Dark Modern', kind: 'vs-dark', name: 'dark' },
  { theme: 'Default High Contrast', kind: 'hc-black', name: 'contrast' },
] as const;

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
      await changeTheme(workbench, theme, kind);
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
      await changeTheme(workbench, 'Dark Modern', 'vs-dark');
      const hover = await editor.hover(8, 103);
      await hover.getByRole('link', { name: 'About this rule' }).first().waitFor();
      await hover.getByText('Quick Fix').waitFor();
      await workbench.screenshot('readme');
      copyFileSync(fromRoot('out/screenshots/readme.png'), fromRoot('media/screenshot.png'));
    });
  }
});

/** By the settings of the workspace, which VS Code watches. Without the minimap pictures are a third smaller. */
async function changeTheme({ page, workspace }: Workbench, theme: string, kind: string): Promise<void> {
  const settings = {
    'workbench.colorTheme': theme,
    '[jsonl]': { 'editor.wordWrap': 'on', 'editor.minimap.enabled': false },
  };
  await actUntil(
    async () => writeFileSync(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings)),
    isShown(page.locator(`.monaco-workbench.${kind}`)),
  );
}
