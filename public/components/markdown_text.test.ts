import { pageMarkdown } from './markdown_text';

describe('pageMarkdown', () => {
  it('joins lines that were wrapped, also inside list items', () => {
    expect(pageMarkdown('one\ntwo\n\n- a\n  b\n- c')).toBe('one two\n\n- a b\n- c');
  });

  it('puts headings one level down and leaves code and tables alone', () => {
    expect(pageMarkdown('# A\ntext\n```\n# no\n  x\n```\n| a |\n| b |')).toBe(
      '## A\ntext\n```\n# no\n  x\n```\n| a |\n| b |',
    );
  });
});
