import { useCallback, useEffect, useRef, useState } from 'react';
import { importEvents, type ImportEvent, type ImportReportBody } from '../../../common/api/imports';
import { isAbort, upload, useInvalidate, type ApiError } from '../../api';
import { useServices } from '../../kibana';

export interface FileImport {
  name: string;
  bytes: number;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  progress?: Extract<ImportEvent, { type: 'progress' }>;
  report?: ImportReportBody;
  error?: { code: string; message: string };
}

export interface Import {
  files: FileImport[];
  running: boolean;
  start(files: readonly File[], shiftToNow: boolean): Promise<void>;
  cancel(): void;
}

/** Imports files one after the other; what was stored before a cancel or a failure stays. */
export function useImport(): Import {
  const { http } = useServices().core;
  const invalidate = useInvalidate();
  const [files, setFiles] = useState<FileImport[]>([]);
  const [running, setRunning] = useState(false);
  const controller = useRef<AbortController>();
  const cancel = useCallback(() => controller.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const start = async (chosen: readonly File[], shiftToNow: boolean) => {
    const own = new AbortController();
    controller.current = own;
    setRunning(true);
    setFiles(chosen.map(({ name, size }) => ({ name, bytes: size, state: 'waiting' })));
    const update = (index: number, change: Partial<FileImport>) =>
      setFiles((now) => now.map((file, at) => (at === index ? { ...file, ...change } : file)));
    for (const [index, file] of chosen.entries()) {
      if (own.signal.aborted) {
        update(index, { state: 'cancelled' });
        continue;
      }
      update(index, { state: 'running' });
      const onEvent = (event: ImportEvent) => {
        if (event.type === 'progress') update(index, { progress: event });
        if (event.type === 'result') update(index, { state: 'done', report: event.report });
        if (event.type === 'failed') update(index, { state: 'failed', error: event });
      };
      try {
        const query = { name: file.name, shiftToNow: shiftToNow ? ('true' as const) : ('false' as const) };
        await upload(http, importEvents, { query }, file, onEvent, { signal: own.signal });
      } catch (error) {
        if (isAbort(error)) update(index, { state: 'cancelled' });
        else update(index, { state: 'failed', error: error as ApiError });
      }
    }
    setRunning(false);
    void invalidate(['events', 'alerts', 'techniques', 'readiness', 'environment']);
  };

  return { files, running, start, cancel };
}
