export { ConnectionPanel } from './connection_panel';
export { RemoteStatus } from './remote_status';
export { RunsWithKey } from './runs_with_key';
export { StackAway } from './stack_away';
export { useRemote } from './use_remote';
