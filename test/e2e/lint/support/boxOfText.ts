import type { Editor } from '../../support/editor.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the first occurrence of a text is drawn in the editor. It must be in sight, on one line of the screen. */
export async function boxOfText(editor: Editor, text: string): Promise<Box> {
  const line = editor.element
    .locator('.view-line')
    .filter({ hasText: exactCase(text) })
    .first();
  return line.evaluate((element, wanted) => {
    const start = (element.textContent ?? '').indexOf(wanted);
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.nodeValue?.length ?? 0;
      const end = start + wanted.length;
      if (start >= passed && start < passed + length) range.setStart(node, start - passed);
      if (end > passed && end <= passed + length) range.setEnd(node, end - passed);
      passed += length;
    }
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x, y, width, height };
  }, text);
}

/** A string would be looked for in any case. */
function exactCase(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
