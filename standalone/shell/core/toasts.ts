/** `core.notifications.toasts`. */
import { BehaviorSubject } from 'rxjs';
import { i18n } from '@kbn/i18n';
import type { ErrorToastOptions, IToasts, Toast, ToastInput } from '@kbn/core/public';

/** Kibana's `notifications:lifetime:*` defaults, in milliseconds. */
const LIFETIME = { normal: 10_000, error: 300_000 };

/** A toast that can show the whole error behind it. */
export interface ShellToast extends Toast {
  error?: Error;
}

export class Toasts implements IToasts {
  private readonly list$ = new BehaviorSubject<ShellToast[]>([]);
  private lastId = 0;

  get$() {
    return this.list$.asObservable();
  }

  add(input: ToastInput | string): ShellToast {
    return this.push(typeof input === 'string' ? { title: input } : input);
  }

  remove(toast: Toast | string): void {
    const id = typeof toast === 'string' ? toast : toast.id;
    this.list$.next(this.list$.value.filter((other) => other.id !== id));
  }

  addInfo(input: ToastInput | string): Toast {
    return this.addStyled({ color: 'primary', iconType: 'info' }, input);
  }

  addSuccess(input: ToastInput | string): Toast {
    return this.addStyled({ color: 'success', iconType: 'check' }, input);
  }

  addWarning(input: ToastInput | string): Toast {
    return this.addStyled({ color: 'warning', iconType: 'warning' }, input);
  }

  addDanger(input: ToastInput | string): Toast {
    return this.addStyled({ color: 'danger', iconType: 'error', toastLifeTimeMs: LIFETIME.error }, input);
  }

  addError(error: Error, { title, toastMessage, toastLifeTimeMs = LIFETIME.error }: ErrorToastOptions): Toast {
    const text =
      toastMessage ??
      (error.message ||
        i18n.translate('detectionWorkbench.shell.toasts.noMessage', {
          defaultMessage: 'No more is known about it.',
        }));
    return this.push({ title, text, color: 'danger', iconType: 'error', toastLifeTimeMs, error });
  }

  private addStyled(style: Partial<ToastInput>, input: ToastInput | string): Toast {
    return this.push({ ...style, ...(typeof input === 'string' ? { title: input } : input) });
  }

  private push(input: ToastInput & { error?: Error }): ShellToast {
    const toast: ShellToast = { toastLifeTimeMs: LIFETIME.normal, ...input, id: String((this.lastId += 1)) };
    this.list$.next([...this.list$.value, toast]);
    return toast;
  }
}
