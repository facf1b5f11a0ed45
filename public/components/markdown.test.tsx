/** @jest-environment jsdom */
import React from 'react';
import { renderInApp } from '../testing/harness';
import { Markdown } from './markdown';

const show = (text: string, linkTo?: (kind: string, id: string) => string | undefined): HTMLElement =>
  renderInApp(<Markdown {...(linkTo ? { linkTo } : {})}>{text}</Markdown>, {}).container;

const hrefs = (container: HTMLElement) => [...container.querySelectorAll('a')].map((link) => link.getAttribute('href'));

describe('Markdown of packs and people', () => {
  it('leaves HTML out', () => {
    const container = show(
      '# A <script>window.pwned = 1</script>\n\n<img src=x onerror="window.pwned = 2"> <b>bold</b>\n',
    );
    expect(container.querySelectorAll('script, img, b, iframe')).toHaveLength(0);
    expect(window).not.toHaveProperty('pwned');
  });

  it.each([
    '[a](javascript:alert(1))',
    '[a](JAVASCRIPT&#58;alert(1))',
    '[a](data:text/html,x)',
    '[a](vbscript:x)',
    '[a][b]\n\n[b]: javascript:alert(1)',
    '![a](javascript:alert(1))',
    '![a](data:text/html,x)',
    '<javascript:alert(1)>',
  ])('makes no link of %s', (text) => {
    expect(hrefs(show(text))).toEqual([]);
  });

  it.each(['![a pixel](https://example.com/p.png)', '![a pixel][p]\n\n[p]: https://example.com/p.png'])(
    'fetches nothing for %s and offers a link instead',
    (text) => {
      const container = show(text);
      expect(container.querySelectorAll('img')).toHaveLength(0);
      expect(container.textContent).toContain('a pixel');
    },
  );

  it('opens rules, searches and hunts of the packs in the application', () => {
    const container = show('See [NP-1](rule:NP-1) and [no such](rule:X-1).', (kind, id) =>
      kind === 'rule' && id === 'NP-1' ? '/techniques/T1571/tuning?rule=NP-1' : undefined,
    );
    expect(hrefs(container)).toEqual([expect.stringContaining('/techniques/T1571/tuning?rule=NP-1')]);
  });
});
