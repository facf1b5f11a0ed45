/** `core.chrome`, and what the header shows of it. */
import { BehaviorSubject } from 'rxjs';
import type { ChromeBreadcrumb, ChromeStart, MountPoint } from '@kbn/core/public';

const PRODUCT = 'Detection Workbench';

export interface Chrome extends ChromeStart {
  breadcrumbs$: BehaviorSubject<ChromeBreadcrumb[]>;
  /** The mounted app's own part of the header. */
  headerMenu$: BehaviorSubject<MountPoint | undefined>;
  /** For the next app: nothing of the last one stays. */
  reset(): void;
}

export function createChrome(): Chrome {
  const breadcrumbs$ = new BehaviorSubject<ChromeBreadcrumb[]>([]);
  const headerMenu$ = new BehaviorSubject<MountPoint | undefined>(undefined);
  const docTitle: ChromeStart['docTitle'] = {
    change: (title) => {
      const parts = [title].flat();
      document.title = (parts.at(-1) === PRODUCT ? parts : [...parts, PRODUCT]).join(' - ');
    },
    reset: () => {
      document.title = PRODUCT;
    },
  };
  return {
    breadcrumbs$,
    headerMenu$,
    docTitle,
    setBreadcrumbs: (breadcrumbs) => breadcrumbs$.next(breadcrumbs),
    reset: () => {
      breadcrumbs$.next([]);
      headerMenu$.next(undefined);
      docTitle.reset();
    },
  };
}
