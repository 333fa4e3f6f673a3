import type { SandboxStore } from './store.ts';

/** A store that forgets everything with its process. */
export function memoryStore(): SandboxStore {
  const values = new Map<string, Uint8Array>();
  return {
    async read(key) {
      return values.get(key);
    },
    async write(key, value) {
      values.set(key, value.slice());
    },
    async append(key, addition) {
      const before = values.get(key) ?? new Uint8Array(0);
      const joined = new Uint8Array(before.length + addition.length);
      joined.set(before);
      joined.set(addition, before.length);
      values.set(key, joined);
    },
    async remove(key) {
      values.delete(key);
    },
    async list(prefix) {
      return [...values.keys()].filter(key => key.startsWith(prefix));
    },
    async update(key, change) {
      const next = change(values.get(key));
      if (next !== undefined) values.set(key, next.slice());
      return values.get(key);
    },
  };
}
