/** What is left to say when there is no page: not found, or the whole product could not start. */
import React from 'react';
import { EuiButton, EuiCodeBlock, EuiEmptyPrompt, EuiPageTemplate } from '@elastic/eui';
import { i18n } from '@kbn/i18n';

export function NotFound({ home }: { home: string }) {
  return (
    <EuiPageTemplate>
      <EuiPageTemplate.EmptyPrompt
        iconType="search"
        data-test-subj="pageNotFound"
        title={
          <h1>{i18n.translate('detectionWorkbench.shell.notFound.title', { defaultMessage: 'Page not found' })}</h1>
        }
        body={
          <p>
            {i18n.translate('detectionWorkbench.shell.notFound.body', {
              defaultMessage: 'There is nothing at this address. It may have been moved or never existed.',
            })}
          </p>
        }
        actions={
          <EuiButton fill href={home}>
            {i18n.translate('detectionWorkbench.shell.notFound.home', { defaultMessage: 'Go to the workbench' })}
          </EuiButton>
        }
      />
    </EuiPageTemplate>
  );
}

export function FatalError({ error }: { error: Error }) {
  return (
    <EuiEmptyPrompt
      iconType="warning"
      color="danger"
      data-test-subj="fatalError"
      title={
        <h1>
          {i18n.translate('detectionWorkbench.shell.fatal.title', {
            defaultMessage: 'The workbench could not be loaded',
          })}
        </h1>
      }
      body={
        <>
          <p>
            {i18n.translate('detectionWorkbench.shell.fatal.body', {
              defaultMessage:
                'Load the page again. If that does not help, start the host again and look at what it prints.',
            })}
          </p>
          <EuiCodeBlock isCopyable paddingSize="s">
            {error.stack ?? error.message}
          </EuiCodeBlock>
        </>
      }
      actions={
        <EuiButton fill color="danger" onClick={() => window.location.reload()} data-test-subj="fatalErrorReload">
          {i18n.translate('detectionWorkbench.shell.fatal.reload', { defaultMessage: 'Load again' })}
        </EuiButton>
      }
    />
  );
}
