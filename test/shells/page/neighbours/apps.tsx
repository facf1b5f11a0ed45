/** The apps in which the doors are, as far as a test needs them. What they show comes in the URL. */
import React, { Suspense, useEffect, useRef, useState, type FC, type ReactNode } from 'react';
import ReactDOM from 'react-dom';
import { useEuiTheme } from '@elastic/eui';
import type { App, CoreStart } from '@kbn/core/public';
import type { DocView, DocViewRenderProps } from '@kbn/unified-doc-viewer-plugin/public';
import { KibanaContexts } from '../../../../public/kibana/contexts';
import { CELL_TRIGGERS, type Neighbours } from './neighbours';

const OPENS_AFTER_MS = 700;

const parameter = (name: string): string => new URLSearchParams(window.location.search).get(name) ?? '';

/** In the colours of the theme, as Kibana's own pages are. */
function Page({ title, children }: { title: string; children: ReactNode }) {
  const { colors } = useEuiTheme().euiTheme;
  return (
    <main style={{ background: colors.emptyShade, color: colors.text, padding: 16, minHeight: '100vh' }}>
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** Until 9.1 a view draws into an element, after that it answers an element of React. */
function ViewPanel({ view, props, line }: { view: DocView; props: DocViewRenderProps; line: Neighbours['line'] }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => (line === '8.12' && ref.current ? view.render(ref.current, props) : undefined), [view, props, line]);
  return <div ref={ref}>{line !== '8.12' && React.createElement(view.render as FC<DocViewRenderProps>, props)}</div>;
}

function Discover({ neighbours }: { neighbours: Neighbours }) {
  const [open, setOpen] = useState<DocView>();
  const [props] = useState<DocViewRenderProps>(() => ({
    hit: { id: 'hit', raw: { _id: parameter('id'), _index: parameter('index') }, flattened: {} },
  }));
  return (
    <Page title="Discover">
      {neighbours.docViews.map((view) => (
        <button key={view.id} data-test-subj={`docViewerTab-${view.id}`} onClick={() => setOpen(view)}>
          {view.title}
        </button>
      ))}
      <button data-test-subj="docViewerClose" onClick={() => setOpen(undefined)}>
        Close
      </button>
      {open && <ViewPanel view={open} props={props} line={neighbours.line} />}
    </Page>
  );
}

function Security({ neighbours }: { neighbours: Neighbours }) {
  const [actions, setActions] = useState<Awaited<ReturnType<Neighbours['actionsOf']>>>([]);
  useEffect(() => {
    const timer = setTimeout(() => neighbours.openSecurity(), OPENS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [neighbours]);
  const metadata = { scopeId: parameter('scope') || 'alerts-page' };
  const field = { name: parameter('field'), type: 'string' };
  const [trigger = ''] = CELL_TRIGGERS;
  return (
    <Page title="Alerts">
      <button
        data-test-subj="cell"
        onClick={() => void neighbours.actionsOf(trigger, { data: [{ field }], metadata }).then(setActions)}
      >
        {parameter('value')}
      </button>
      {actions.map((action) => {
        const context = { data: [{ field, value: parameter('value') }], metadata };
        return (
          <button
            key={action.id}
            data-test-subj={`cellAction-${action.id}`}
            onClick={() => void action.execute(context)}
          >
            {action.getDisplayName(context)}
          </button>
        );
      })}
    </Page>
  );
}

function Case({ neighbours }: { neighbours: Neighbours }) {
  const [props] = useState(() => ({
    externalReferenceId: 'reference',
    externalReferenceMetadata: JSON.parse(parameter('metadata')) as unknown,
    caseData: { id: 'case', title: 'A case' },
  }));
  return (
    <Page title="A case">
      {[...neighbours.attachmentTypes.values()].map((type) => {
        const { event, children: View } = type.getAttachmentViewObject(props);
        return (
          <section key={type.id} aria-label={type.displayName}>
            <p>elastic {event}</p>
            <Suspense fallback={null}>{View && <View {...props} />}</Suspense>
          </section>
        );
      })}
    </Page>
  );
}

function Search({ neighbours }: { neighbours: Neighbours }) {
  const [results, setResults] = useState<Awaited<ReturnType<Neighbours['find']>>>([]);
  return (
    <Page title="Search">
      <input
        aria-label="Find apps, content, and more"
        data-test-subj="nav-search-input"
        onChange={({ target }) => void neighbours.find(target.value).then(setResults)}
      />
      <ul>
        {results.map(({ id, title, type, url }) => (
          <li key={id} data-test-subj="nav-search-option">
            <a href={url}>{title}</a> {type}
          </li>
        ))}
      </ul>
    </Page>
  );
}

const APPS: Readonly<Record<string, FC<{ neighbours: Neighbours }>>> = {
  discover: Discover,
  securitySolutionUI: Security,
  cases: Case,
  search: Search,
};

export const neighbourApps = (neighbours: Neighbours, core: CoreStart): App[] =>
  Object.entries(APPS).map(([id, Content]) => ({
    id,
    title: id,
    mount: ({ element }) => {
      ReactDOM.render(
        <KibanaContexts core={core}>
          <Content neighbours={neighbours} />
        </KibanaContexts>,
        element,
      );
      return () => void ReactDOM.unmountComponentAtNode(element);
    },
  }));
