import React, { useMemo, type MouseEvent } from 'react';
import { EuiLink, EuiMarkdownFormat, getDefaultEuiMarkdownProcessingPlugins } from '@elastic/eui';
import { useServices } from '../kibana';
import { pageMarkdown } from './markdown_text';

/** Where a link of our own content leads: `rule:NP-1`, `search:T1571-S1`, `hunt:T1571-E2` -> path of the application. */
export type ContentLink = (kind: string, id: string) => string | undefined;

const OWN_LINK = /\]\((rule|search|hunt|test):([A-Za-z0-9.-]+)\)/g;

interface MarkdownProps {
  children: string;
  size?: 'xs' | 's' | 'm';
  linkTo?: ContentLink;
}

/**
 * An image would be fetched from wherever its author likes as soon as the page is open; a link waits to be followed. What
 * an image may hold in its address (`data:`) is no place to go to.
 */
function ImageLink({ src, alt }: { src?: string; alt?: string }) {
  if (!src || !/^https?:\/\//i.test(src)) return <>{alt}</>;
  return <EuiLink href={src}>{alt || src}</EuiLink>;
}

/** EUI's processing with our own element for images. */
function processingPlugins(): ReturnType<typeof getDefaultEuiMarkdownProcessingPlugins> {
  const plugins = getDefaultEuiMarkdownProcessingPlugins();
  plugins[1][1].components.img = ImageLink;
  return plugins;
}

/** Markdown of packs and people: EUI's own renderer, which leaves HTML out and drops unsafe links. Nothing is fetched. */
export function Markdown({ children, size = 's', linkTo }: MarkdownProps) {
  const { history } = useServices();
  const plugins = useMemo(processingPlugins, []);
  const text = useMemo(() => {
    const shown = pageMarkdown(children);
    if (!linkTo) return shown;
    return shown.replace(OWN_LINK, (whole, kind: string, id: string) => {
      const [pathname, search] = linkTo(kind, id)?.split('?') ?? [];
      return pathname ? `](${history.createHref({ pathname, search: search ? `?${search}` : '' })})` : whole;
    });
  }, [children, history, linkTo]);

  /** Links of our own open in place instead of loading the page anew. */
  const follow = (event: MouseEvent) => {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    const href = anchor?.getAttribute('href');
    const base = history.createHref({ pathname: '/' });
    if (!href?.startsWith(base) || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.push(`/${href.slice(base.length)}`);
  };
  const format = (
    <EuiMarkdownFormat textSize={size} processingPluginList={plugins}>
      {text}
    </EuiMarkdownFormat>
  );
  return linkTo ? <div onClick={follow}>{format}</div> : format;
}
