/** Stand-in for `@kbn/i18n` outside Kibana: English only, the default messages are the texts. */
import type { i18n as KbnI18n } from '@kbn/i18n';
import { formatMessage } from './icu';

export const i18n: typeof KbnI18n = {
  translate: (_id, { defaultMessage, values }) => formatMessage(defaultMessage, values),
  getLocale: () => 'en',
};
