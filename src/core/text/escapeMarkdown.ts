/**
 * Text as Markdown that shows it as it is, within a paragraph. Spaces stay spaces, so that lines break between words:
 * VS Code's own `appendText` makes them unbreakable.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>&~|]/g, '\\$&').replace(/\s+/g, ' ');
}
