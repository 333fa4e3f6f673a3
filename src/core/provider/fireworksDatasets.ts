import { throwIfAborted } from './body.ts';
import type { RemoteFile, UploadOptions, UploadSource } from './fineTuning.ts';
import { type FireworksAccount, slug } from './fireworksAccount.ts';
import { defined, type JsonObject, object, objects, text, time } from './lenient.ts';
import { boundaryFor, framed, multipart } from './multipart.ts';
import { providerProblem } from './providerProblem.ts';
import type { RemoteFiles } from './provider.ts';

/** What `:upload` takes, in bytes; above it the file goes to a signed URL. */
const largestDirectUpload = 150 * 1024 * 1024;

/**
 * Makes a dataset, sends the file and waits until it can be trained on. Above 150 MB the bytes go to a signed URL on
 * another host, to which the key is not sent.
 */
export async function uploadDataset(
  source: UploadSource,
  options: UploadOptions,
  account: FireworksAccount,
  signal?: AbortSignal,
  limit = largestDirectUpload,
): Promise<RemoteFile> {
  const { transport } = account;
  const stem = slug(source.name.replace(/\.[^.]*$/, '')).slice(0, 40);
  const id = `${stem}-${transport.clock.now().toString(36)}`;
  await account.post('/datasets', {}, { datasetId: id, dataset: { userUploaded: {} } }, 'never', signal);
  const onSent = (sent: number) => options.onProgress?.(sent, source.size);
  if (source.size <= limit) {
    const form = multipart({}, { field: 'file', ...filePart(source) }, boundaryFor(id, source.size));
    const url = `${account.root}/${await account.path(signal)}/datasets/${id}:upload`;
    await transport.json(
      { method: 'POST', url, headers: form.headers, body: () => form.body(onSent), repeat: 'never' },
      signal,
    );
  } else {
    await sendToSignedUrl(source, id, onSent, account, signal);
  }
  return readyDataset(id, account, signal);
}

/** Datasets in the place of files. Their ids are whole resource names, which jobs take. */
export function fireworksFiles(account: FireworksAccount): RemoteFiles {
  return {
    list: async signal => {
      const answer = object(await account.get('/datasets', { pageSize: 200 }, signal));
      return objects(answer?.datasets).map(readDataset);
    },
    delete: (id, signal) => account.delete(id, signal),
  };
}

async function sendToSignedUrl(
  source: UploadSource,
  id: string,
  onSent: (sent: number) => void,
  account: FireworksAccount,
  signal?: AbortSignal,
): Promise<void> {
  const asked = { filenameToSize: { [source.name]: String(source.size) } };
  const answer = object(await account.post(`/datasets/${id}:getUploadEndpoint`, {}, asked, 'any', signal));
  const url = text(object(answer?.filenameToSignedUrls)?.[source.name]);
  if (!url)
    throw providerProblem('odd-answer', 'Fireworks gave no address to upload to.', 'Try again later.', {
      retryable: true,
    });
  const none = new Uint8Array();
  const response = await account.transport.external(
    {
      method: 'PUT',
      url,
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(source.size),
        'x-goog-content-length-range': `${source.size},${source.size}`,
      },
      body: () => framed(none, source.stream(), none, onSent),
    },
    signal,
  );
  await response.body?.cancel();
  await account.post(`/datasets/${id}:validateUpload`, {}, {}, 'any', signal);
}

/** Reads the dataset until it is ready, for some five minutes at most; then the job service goes on looking. */
async function readyDataset(
  id: string,
  account: FireworksAccount,
  signal?: AbortSignal,
): Promise<RemoteFile> {
  for (let reads = 0; ; reads++) {
    const source = object(await account.get(`/datasets/${id}`, {}, signal)) ?? {};
    const file = readDataset(source);
    if (file.rawStatus !== 'UPLOADING' || reads >= 40) return file;
    throwIfAborted(signal);
    await account.transport.clock.sleep(Math.min(1000 + reads * 500, 10_000), signal);
  }
}

function readDataset(source: JsonObject): RemoteFile {
  const id = text(source.name) ?? '';
  return defined({
    id,
    name: text(source.displayName) ?? id.slice(id.lastIndexOf('/') + 1),
    createdAt: time(source.createTime),
    rawStatus: text(source.state),
  }) as RemoteFile;
}

function filePart(source: UploadSource) {
  return { name: source.name, size: source.size, stream: () => source.stream() };
}
