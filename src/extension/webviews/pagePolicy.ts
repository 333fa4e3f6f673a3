/**
 * The Content Security Policy of every page: it may run the script and use the style sheet that its document brings, and
 * nothing else: no network, no images, no files, no other scripts.
 */
export function pagePolicy(nonce: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;
}
