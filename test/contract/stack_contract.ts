/** The promises of the port (`server/stack`), as tests that every adapter has to pass. */
import { alertContract } from './alerts';
import { documentContract } from './documents';
import { eventContract } from './events';
import { exceptionContract } from './exceptions';
import type { MakeHarness } from './harness';
import { ruleContract } from './rules';
import { searchContract } from './searches';

export function stackContract(adapter: string, make: MakeHarness): void {
  describe(`${adapter} keeps the contract of the port`, () => {
    documentContract(make);
    exceptionContract(make);
    ruleContract(make);
    searchContract(make);
    eventContract(make);
    alertContract(make);
  });
}
