/** @jest-environment jsdom */
import React from 'react';
import { subj } from '../test_subjects';
import { bySubject, renderInApp } from '../testing/harness';
import { PageBoundary } from './page_boundary';

function Page({ fails }: { fails: boolean }) {
  if (fails) throw new Error('chunk is gone');
  return <p>fine</p>;
}

describe('PageBoundary', () => {
  // React reports what it catches.
  beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  it('says what failed instead of leaving nothing, and offers to load again', () => {
    const { container } = renderInApp(
      <PageBoundary at="/a">
        <Page fails />
      </PageBoundary>,
    );
    expect(container.textContent).toContain('chunk is gone');
    expect(bySubject(container, subj.retry)).toBeTruthy();
  });
});
