/** The tab with everything around it that pages of the workbench need: it lives in Discover's page. */
import React, { useState, type FC } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'react-router-dom';
import type { CoreStart } from '@kbn/core/public';
import type { DataTableRecord } from '@kbn/unified-doc-viewer-plugin/public';
import { createQueryClient } from '../../api';
import { ServicesProvider } from '../../kibana';
import { KibanaContexts } from '../../kibana/contexts';
import { historyIntoApp } from '../history_into_app';
import { Why } from './why';

export function whyTab(core: CoreStart): FC<{ hit: DataTableRecord }> {
  const history = historyIntoApp(core.application);
  return function WhyTab({ hit }) {
    const [client] = useState(createQueryClient);
    return (
      <KibanaContexts core={core}>
        <ServicesProvider core={core} history={history} standalone={false}>
          <QueryClientProvider client={client}>
            <Router history={history}>
              <Why hit={hit} />
            </Router>
          </QueryClientProvider>
        </ServicesProvider>
      </KibanaContexts>
    );
  };
}
