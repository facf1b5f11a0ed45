/** The Kibana adapter on doubles of each version whose behaviour differs. */
import { doubledWorld } from '../doubles/world';
import { kibanaHarness } from './kibana_harness';
import { stackContract } from './stack_contract';

for (const version of ['8.12.2', '8.18.0', '9.1.0', '9.4.0']) {
  stackContract(
    `The Kibana adapter on Kibana ${version}`,
    kibanaHarness(() => doubledWorld({ version })),
  );
}
