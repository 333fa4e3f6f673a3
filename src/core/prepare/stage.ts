import type { DatasetSource } from '../lint/streamLinter.ts';

/** Bytes between two steps. They can be read again and again until they are closed. */
export interface StagedSource extends DatasetSource {
  bytes: number;
  close(): Promise<void>;
}

/** Keeps a stream of bytes for the next step: in a temporary file, or in memory. */
export type Stage = (chunks: AsyncIterable<Uint8Array>, name: string) => Promise<StagedSource>;

/** What every step of preparing takes. */
export interface PrepareOptions {
  stage: Stage;
  signal?: AbortSignal | undefined;
  /** How far the step is: bytes of its input that were read. The input of every step is about as large as the file. */
  onProgress?: ((step: PrepareStep, bytes: number) => void) | undefined;
}

export type PrepareStep = 'reading' | 'fixing' | 'counting' | 'writing';
