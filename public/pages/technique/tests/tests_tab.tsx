import React from 'react';
import { EuiCallOut, EuiSpacer } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { getMatrix } from '../../../../common/api/expectations';
import { useApiQuery } from '../../../api';
import { Loaded } from '../../../components';
import { icons } from '../../../components/icons';
import { useUrlState } from '../../../hooks';
import type { TechniqueTabProps } from '../types';
import { TestFlyout } from './test_flyout';
import { TestMatrix } from './test_matrix';

/** Which attack is caught by which rule on which data source, with tunings and allowlist as they are. */
export function TestsTab({ technique: { summary }, pack }: TechniqueTabProps) {
  const url = useUrlState();
  const query = useApiQuery(getMatrix, { query: { techniqueId: summary.id } });
  const sources = pack.manifest.data_sources;
  const labels = new Map(sources.map(({ id, label }) => [id, label]));
  const opened = pack.expectations.find(({ id }) => id === url.get('test'));
  return (
    <>
      <Loaded query={query}>
        {({ cells, uncoveredRules, lastRuns }) => (
          <>
            {summary.installState === 'not_installed' && (
              <>
                <EuiCallOut
                  size="s"
                  iconType={icons.info}
                  title={i18n.translate('detectionWorkbench.tests.notInstalled', {
                    defaultMessage: 'Nothing of this technique is installed: these are the rules that would catch it',
                  })}
                />
                <EuiSpacer size="m" />
              </>
            )}
            {uncoveredRules.length > 0 && (
              <>
                <EuiCallOut
                  size="s"
                  color="warning"
                  title={i18n.translate('detectionWorkbench.tests.uncovered', {
                    defaultMessage:
                      'No atomic test exercises {rules}: nothing here proves that {count, plural, one {it works} other {they work}}',
                    values: { rules: uncoveredRules.join(', '), count: uncoveredRules.length },
                  })}
                />
                <EuiSpacer size="m" />
              </>
            )}
            <TestMatrix
              expectations={pack.expectations}
              sources={sources}
              cells={cells}
              lastRuns={lastRuns}
              onOpen={(test) => url.set({ test }, 'push')}
            />
          </>
        )}
      </Loaded>
      {opened && (
        <TestFlyout key={opened.id} test={opened} labels={labels} onClose={() => url.set({ test: undefined })} />
      )}
    </>
  );
}
