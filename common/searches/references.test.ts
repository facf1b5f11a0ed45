import { resolveReferences } from '.';

const guide = 'Open [Process tree](search:T1043-S2), see [CP-4](rule:CP-4) and [ATT&CK](https://attack.mitre.org/).';

describe('resolveReferences', () => {
  it('links parts of the pack and leaves other links alone', () => {
    expect(resolveReferences(guide, (kind, id) => `#/${kind}/${id}`)).toBe(
      'Open [Process tree](#/search/T1043-S2), see [CP-4](#/rule/CP-4) and [ATT&CK](https://attack.mitre.org/).',
    );
  });

  it('keeps the words where there is nothing to link to', () => {
    expect(resolveReferences(guide, () => undefined)).toBe(
      'Open Process tree, see CP-4 and [ATT&CK](https://attack.mitre.org/).',
    );
  });
});
