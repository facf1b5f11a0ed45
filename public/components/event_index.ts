/** What the packs' data sources write to: where events are looked for when nothing else is said. */
export const EVENT_INDEX: readonly string[] = ['logs-*', 'winlogbeat-*', 'packetbeat-*', 'auditbeat-*'];
