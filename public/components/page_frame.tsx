import React, { useEffect, useRef, type ReactNode } from 'react';
import { EuiBadge, EuiBadgeGroup, EuiPageTemplate, EuiTab, EuiTabs } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useServices, useTier } from '../kibana';
import { APP_TITLE, paths, sectionsFor, type SectionId } from '../sections';
import { subj } from '../test_subjects';
import { icons } from './icons';
import { StackAway } from './remote';

export interface Crumb {
  text: string;
  /** Path inside the application; the last crumb has none. */
  to?: string;
}

/** Breadcrumbs and document title of a route. Crumbs are links that keep the base path and do not reload. */
export function usePageIdentity(crumbs: readonly Crumb[]): void {
  const { core, history } = useServices();
  const key = JSON.stringify(crumbs);
  useEffect(() => {
    const own = JSON.parse(key) as Crumb[];
    const all: Crumb[] = [{ text: APP_TITLE, to: paths.techniques }, ...own];
    core.chrome.setBreadcrumbs(
      all.map(({ text, to }, index) =>
        to === undefined || index === all.length - 1
          ? { text }
          : {
              text,
              href: history.createHref({ pathname: to }),
              onClick: (event) => {
                event.preventDefault();
                history.push(to);
              },
            },
      ),
    );
    core.chrome.docTitle.change([...own.map(({ text }) => text).reverse(), APP_TITLE]);
  }, [core, history, key]);
}

/** An anchor's href and click handler for a path of the application: opens in place, or in a new tab when asked to. */
export function useAppLink(): (path: string) => { href: string; onClick: (event: React.MouseEvent) => void } {
  const { history } = useServices();
  return (path) => {
    const [pathname = '', search = ''] = path.split('?');
    return {
      href: history.createHref({ pathname, search: search && `?${search}` }),
      onClick: (event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        history.push(path);
      },
    };
  };
}

function SectionNav({ current }: { current: SectionId | undefined }) {
  const link = useAppLink();
  const { standalone } = useServices();
  return (
    <nav aria-label={i18n.translate('detectionWorkbench.nav.label', { defaultMessage: 'Detection Workbench pages' })}>
      <EuiPageTemplate.Section paddingSize="none" grow={false} contentProps={{ style: { paddingInline: 24 } }}>
        <EuiTabs size="s" bottomBorder={false}>
          {sectionsFor(standalone).map(({ id, title, path }) => (
            <EuiTab key={id} {...link(path)} isSelected={id === current} data-test-subj={subj.nav(id)}>
              {title}
            </EuiTab>
          ))}
        </EuiTabs>
      </EuiPageTemplate.Section>
    </nav>
  );
}

export interface PageTab {
  id: string;
  label: string;
  path: string;
  append?: ReactNode;
}

export interface PageFrameProps {
  section?: SectionId;
  /** The one `h1` of the page. */
  title: string;
  /** Under the title: states in a word each. */
  badges?: ReactNode;
  description?: ReactNode;
  crumbs: readonly Crumb[];
  /** Controls at the right of the header, the most important first. */
  actions?: ReactNode[];
  tabs?: readonly PageTab[];
  currentTab?: string;
  children: ReactNode;
}

function Badges({ readOnly, children }: { readOnly: boolean; children: ReactNode }) {
  return (
    <EuiBadgeGroup gutterSize="xs">
      {readOnly && (
        <EuiBadge color="hollow" iconType={icons.readOnly}>
          {i18n.translate('detectionWorkbench.readOnly', { defaultMessage: 'Read only' })}
        </EuiBadge>
      )}
      {children}
    </EuiBadgeGroup>
  );
}

/**
 * The frame of every page: navigation, header with the one `h1`, content over the full width. Focus goes to the title when the page
 * changes, so that keyboard and screen reader users start at the top of what is new.
 */
export function PageFrame(props: PageFrameProps) {
  const { section, title, badges, description, crumbs, actions = [], tabs, currentTab, children } = props;
  const link = useAppLink();
  const { can } = useTier();
  const titleRef = useRef<HTMLSpanElement>(null);
  usePageIdentity(crumbs);
  useEffect(() => {
    // A flyout or field that is open from the URL keeps the focus it took.
    if (document.activeElement === document.body || document.activeElement === null)
      titleRef.current?.focus({ preventScroll: true });
  }, [title]);

  return (
    <EuiPageTemplate restrictWidth={false} panelled grow mainProps={{ 'data-test-subj': subj.page }}>
      <StackAway />
      <SectionNav current={section} />
      <EuiPageTemplate.Header
        paddingSize="l"
        bottomBorder
        pageTitle={
          <span ref={titleRef} tabIndex={-1} data-test-subj={subj.pageTitle} style={{ outline: 'none' }}>
            {title}
          </span>
        }
        {...(description === undefined ? {} : { description })}
        {...(badges === undefined && can('triage')
          ? {}
          : { children: <Badges readOnly={!can('triage')}>{badges}</Badges> })}
        rightSideItems={actions}
        {...(tabs
          ? {
              tabs: tabs.map(({ id, label, path, append }) => ({
                label,
                append,
                isSelected: id === currentTab,
                'data-test-subj': subj.tab(id),
                ...link(path),
              })),
            }
          : {})}
      />
      <EuiPageTemplate.Section paddingSize="l" grow>
        {children}
      </EuiPageTemplate.Section>
    </EuiPageTemplate>
  );
}
