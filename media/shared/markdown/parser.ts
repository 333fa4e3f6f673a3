import MarkdownIt from 'markdown-it';
import { webAddress } from '../../../src/core/view/webAddress.ts';

/**
 * Reads what a model wrote as Markdown. HTML in it is text, pictures are not fetched, and links lead to the web only.
 * A link has no `href`, so that nothing but our own handler can follow it.
 */
export function makeParser() {
  const parser = new MarkdownIt({ html: false, maxNesting: 30 });
  parser.disable(['image', 'html_block', 'html_inline']);
  parser.validateLink = address => webAddress(address) !== undefined;
  const { rules } = parser.renderer;
  const { escapeHtml } = parser.utils;
  rules.link_open = (tokens, index) => {
    const address = escapeHtml(webAddress(String(tokens[index]!.attrGet('href') ?? '')) ?? '');
    return `<a class="link" role="link" tabindex="0" title="${address}" data-href="${address}">`;
  };
  rules.fence = rules.code_block = (tokens, index) => {
    const { content, info } = tokens[index]!;
    const language = escapeHtml(info.trim().split(/\s/)[0]!.slice(0, 30));
    // What scrolls must be reachable by the keyboard.
    return `<div class="code"><div class="code-bar"><span>${language}</span><button type="button" class="link" data-copy="">Copy</button></div><pre tabindex="0"><code>${escapeHtml(content)}</code></pre></div>\n`;
  };
  // The page has headings of its own; those of an answer stand below them.
  rules.heading_open = (tokens, index) => `<h${lowerHeading(tokens[index]!.tag)} class="heading">`;
  rules.heading_close = (tokens, index) => `</h${lowerHeading(tokens[index]!.tag)}>\n`;
  // Styles are forbidden on our pages.
  for (const tag of ['th', 'td'] as const) {
    rules[`${tag}_open`] = (tokens, index) => {
      const side = /right|center/.exec(String(tokens[index]!.attrGet('style') ?? ''))?.[0];
      return side === undefined ? `<${tag}>` : `<${tag} class="${side}">`;
    };
  }
  return parser;
}

function lowerHeading(tag: string): number {
  return Math.min(6, Number(tag.slice(1)) + 2);
}
