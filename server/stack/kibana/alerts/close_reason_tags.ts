/** The reason of closing as a workflow tag, for versions whose alerts have no field for it (before 9.2). */
import { closeReason, closeReasonTag } from '../../../../common/api/alerts';

/** Tags of all reasons but one. */
export function otherReasonTags(reason: string | undefined): string[] {
  return closeReason.options.filter((one) => one !== reason).map(closeReasonTag);
}
