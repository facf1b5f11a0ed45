/** The connection to a stack from outside: addresses, key, where the own documents are, and what the check said. */
import React from 'react';
import { EuiDescriptionList, EuiFlexGroup, EuiFlexItem, EuiIcon, EuiSpacer, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { RemoteEnvironment } from '../../../common/api/misc';
import { subj } from '../../test_subjects';
import { icons } from '../icons';
import { useRemote } from './use_remote';

/** One user, one machine: nobody else sees what is kept here. */
export const documentsText = ({ documents }: RemoteEnvironment): string =>
  i18n.translate('detectionWorkbench.remote.documents', {
    defaultMessage:
      'Tunings, test runs, activity and views are kept in {file} on this machine: colleagues do not see them. Keep a copy of that file.',
    values: { file: documents },
  });

type Finding = RemoteEnvironment['findings'][number];

const LOOKS = {
  ok: { type: 'check', color: 'success' },
  warn: { type: icons.warning, color: 'warning' },
  fail: { type: 'error', color: 'danger' },
} as const;

const levelName = (level: Finding['level']): string =>
  ({
    ok: i18n.translate('detectionWorkbench.remote.level.ok', { defaultMessage: 'Works' }),
    warn: i18n.translate('detectionWorkbench.remote.level.warn', { defaultMessage: 'Note' }),
    fail: i18n.translate('detectionWorkbench.remote.level.fail', { defaultMessage: 'Fails' }),
  })[level];

function FindingRow({ finding: { level, text } }: { finding: Finding }) {
  return (
    <li>
      <EuiFlexGroup gutterSize="s" alignItems="flexStart" responsive={false}>
        <EuiFlexItem grow={false}>
          <EuiIcon {...LOOKS[level]} aria-label={levelName(level)} />
        </EuiFlexItem>
        <EuiFlexItem>
          <EuiText size="s">{text}</EuiText>
        </EuiFlexItem>
      </EuiFlexGroup>
    </li>
  );
}

export function ConnectionPanel() {
  const remote = useRemote();
  if (!remote) return null;
  const { kibanaUrl, elasticsearchUrl, keyName, findings } = remote;
  return (
    <section data-test-subj={subj.remote.panel}>
      <EuiSpacer size="xl" />
      <EuiTitle size="s">
        <h2>{i18n.translate('detectionWorkbench.remote.title', { defaultMessage: 'Connection' })}</h2>
      </EuiTitle>
      <EuiSpacer size="m" />
      <EuiDescriptionList
        compressed
        type="column"
        listItems={[
          { title: 'Kibana', description: kibanaUrl },
          { title: 'Elasticsearch', description: elasticsearchUrl },
          ...(keyName === undefined
            ? []
            : [
                {
                  title: i18n.translate('detectionWorkbench.remote.key', { defaultMessage: 'API key' }),
                  description: keyName,
                },
              ]),
        ]}
      />
      <EuiSpacer size="m" />
      <EuiText size="s">
        <p>{documentsText(remote)}</p>
      </EuiText>
      <EuiSpacer size="m" />
      <EuiTitle size="xs">
        <h3>
          {i18n.translate('detectionWorkbench.remote.findings', { defaultMessage: 'What the check at the start said' })}
        </h3>
      </EuiTitle>
      <EuiSpacer size="s" />
      <ul>
        {findings.map((finding) => (
          <FindingRow key={finding.text} finding={finding} />
        ))}
      </ul>
    </section>
  );
}
