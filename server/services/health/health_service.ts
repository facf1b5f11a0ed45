/** Health of every exception list that a rule of the space uses, whoever wrote rule and list. */
import { spaceHealth } from '../../../common/allowlist';
import type { SpaceFinding } from '../../../common/api/health';
import type { ServiceDependencies } from '../dependencies';
import { spaceFindings } from './findings';
import { healthInput, readSpaceExceptions, type SpaceExceptions } from './space_reader';

export interface SpaceHealth {
  space: SpaceExceptions;
  findings: readonly SpaceFinding[];
}

export class HealthService {
  private known: Promise<SpaceHealth> | undefined;

  constructor(private readonly deps: Pick<ServiceDependencies, 'stack' | 'catalog' | 'clock'>) {}

  /** Read once per request; `forget` after a write. */
  check(): Promise<SpaceHealth> {
    this.known ??= this.read();
    return this.known;
  }

  forget(): void {
    this.known = undefined;
  }

  async report() {
    const { space, findings } = await this.check();
    const linked = space.rules.flatMap(({ exceptions_list }) => exceptions_list.map(({ list_id }) => list_id));
    return {
      findings: [...findings],
      checked: { rules: space.rules.length, lists: new Set(linked).size, items: space.items.length },
      checkedAt: new Date(this.deps.clock()).toISOString(),
    };
  }

  private async read(): Promise<SpaceHealth> {
    const space = await readSpaceExceptions(this.deps);
    const found = spaceHealth(await healthInput(this.deps, space));
    return { space, findings: spaceFindings(found, space, this.deps.catalog) };
  }
}
