import DOMPurify, { type Config } from 'dompurify';

/** The elements and attributes that our Markdown is drawn with. Anything else in it is a fault, and is taken out. */
const CONFIG: Config = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'hr', 'em', 'strong', 's', 'a', 'code', 'pre', 'div', 'span', 'button', 'blockquote'],
    ...['ul', 'ol', 'li', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td', '#text'],
  ],
  ALLOWED_ATTR: ['class', 'role', 'title', 'start', 'tabindex', 'type', 'data-href', 'data-copy'],
  ADD_URI_SAFE_ATTR: ['start', 'tabindex', 'type', 'data-copy'],
  ALLOWED_URI_REGEXP: /^https?:\/\//i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

/** Markup that is safe to put into a page. Where there is no document nothing can be made safe: it is shown as text. */
export function sanitise(html: string): string {
  if (DOMPurify.isSupported) return DOMPurify.sanitize(html, CONFIG);
  return html.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
