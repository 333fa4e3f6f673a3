import assert from 'node:assert/strict';
import { withScheme } from '../../../src/core/connections/withScheme.ts';

describe('an address without its scheme', () => {
  const table: [given: string, meant: string][] = [
    [' api.example.com/v1 ', 'https://api.example.com/v1'],
    ['team.openai.azure.com', 'https://team.openai.azure.com'],
    ['localhost:11434', 'http://localhost:11434'],
    ['127.0.0.1:8080/v1', 'http://127.0.0.1:8080/v1'],
    ['[::1]:8080', 'http://[::1]:8080'],
    ['gpu-box:8000', 'http://gpu-box:8000'],
    ['http://a.example', 'http://a.example'],
    ['ftp://a.example', 'ftp://a.example'],
    ['nonsense', 'nonsense'],
    ['user@a.example', 'user@a.example'],
    ['', ''],
  ];
  for (const [given, meant] of table)
    it(`${given || 'nothing'} means ${meant || 'nothing'}`, () => {
      assert.equal(withScheme(given), meant);
    });
});
