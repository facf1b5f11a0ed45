/** The workbench's verdict as an attachment of a case: made by the server when alerts are added to the case. */
import { lazy } from 'react';
import { i18n } from '@kbn/i18n';
import type { CasesPublicSetup } from '@kbn/cases-plugin/public';
import { CASE_VERDICT_TYPE } from '../../../common/case_verdict';
import type { Hall } from '../door';

const ICON = 'inspect';

export function offerCaseVerdict({ attachmentFramework }: CasesPublicSetup, { viewer, behind }: Hall): void {
  // Who may read the case may read what is in it, the workbench or not.
  const children = lazy(async () => (await behind()).caseVerdict(await viewer()));
  attachmentFramework?.registerExternalReference?.({
    id: CASE_VERDICT_TYPE,
    icon: ICON,
    displayName: 'Detection Workbench',
    getAttachmentViewObject: () => ({
      timelineAvatar: ICON,
      event: i18n.translate('detectionWorkbench.caseVerdict.event', { defaultMessage: 'added why the rules fired' }),
      children,
    }),
  });
}
