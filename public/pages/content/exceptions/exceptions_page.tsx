import React from 'react';
import { EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { getHealth } from '../../../../common/api/health';
import { useApiQuery } from '../../../api';
import { Loaded, PageFrame } from '../../../components';
import { useUrlState } from '../../../hooks';
import { paths } from '../../../sections';
import { contentTabs } from '../content_tabs';
import { FindingsTable } from './findings_table';
import { GuardPolicy } from './guard_policy';
import { ImportPanel } from './import_panel';
import { RecordedTable } from './recorded_table';

const title = i18n.translate('detectionWorkbench.exceptions.title', { defaultMessage: 'Exceptions' });
const content = i18n.translate('detectionWorkbench.content.title', { defaultMessage: 'Content' });

/** What is wrong with the exceptions of the space, wherever they were written, and how new ones come in. */
export function ExceptionsPage() {
  const { get } = useUrlState();
  const health = useApiQuery(getHealth, {}, { staleTime: 0 });
  return (
    <PageFrame
      section="content"
      title={title}
      crumbs={[{ text: content, to: paths.content }, { text: title }]}
      tabs={contentTabs()}
      currentTab="exceptions"
    >
      <RecordedTable highlighted={get('record')} />
      <Loaded query={health}>
        {({ findings, checked }) => (
          <>
            <EuiText size="s" color="subdued">
              {i18n.translate('detectionWorkbench.exceptions.checked', {
                defaultMessage:
                  '{items, plural, one {# item} other {# items}} in {lists, plural, one {# list} other {# lists}} of {rules, plural, one {# rule} other {# rules}} were checked, ours and those of others.',
                values: checked,
              })}
            </EuiText>
            <EuiSpacer size="m" />
            <FindingsTable findings={findings} items={checked.items} highlighted={get('finding')} />
          </>
        )}
      </Loaded>
      <EuiSpacer size="xl" />
      <GuardPolicy />
      <EuiSpacer size="l" />
      <ImportPanel />
    </PageFrame>
  );
}
