export { importEvents, type ImportOptions } from './import_events';
export { fileSource, pathSources, STANDARD_INPUT } from './sources';
export { spoolSource, streamSource } from './spool';
export { parseTime, isoTime, shiftTime } from './time';
export { shiftDocument } from './shift';
export { indexOfDocument } from './index_name';
export type {
  EcsDocument,
  EventSink,
  FileReport,
  ImportProgress,
  ImportReport,
  ImportSource,
  IncomingEvent,
  Rejection,
  RejectionCode,
} from './types';
