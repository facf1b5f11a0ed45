/** `core.overlays`: questions that wait for an answer. */
import { BehaviorSubject } from 'rxjs';
import type { ConfirmOptions, OverlayStart } from '@kbn/core/public';

export interface OpenConfirm {
  message: string;
  options: ConfirmOptions;
  answer(confirmed: boolean): void;
}

export interface Overlays extends OverlayStart {
  /** The question on screen. A second one waits its turn behind the first. */
  open$: BehaviorSubject<readonly OpenConfirm[]>;
}

export function createOverlays(): Overlays {
  const open$ = new BehaviorSubject<readonly OpenConfirm[]>([]);
  return {
    open$,
    openConfirm: (message, options = {}) =>
      new Promise<boolean>((resolve) => {
        const question: OpenConfirm = {
          message,
          options,
          answer: (confirmed) => {
            open$.next(open$.value.filter((other) => other !== question));
            resolve(confirmed);
          },
        };
        open$.next([...open$.value, question]);
      }),
  };
}
