import { i18n } from '@kbn/i18n';
import type { PageTab } from '../../components';
import { paths } from '../../sections';

/** The pages under Content. */
export const contentTabs = (): PageTab[] => [
  {
    id: 'packs',
    label: i18n.translate('detectionWorkbench.content.tab.packs', { defaultMessage: 'Packs' }),
    path: paths.content,
  },
  {
    id: 'exceptions',
    label: i18n.translate('detectionWorkbench.content.tab.exceptions', { defaultMessage: 'Exceptions' }),
    path: paths.exceptions,
  },
  {
    id: 'rules',
    label: i18n.translate('detectionWorkbench.content.tab.rules', { defaultMessage: 'Other rules' }),
    path: paths.otherRules,
  },
];
