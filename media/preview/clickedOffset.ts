/**
 * The offset in a rendered text of the character that was clicked: pieces carry where they begin. Undefined beside the
 * text, and when a selection was made, which is no click.
 */
export function clickedOffset(event: MouseEvent): number | undefined {
  const piece = event.target instanceof Element ? event.target.closest('[data-start]') : null;
  if (!(piece instanceof HTMLElement) || window.getSelection()?.isCollapsed === false) return undefined;
  const start = Number(piece.dataset.start);
  // What stands in the place of a missing value is not part of the text.
  if (piece.classList.contains('missing')) return start;
  const caret = document.caretPositionFromPoint(event.clientX, event.clientY);
  const isInside = caret !== null && piece.contains(caret.offsetNode);
  return start + (isInside ? caret.offset : 0);
}
