import { isoTime } from './time';
import type { FileReport, ImportReport, Rejection, RejectionCode } from './types';

/** Rejections kept in the report; all of them go to the rejection file. */
const REPORTED_REJECTIONS = 20;
/** Kinds of unmapped events named per file; a hostile file could invent one a line. */
const MAX_UNMAPPED_KINDS = 200;

/** Counts what happens during an import. */
export class ImportTally {
  stored = 0;
  lastLine = 0;
  private readonly files: FileReport[] = [];
  private readonly rejections: Rejection[] = [];
  private readonly byCode: Partial<Record<RejectionCode, number>> = {};
  private oldest = Infinity;
  private newest = -Infinity;

  startFile(file: string): void {
    this.files.push({ file, records: 0, stored: 0, repeated: 0, unmapped: {}, rejected: 0 });
    this.lastLine = 1;
  }

  /** The file being read. */
  get file(): FileReport {
    return this.files[this.files.length - 1] as FileReport;
  }

  countRecord(line: number): void {
    this.file.records += 1;
    this.lastLine = line;
  }

  countUnmapped(kind: string): void {
    const { unmapped } = this.file;
    const name = kind in unmapped || Object.keys(unmapped).length < MAX_UNMAPPED_KINDS ? kind : 'other';
    unmapped[name] = (unmapped[name] ?? 0) + 1;
  }

  countTime(at: number): void {
    if (at < this.oldest) this.oldest = at;
    if (at > this.newest) this.newest = at;
  }

  countStored(stored: number, offered: number): void {
    this.stored += stored;
    this.file.stored += stored;
    this.file.repeated += offered - stored;
  }

  reject(rejection: Omit<Rejection, 'file'>): Rejection {
    const full = { file: this.file.file, ...rejection };
    this.file.rejected += 1;
    this.byCode[full.code] = (this.byCode[full.code] ?? 0) + 1;
    if (this.rejections.length < REPORTED_REJECTIONS) this.rejections.push(full);
    return full;
  }

  report(shiftMs: number): ImportReport {
    const sum = (pick: (file: FileReport) => number): number =>
      this.files.reduce((total, file) => total + pick(file), 0);
    return {
      files: this.files,
      records: sum((file) => file.records),
      stored: this.stored,
      repeated: sum((file) => file.repeated),
      unmapped: sum((file) => Object.values(file.unmapped).reduce((total, count) => total + count, 0)),
      rejected: sum((file) => file.rejected),
      rejectedByCode: this.byCode,
      rejections: this.rejections,
      ...(this.newest >= this.oldest ? { range: { from: isoTime(this.oldest), to: isoTime(this.newest) } } : {}),
      shiftMs,
    };
  }
}
