/**
 * The Content Security Policy of every page: it may run its own script and read its own style sheet, and nothing else:
 * no network, no images, no other scripts.
 */
export function pagePolicy(nonce: string, ownFiles: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${ownFiles}`;
}
