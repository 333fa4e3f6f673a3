import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openSandbox } from '../../src/node/sandbox/openSandbox.ts';

/** Trains a model in the sandbox of a home folder, and returns its name. */
export async function trainInSandbox(home: string, rows: readonly string[], suffix: string): Promise<string> {
  const sandbox = await openSandbox({
    dir: path.join(home, '.tunewright', 'sandbox'),
    validateTrainingFile: () => [],
  });
  const call = async (method: string, url: string, body?: object | FormData) => {
    const isForm = body instanceof FormData;
    const response = await sandbox.fetch(
      new Request(`http://sandbox.test/v1${url}`, {
        method,
        ...(body && { body: isForm ? body : JSON.stringify(body) }),
        headers: isForm || !body ? {} : { 'content-type': 'application/json' },
      }),
    );
    return (await response.json()) as { id: string; status: string; fine_tuned_model: string };
  };
  try {
    const form = new FormData();
    form.set('purpose', 'fine-tune');
    form.set('file', new File([rows.join('\n')], 'train.jsonl'));
    const { id: file } = await call('POST', '/files', form);
    const { id } = await call('POST', '/fine_tuning/jobs', {
      model: 'sandbox-base',
      training_file: file,
      suffix,
    });
    for (;;) {
      const job = await call('GET', `/fine_tuning/jobs/${id}`);
      if (job.status === 'succeeded') return job.fine_tuned_model;
      assert.ok(!['failed', 'cancelled'].includes(job.status), JSON.stringify(job));
      await setTimeout(10);
    }
  } finally {
    await sandbox.close();
  }
}
