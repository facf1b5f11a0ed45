/** An element that is given to a mount function of an app, and taken back by its unmount function. */
import React, { useEffect, useRef } from 'react';
import type { MountPoint as MountFunction } from '@kbn/core/public';

export function MountPoint({ mount }: { mount: MountFunction }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => (ref.current ? mount(ref.current) : undefined), [mount]);
  return <div ref={ref} />;
}
