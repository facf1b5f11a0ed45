/** Toasts at the lower right. Equal ones are shown once, with their number. */
import React, { useState, type ReactNode } from 'react';
import {
  EuiButton,
  EuiCodeBlock,
  EuiGlobalToastList,
  EuiModal,
  EuiModalBody,
  EuiModalHeader,
  EuiModalHeaderTitle,
  EuiNotificationBadge,
  EuiSpacer,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ToastInput } from '@kbn/core/public';
import type { ShellToast, Toasts } from '../core/toasts';
import { MountPoint } from './mount_point';
import { useObservable } from './use_observable';

interface ToastGroup {
  /** The newest, which is the one that is shown. */
  toast: ShellToast;
  all: ShellToast[];
}

function groupEqual(toasts: readonly ShellToast[]): ToastGroup[] {
  const groups = new Map<string, ToastGroup>();
  for (const toast of toasts) {
    const { title, text, color } = toast;
    const isPlain = typeof title === 'string' && typeof text !== 'function';
    const key = isPlain ? JSON.stringify([title, text, color]) : toast.id;
    groups.set(key, { toast, all: [...(groups.get(key)?.all ?? []), toast] });
  }
  return [...groups.values()];
}

function content(text: ToastInput['title' | 'text']): ReactNode {
  return typeof text === 'function' ? <MountPoint mount={text} /> : text;
}

export function ToastList({ toasts }: { toasts: Toasts }) {
  const list = useObservable<ShellToast[]>(toasts.get$(), []);
  const [error, setError] = useState<{ title: string; error: Error }>();
  const groups = groupEqual(list);
  return (
    <>
      <EuiGlobalToastList
        data-test-subj="globalToastList"
        toasts={groups.map(({ toast, all }) => ({
          id: toast.id,
          color: toast.color,
          iconType: toast.iconType,
          toastLifeTimeMs: toast.toastLifeTimeMs,
          'data-test-subj': toast['data-test-subj'],
          title: (
            <>
              {all.length > 1 && <EuiNotificationBadge>{all.length}</EuiNotificationBadge>} {content(toast.title)}
            </>
          ),
          text: (
            <>
              {content(toast.text)}
              {toast.error && <ErrorButton toast={toast} error={toast.error} onOpen={setError} />}
            </>
          ),
        }))}
        toastLifeTimeMs={10_000}
        dismissToast={({ id }) =>
          groups.find(({ toast }) => toast.id === id)?.all.forEach((toast) => toasts.remove(toast))
        }
      />
      {error && <ErrorModal {...error} onClose={() => setError(undefined)} />}
    </>
  );
}

interface ErrorButtonProps {
  toast: ShellToast;
  error: Error;
  onOpen(details: { title: string; error: Error }): void;
}

function ErrorButton({ toast, error, onOpen }: ErrorButtonProps) {
  const title = typeof toast.title === 'string' ? toast.title : error.name;
  return (
    <>
      <EuiSpacer size="s" />
      <EuiButton size="s" color="danger" data-test-subj="errorToastBtn" onClick={() => onOpen({ title, error })}>
        {i18n.translate('detectionWorkbench.shell.toasts.fullError', { defaultMessage: 'See the full error' })}
      </EuiButton>
    </>
  );
}

function ErrorModal({ title, error, onClose }: { title: string; error: Error; onClose(): void }) {
  return (
    <EuiModal onClose={onClose} aria-labelledby="shellErrorTitle" data-test-subj="errorModal">
      <EuiModalHeader>
        <EuiModalHeaderTitle id="shellErrorTitle">{title}</EuiModalHeaderTitle>
      </EuiModalHeader>
      <EuiModalBody>
        <EuiCodeBlock isCopyable overflowHeight={400} paddingSize="s">
          {error.stack ?? `${error.name}: ${error.message}`}
        </EuiCodeBlock>
      </EuiModalBody>
    </EuiModal>
  );
}
