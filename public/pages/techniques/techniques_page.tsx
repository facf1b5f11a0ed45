import React from 'react';
import { i18n } from '@kbn/i18n';
import { listTechniques } from '../../../common/api/techniques';
import { useApiQuery } from '../../api';
import { Loaded, PageFrame, TimeRange } from '../../components';
import { useTimeRange } from '../../hooks';

export function TechniquesPage() {
  const time = useTimeRange();
  const query = useApiQuery(listTechniques, { query: time.range }, { keepPrevious: true });
  const title = i18n.translate('detectionWorkbench.techniques.title', { defaultMessage: 'Techniques' });
  return (
    <PageFrame
      section="techniques"
      title={title}
      crumbs={[{ text: title }]}
      actions={[<TimeRange key="time" state={time} isLoading={query.isFetching} />]}
    >
      <Loaded query={query}>{(data) => <>{data.techniques.length}</>}</Loaded>
    </PageFrame>
  );
}
