import assert from 'node:assert/strict';
import type { Editor } from '../../support/editor.ts';

/**
 * Waits until the squiggle of an error is drawn exactly under the first occurrence of a text, which must be in sight on one
 * line of the screen.
 */
export async function untilUnderlined(editor: Editor, text: string): Promise<void> {
  const page = editor.element.page();
  const element = await editor.element.elementHandle();
  assert.ok(element);
  try {
    await page.waitForFunction(placesOf, { element, text, onlyTogether: true });
  } catch (cause) {
    const places = await page.evaluate(placesOf, { element, text, onlyTogether: false });
    throw new Error(`No squiggle is under ${text}: ${JSON.stringify(places)}`, { cause });
  }
}

interface Wanted {
  element: Node;
  text: string;
  onlyTogether: boolean;
}

/**
 * Run in the page: where the text and the squiggles of errors are, measured at once, since the editor draws its lines anew
 * whenever something changes. With `onlyTogether` false unless one of them is under the text.
 */
function placesOf({ element, text, onlyTogether }: Wanted) {
  const editor = element as HTMLElement;
  const word = boxOfText();
  const squiggles = [...editor.querySelectorAll('.squiggly-error')].map(one => one.getBoundingClientRect());
  const isUnderWord = (box: DOMRect) =>
    word !== undefined &&
    Math.abs(box.x - word.x) < 2 &&
    Math.abs(box.width - word.width) < 2 &&
    box.y < word.y + word.height &&
    word.y < box.y + box.height;
  return onlyTogether && !squiggles.some(isUnderWord) ? false : { word, squiggles };

  function boxOfText(): DOMRect | undefined {
    const line = [...editor.querySelectorAll('.view-line')].find(one => one.textContent?.includes(text));
    if (!line) return undefined;
    const start = line.textContent?.indexOf(text) ?? 0;
    const end = start + text.length;
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.nodeValue?.length ?? 0;
      if (start >= passed && start < passed + length) range.setStart(node, start - passed);
      if (end > passed && end <= passed + length) range.setEnd(node, end - passed);
      passed += length;
    }
    return range.getBoundingClientRect();
  }
}
