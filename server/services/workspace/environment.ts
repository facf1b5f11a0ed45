/** What the stack behind the workbench is and can do, and who is asking. */
import type { Tier } from '../../../common/api';
import type { RemoteEnvironment } from '../../../common/api/misc';
import { MAX_OVERRIDE_DAYS, MAX_SELECTION } from '../../../common/api/fields';
import type { RemoteFacts, Stack } from '../../stack/stack';
import type { ServiceDependencies } from '../dependencies';

export interface Environment {
  kind: 'kibana' | 'embedded';
  stackVersion: string;
  pluginVersion: string;
  space: string;
  user: string;
  tier: Tier | 'none';
  features: { closeReason: boolean; assignees: boolean; cases: boolean; kibanaApps: boolean };
  demoData: boolean;
  limits: Record<string, number | string>;
  remote?: RemoteEnvironment;
}

export async function environmentOf(
  { stack, tier }: Pick<ServiceDependencies, 'stack' | 'tier'>,
  pluginVersion: string,
): Promise<Environment> {
  const { kind, version, closeReason, assignees, cases, kibanaApps } = stack.features;
  const facts = await stack.facts?.();
  return {
    kind,
    stackVersion: version,
    pluginVersion,
    space: stack.space,
    user: stack.user.name,
    tier,
    features: { closeReason, assignees, cases, kibanaApps },
    demoData: facts?.demoData ?? false,
    limits: { overrideDays: MAX_OVERRIDE_DAYS, alertSelection: MAX_SELECTION, ...facts?.limits },
    ...(facts?.remote ? { remote: await remoteOf(stack, facts.remote) } : {}),
  };
}

async function remoteOf(stack: Stack, { findings, ...remote }: RemoteFacts): Promise<RemoteEnvironment> {
  return {
    ...remote,
    findings: findings.map(({ level, text }) => ({ level, text })),
    connection: (await stack.connection?.()) ?? { status: 'connected' },
  };
}
