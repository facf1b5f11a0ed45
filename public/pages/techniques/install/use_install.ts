import { useMemo, useState } from 'react';
import { applyContent, planContent, type PlanItem } from '../../../../common/api/content';
import { useApiQuery, useApiStream, type Resource } from '../../../api';

/** Everything that installed content shows in. */
export const CONTENT_RESOURCES: readonly Resource[] = [
  'techniques',
  'content',
  'guard',
  'tuning',
  'readiness',
  'expectations',
  'alerts',
  'searches',
  'activity',
  'allowlist',
];

const isRule = ({ kind }: PlanItem) => kind === 'rule';
const flip = (set: ReadonlySet<string>, id: string) => {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
};

/** Plan, choices and progress of an install or update. */
export function useInstall(packIds: readonly string[]) {
  const plan = useApiQuery(
    planContent,
    { body: { packIds: [...packIds] } },
    { enabled: packIds.length > 0, staleTime: 0 },
  );
  const apply = useApiStream(applyContent, { invalidates: CONTENT_RESOURCES });
  /** Rules whose choice differs from what the plan proposes. */
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set());
  const [overwrite, setOverwrite] = useState<ReadonlySet<string>>(new Set());

  const rules = useMemo(() => plan.data?.items.filter(isRule) ?? [], [plan.data]);
  const isEnabled = (item: PlanItem) => (item.enabledByDefault ?? false) !== flipped.has(item.id);
  const enable = rules.filter((item) => item.action !== 'blocked' && isEnabled(item)).map(({ id }) => id);

  return {
    plan,
    apply,
    rules,
    enable,
    isEnabled,
    toggleEnabled: (id: string) => setFlipped((now) => flip(now, id)),
    overwrite,
    toggleOverwrite: (id: string) => setOverwrite((now) => flip(now, id)),
    start: () => apply.start({ body: { packIds: [...packIds], enable, overwrite: [...overwrite] } }),
  };
}
