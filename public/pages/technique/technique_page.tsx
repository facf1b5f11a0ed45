import React from 'react';
import { useParams } from 'react-router-dom';
import { getTechnique } from '../../../common/api/techniques';
import { useApiQuery } from '../../api';
import { Loaded, PageFrame } from '../../components';

export function TechniquePage() {
  const { techniqueId } = useParams<{ techniqueId: string; tab?: string }>();
  const query = useApiQuery(getTechnique, { params: { techniqueId } });
  return (
    <PageFrame section="techniques" title={techniqueId} crumbs={[{ text: techniqueId }]}>
      <Loaded query={query}>{(data) => <>{data.rules.length}</>}</Loaded>
    </PageFrame>
  );
}
