/**
 * An address as people write it, with its scheme: `http` on this machine and for bare ports, else `https`. What is no host
 * is left as it is.
 */
export function withScheme(address: string): string {
  const text = address.trim();
  if (text.includes('://')) return text;
  const host = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?(?:\/|$)/i.exec(text);
  if (!host) return text;
  const [, name = '', port] = host;
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(name);
  if (isHere || (port !== undefined && !name.includes('.'))) return `http://${text}`;
  return name.includes('.') ? `https://${text}` : text;
}
