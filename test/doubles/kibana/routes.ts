/** Every route of the double. */
import { alertRoutes } from './alerts/alert_routes';
import { caseRoutes } from './cases/case_routes';
import { exceptionExportRoute } from './exceptions/exception_export';
import { exceptionImportRoute } from './exceptions/exception_import';
import { exceptionItemRoutes } from './exceptions/item_routes';
import { exceptionListRoutes } from './exceptions/list_routes';
import type { Features } from './features';
import { spaceRoutes } from './platform/space_routes';
import { statusRoutes } from './platform/status_routes';
import { bulkActionRoute } from './rules/bulk_action';
import { bulkCrudRoutes } from './rules/bulk_crud';
import { ruleExportRoute } from './rules/rule_export';
import { ruleFindRoute } from './rules/rule_find';
import { ruleImportRoute } from './rules/rule_import';
import { ruleRoutes } from './rules/rule_routes';
import { dataViewRoutes } from './saved_objects/data_view_routes';
import { objectExportRoute } from './saved_objects/object_export';
import { objectImportRoute } from './saved_objects/object_import';
import { savedObjectRoutes } from './saved_objects/object_routes';
import type { Route } from './types';
import { valueListRoutes } from './value_lists/value_list_routes';
import { valueRoutes } from './value_lists/value_routes';

export function routesOf(features: Features): Route[] {
  return [
    ...ruleRoutes(features),
    ruleFindRoute,
    ruleImportRoute(features),
    ruleExportRoute,
    bulkActionRoute(features),
    ...bulkCrudRoutes(features),
    ...exceptionListRoutes(),
    ...exceptionItemRoutes(features),
    exceptionImportRoute,
    exceptionExportRoute,
    ...valueListRoutes(),
    ...valueRoutes(),
    ...alertRoutes(),
    ...caseRoutes(),
    ...savedObjectRoutes(),
    objectImportRoute,
    objectExportRoute,
    ...dataViewRoutes(),
    ...spaceRoutes(),
    ...statusRoutes(features),
  ];
}
