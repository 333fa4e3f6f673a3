import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fromRoot } from '../support/root.ts';

interface LockedPackage {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

for (const folder of ['.', 'test/host/install']) {
  describe(`the packages of ${folder}`, () => {
    const read = (name: string) => JSON.parse(readFileSync(fromRoot(folder, name), 'utf8'));
    const { dependencies, devDependencies } = read('package.json');
    const packages: Record<string, LockedPackage> = read('package-lock.json').packages;

    it('are pinned exactly', () => {
      const versions = Object.entries<string>({ ...dependencies, ...devDependencies });
      assert.deepEqual(
        versions.filter(([, version]) => !/^(\d+\.\d+\.\d+(-[\w.]+)?|file:stubs\/.*)$/.test(version)),
        [],
      );
    });

    it('are locked without the address of a registry', () => {
      const resolved = Object.values(packages).map(({ resolved }) => resolved ?? '');
      assert.deepEqual(
        resolved.filter(address => address.includes('://')),
        [],
      );
    });

    // npm leaves out what other platforms need when it locks what is already installed; `npm ci` then refuses.
    it('are locked for every platform', () => {
      const wanted = Object.values(packages).flatMap(locked =>
        Object.keys(locked.optionalDependencies ?? {}),
      );
      const places = Object.keys(packages);
      assert.deepEqual(
        wanted.filter(name => !places.some(place => place.endsWith(`node_modules/${name}`))),
        [],
      );
    });
  });
}
