/** The text of a message's content; parts without text, such as images, are named in brackets. */
export function textOfContent(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content))
    return content === undefined || content === null ? '' : JSON.stringify(content);
  return content
    .map((part: unknown) => {
      const { text, type } = (part ?? {}) as { text?: unknown; type?: unknown };
      return typeof text === 'string' ? text : `[${typeof type === 'string' ? type : 'part'}]`;
    })
    .join('\n');
}
