// A process that looks after jobs and may be killed at any moment. It is told everything by its arguments.
import path from 'node:path';
import type { Connection } from '../../../../../src/core/provider/connection.ts';
import { createProvider } from '../../../../../src/core/provider/createProvider.ts';
import { plannedFile } from '../../../../../src/node/jobs/openDataset.ts';
import { openJobs } from '../../../../../src/node/jobs/openJobs.ts';
import { LedgerFile } from '../../../../../src/node/ledgerFile.ts';
import { systemClock } from '../../../../../src/node/systemClock.ts';

const [folder = '', baseUrl = '', token = '', dataset = ''] = process.argv.slice(2);
const connection: Connection = { id: 'far', kind: 'openai', name: 'Far', baseUrl };
const ledger = new LedgerFile({
  file: path.join(folder, 'ledger.jsonl'),
  clock: systemClock,
  cap: () => undefined,
});

const jobs = openJobs({
  folder: path.join(folder, 'jobs'),
  connections: () => [connection],
  provider: async one =>
    createProvider(one, { fetch: request => fetch(request), key: async () => token, clock: systemClock }),
  ledger: () => ledger,
  log: line => process.send?.({ log: line }),
  timings: { pace: 1, lease: 100, grace: 300, shortest: 5, longest: 50, longestFailing: 100 },
});
jobs.onDidEnd(({ id }) => process.send?.({ told: id }));
await jobs.ready;

if (dataset !== '') {
  const training = await plannedFile(dataset);
  const name = path.basename(dataset);
  await jobs.start({
    ...{ name, connectionId: connection.id, model: 'sandbox-base', training },
    hyperparameters: { n_epochs: 1 },
    ...{ project: { name: 'test', folder }, expected: { likelyUsd: 1, usdPerMillion: 1 } },
  });
}

const isOver = () => jobs.jobs().every(job => job.told);
const end = async () => {
  if (!isOver()) return;
  await jobs.close();
  process.exit(0);
};
jobs.onDidChange(() => void end());
void end();
// Watching the folder keeps no process alive; this one lives until its jobs are over.
setInterval(() => {}, 1000);
