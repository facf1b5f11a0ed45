import { useEffect, useRef } from 'react';
import type { AlertRow } from '../../../../common/api/alerts';

export interface Neighbours {
  previous?: string;
  next?: string;
  /** 1-based place and length of the list; undefined for an alert that is not in it. */
  place?: { at: number; of: number };
}

/** Who stands before and after an alert in a list of ids. Pure. */
export function neighboursIn(order: readonly string[], id: string | undefined): Neighbours {
  const at = id === undefined ? -1 : order.indexOf(id);
  if (at < 0) return {};
  const [previous, next] = [order[at - 1], order[at + 1]];
  return {
    ...(previous === undefined ? {} : { previous }),
    ...(next === undefined ? {} : { next }),
    place: { at: at + 1, of: order.length },
  };
}

/** Neighbours of the open alert. An alert that has just been closed leaves the list, but one goes on from where it stood. */
export function useNeighbours(rows: readonly AlertRow[], openId: string | undefined): Neighbours {
  const order = useRef<readonly string[]>([]);
  const stillThere = openId === undefined || rows.some(({ id }) => id === openId);
  if (stillThere || !order.current.includes(openId)) order.current = rows.map(({ id }) => id);
  return neighboursIn(order.current, openId);
}

/** After a flyout that was opened by a link, focus has no place to return to: it goes to the alert's own row. */
export function useFocusReturn(openId: string | undefined): void {
  const last = useRef<string>();
  useEffect(() => {
    const closed = last.current;
    last.current = openId;
    if (openId !== undefined || closed === undefined) return undefined;
    const frame = requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      const links = document.querySelectorAll<HTMLElement>('[data-alert]');
      [...links].find(({ dataset }) => dataset.alert === closed)?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [openId]);
}
