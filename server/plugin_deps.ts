/** Other plugins that the workbench looks at; all optional except `features`, which only Kibana has. */
import type { CasesServerSetup } from '@kbn/cases-plugin/server';
import type { FeaturesPluginSetup } from '@kbn/features-plugin/server';
import type { ListsPluginSetup } from '@kbn/lists-plugin/server';
import type { LicensingPluginStart } from '@kbn/licensing-plugin/server';
import type { SecurityPluginStart } from '@kbn/security-plugin/server';
import type { SpacesPluginStart } from '@kbn/spaces-plugin/server';

export interface SetupDeps {
  cases?: CasesServerSetup;
  features?: FeaturesPluginSetup;
  lists?: ListsPluginSetup;
}

export interface StartDeps {
  licensing?: LicensingPluginStart;
  security?: SecurityPluginStart;
  spaces?: SpacesPluginStart;
}
