import assert from 'node:assert/strict';
import path from 'node:path';
import { fileStore } from '../../../../src/node/sandbox/fileStore.ts';
import { withFolder } from '../../../support/temporaryFolder.ts';
import { forkTogether } from '../support/forkTogether.ts';

describe('sandbox store shared by processes', function () {
  this.timeout(180_000);

  it('loses no update and shows no half value', () =>
    withFolder({}, async folder => {
      const data = path.join(folder, 'data');
      await forkTogether(
        folder,
        `
            import { fileStore } from './src/node/sandbox/fileStore.ts';
            const store = fileStore(process.argv[2]);
            for (let turn = 0; turn < 100; turn++) {
              await store.update('shared/count', value => {
                const { count } = value ? JSON.parse(new TextDecoder().decode(value)) : { count: 0 };
                return new TextEncoder().encode(JSON.stringify({ count: count + 1, filling: 'x'.repeat(5000) }));
              });
              await store.append('shared/log', new TextEncoder().encode('\\n{"line":"' + 'y'.repeat(200) + '"}'));
            }`,
        [[data], [data], [data]],
      );
      const store = fileStore(data);
      const decode = async (key: string): Promise<string> => new TextDecoder().decode(await store.read(key));
      assert.equal(JSON.parse(await decode('shared/count')).count, 300);
      const lines = (await decode('shared/log')).trim().split('\n');
      assert.equal(lines.length, 300);
      for (const line of lines) assert.equal(JSON.parse(line).line.length, 200);
    }));
});
