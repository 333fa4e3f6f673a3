import { launchBrowser } from '../../scripts/host/browser.mjs';
import { openTestPage } from '../e2e/pages/support/openTestPage.ts';

const CASES = 10_000;
const FRAMES = 300;
/** Pixels a frame: about a row and a half, as a fast wheel does. */
const STEP = 350;

/** How smoothly the grid of 10,000 cases and six variants scrolls: milliseconds from frame to frame. */
export async function measure(): Promise<string[]> {
  const browser = await launchBrowser();
  try {
    const { page, complaints } = await openTestPage(browser, 'comparePage.tsx', { cases: CASES });
    await page
      .locator('[data-cell="1-0-0"]')
      .waitFor()
      .catch(error => {
        throw new Error(`${complaints.join('\n')} ${error}`);
      });
    const times = await page.evaluate(
      async ([frames, step]) => {
        const list = document.querySelector('.grid .virtual-list, .virtual-list')!;
        const found: number[] = [];
        let before = performance.now();
        for (let frame = 0; frame < frames!; frame++) {
          list.scrollTop += step!;
          await new Promise(requestAnimationFrame);
          const now = performance.now();
          found.push(now - before);
          before = now;
        }
        return found;
      },
      [FRAMES, STEP],
    );
    const drawn = await page.locator('.virtual-row').count();
    times.sort((one, other) => one - other);
    const at = (share: number) => times[Math.floor(share * (times.length - 1))]!.toFixed(1);
    return [
      `${CASES} cases x 6 variants, ${FRAMES} frames: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`,
      `${drawn} rows are drawn at a time`,
    ];
  } finally {
    await browser.close();
  }
}
