import type { RejectionCode } from './types';

/** One record as it stands in the file, or the reason why there is none on this line. */
export type RecordItem = { line: number; bytes: Buffer } | { line: number; rejected: RejectionCode };

/** Cuts a stream of bytes into records. One instance per file. */
export interface RecordSplitter {
  /** The records that end in this chunk. Their bytes may share the chunk's memory. */
  push(chunk: Buffer): RecordItem[];
  /** What is left when the file ends. */
  end(): RecordItem[];
}
