import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'esbuild';
import { fileStore } from '../../../../src/node/sandbox/fileStore.ts';
import { fromRoot } from '../../../support/root.ts';
import { withFolder } from '../../../support/temporaryFolder.ts';

describe('sandbox store shared by processes', function () {
  this.timeout(30_000);

  it('loses no update and shows no half value', () =>
    withFolder({}, async folder => {
      const program = path.join(folder, 'counter.mjs');
      await build({
        stdin: {
          contents: `
            import { fileStore } from './src/node/sandbox/fileStore.ts';
            const store = fileStore(process.argv[2]);
            for (let turn = 0; turn < 100; turn++) {
              await store.update('shared/count', value => {
                const { count } = value ? JSON.parse(new TextDecoder().decode(value)) : { count: 0 };
                return new TextEncoder().encode(JSON.stringify({ count: count + 1, filling: 'x'.repeat(5000) }));
              });
              await store.append('shared/log', new TextEncoder().encode('\\n{"line":"' + 'y'.repeat(200) + '"}'));
            }`,
          resolveDir: fromRoot(),
          loader: 'ts',
        },
        bundle: true,
        platform: 'node',
        format: 'esm',
        outfile: program,
        logLevel: 'silent',
      });
      const data = path.join(folder, 'data');
      const children = [1, 2, 3].map(() => fork(program, [data]));
      const codes = await Promise.all(children.map(child => once(child, 'exit')));
      assert.deepEqual(
        codes.map(([code]) => code),
        [0, 0, 0],
      );
      const store = fileStore(data);
      const decode = async (key: string): Promise<string> => new TextDecoder().decode(await store.read(key));
      assert.equal(JSON.parse(await decode('shared/count')).count, 300);
      const lines = (await decode('shared/log')).trim().split('\n');
      assert.equal(lines.length, 300);
      for (const line of lines) assert.equal(JSON.parse(line).line.length, 200);
    }));
});
