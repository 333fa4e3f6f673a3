import { openWorkbench } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/workbench.ts';

describe('a workspace that is not trusted', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      workspace: 'samples',
      open: 'support-chat/train.jsonl',
      restricted: true,
    });
  });
  after(() => workbench?.close());

  it('is linted and mended like any other', async () => {
    const { editor, problems } = workbench;
    await workbench.statusItem('Restricted Mode').waitFor();
    const role = problems.of('chat/role-unknown');
    await problems.open();
    await role.waitFor();
    await editor.focus();
    await editor.applyQuickFix(3, 170, 'Change to "assistant"');
    await role.waitFor({ state: 'detached' });
  });
});
