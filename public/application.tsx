/** Puts the workbench into the element that Kibana hands to an application, and takes it away again. */
import React from 'react';
import ReactDOM from 'react-dom';
import type { AppMountParameters, CoreStart } from '@kbn/core/public';
import { KibanaContexts } from './kibana/contexts';
import { HeaderMenuProvider } from './kibana/header_menu';
import { Workbench } from './workbench';

export interface ApplicationProps {
  core: CoreStart;
  params: Pick<AppMountParameters, 'element' | 'history' | 'setHeaderActionMenu'>;
  standalone: boolean;
}

/**
 * Renders in React's legacy mode, which 17 and 18 share and which Kibana's own pages use.
 *
 * @returns takes the application away
 */
export function renderApplication({ core, params, standalone }: ApplicationProps): () => void {
  const { element, history, setHeaderActionMenu } = params;
  ReactDOM.render(
    <KibanaContexts core={core}>
      <HeaderMenuProvider value={setHeaderActionMenu}>
        <Workbench core={core} history={history} standalone={standalone} />
      </HeaderMenuProvider>
    </KibanaContexts>,
    element,
  );
  return () => {
    ReactDOM.unmountComponentAtNode(element);
  };
}
