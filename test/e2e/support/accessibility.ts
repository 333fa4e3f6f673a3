import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, FrameLocator } from 'playwright-core';

/** What axe-core finds wrong with a page of ours, a line each; nothing where nothing is. */
export async function accessibilityFaults(page: FrameLocator): Promise<string[]> {
  const frame = await (await page.locator('main').elementHandle())!.ownerFrame();
  return faultsOf(frame!);
}

/** The same for a page without the workbench. */
export async function faultsOf(frame: Frame): Promise<string[]> {
  await frame.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
  return frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: AxeFault[] }> } };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

interface AxeFault {
  id: string;
  nodes: { html: string }[];
}
