/** Every query of every pack parses, checks against the fields, and has no clause that never decides. */
import { check, parse } from '../../common/eql';
import { render } from '../../common/rules';
import { FIELD_TYPES } from '../support/fields';
import { packsUnderTest } from '../support/packs';

const { packs } = packsUnderTest();

/** Lists of internal networks that leave out loopback on purpose: nothing there leaves the host. */
const SHORT_NETWORK_LISTS = ['CP-2', 'NP-7'];

const findings = (query: string) =>
  check(parse(query), FIELD_TYPES).map(({ level, code, message, line }) => ({ level, code, message, line }));

it.each(packs.flatMap((pack) => pack.rules).map((rule) => [rule.id, rule] as const))(
  'the query of %s has neither error nor dead clause',
  (id, rule) => {
    const intended = SHORT_NETWORK_LISTS.includes(id) ? 'network_list_incomplete' : undefined;
    expect(findings(render(rule).query).filter((finding) => finding.code !== intended)).toEqual([]);
  },
);

it.each(
  packs.flatMap((pack) =>
    pack.expectations.flatMap((test) =>
      test.sources.flatMap((source) =>
        source.signals.map((signal) => [`${test.id} on ${source.source}: ${signal.id}`, signal.eql] as const),
      ),
    ),
  ),
)('the signal %s has neither error nor dead clause', (_name, eql) => {
  expect(findings(eql)).toEqual([]);
});
