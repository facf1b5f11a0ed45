import React, { type ReactElement, type ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { i18n } from '@kbn/i18n';
import type { ApiError } from '../api';
import { ErrorCallout } from './error_callout';
import { SkeletonTable } from './skeleton_table';

interface LoadedProps<T> {
  query: Pick<UseQueryResult<T, ApiError>, 'data' | 'error' | 'refetch'>;
  /** What could not be loaded, as a title: "The techniques could not be loaded". */
  errorTitle?: string;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** The three states of an answer: a skeleton of the same shape, an error with a retry, the content. */
export function Loaded<T>({ query, errorTitle, skeleton, children }: LoadedProps<T>): ReactElement {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) {
    return (
      <ErrorCallout
        title={
          errorTitle ??
          i18n.translate('detectionWorkbench.error.notLoaded', { defaultMessage: 'This could not be loaded' })
        }
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return <>{skeleton ?? <SkeletonTable />}</>;
}
