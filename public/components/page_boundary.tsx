import React, { Component, type ReactNode } from 'react';
import { EuiButton, EuiEmptyPrompt } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { subj } from '../test_subjects';

interface PageBoundaryProps {
  /** Where the user is: a failure is forgotten when they go elsewhere. */
  at: string;
  children: ReactNode;
}

/** A page that fails, often because its code cannot be fetched (a stopped or updated server), says so; the others stay. */
export class PageBoundary extends Component<PageBoundaryProps, { error: Error | undefined }> {
  override state = { error: undefined };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidUpdate({ at }: PageBoundaryProps) {
    if (at !== this.props.at && this.state.error) this.setState({ error: undefined });
  }

  override render() {
    const error: Error | undefined = this.state.error;
    if (!error) return this.props.children;
    return (
      <EuiEmptyPrompt
        color="danger"
        style={{ overflowWrap: 'anywhere' }}
        iconType="error"
        title={
          <h1>
            {i18n.translate('detectionWorkbench.boundary.title', { defaultMessage: 'This page could not be shown' })}
          </h1>
        }
        body={i18n.translate('detectionWorkbench.boundary.body', {
          defaultMessage:
            'The server may have stopped, or been updated since the page was opened. Once it answers, load the page again. {message}',
          values: { message: (error as Error).message },
        })}
        actions={
          <EuiButton iconType="refresh" onClick={() => window.location.reload()} data-test-subj={subj.retry}>
            {i18n.translate('detectionWorkbench.boundary.reload', { defaultMessage: 'Load the page again' })}
          </EuiButton>
        }
        data-test-subj={subj.errorCallout}
      />
    );
  }
}
